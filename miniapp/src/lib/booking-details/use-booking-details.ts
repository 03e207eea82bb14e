import type { DetailsContext, KeptDetails, KindDetails } from './details-context'
import { useCourseDetails } from './course/use-course-details'
import { useMealDetails } from './meal/use-meal-details'

/**
 * The details that the kind of a booking asks beside person, time and seats: its fields, its price and its input for
 * the API. Null as long as nothing is chosen. A loan asks instead of the time, on a page of its own: `useLoanDetails`.
 */
export function useBookingDetails(asked: DetailsContext | null, kept: KeptDetails): KindDetails {
  const forKind = (kind: string) => (asked?.kind === kind ? asked : null)
  const meal = useMealDetails(forKind('meal'), kept)
  const course = useCourseDetails(forKind('course'), kept)
  return forKind('meal') ? meal : course
}
