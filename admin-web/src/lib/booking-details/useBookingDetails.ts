import type { DetailsContext, KindDetails } from './details-context'
import { useCourseDetails } from './course/useCourseDetails'
import { useMealDetails } from './meal/useMealDetails'

/** The details that the kind of a booking asks beside person, time and seats. Null as long as no sitting is chosen. */
export function useBookingDetails(asked: DetailsContext | null): KindDetails {
  const forKind = (kind: string) => (asked?.kind === kind ? asked : null)
  const meal = useMealDetails(forKind('meal'))
  const course = useCourseDetails(forKind('course'))
  return forKind('meal') ? meal : course
}
