import { getCourse } from '@yike/shared/courses/endpoints'
import { guardianOf, NO_GUARDIAN } from '@yike/shared/courses/guardian'
import { useRead } from '../../query'
import type { DetailsContext, KindDetails } from '../details-context'
import { GuardianFields } from './GuardianFields'

/** A course: the people who collect a child, where it is for children. Null: no course is booked. */
export function useCourseDetails(asked: DetailsContext | null): KindDetails {
  const course = useRead(getCourse, { sittingId: asked?.sittingId ?? '' }, { enabled: asked !== null })
  if (!asked) return { fields: null }
  const { data, error, isLoading } = course
  if (!data?.forChildren) return { isAsking: isLoading, error, fields: null }
  return {
    error,
    fields: <GuardianFields />,
    details: ({ guardian }) => ({ course: guardianOf({ ...NO_GUARDIAN, ...guardian }) }),
  }
}
