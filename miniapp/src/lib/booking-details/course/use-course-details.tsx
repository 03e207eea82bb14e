import { getCourse } from '@yike/shared/courses/endpoints'
import { guardianOf, NO_GUARDIAN } from '@yike/shared/courses/guardian'
import { useEndpoint } from '@/lib/api/use-endpoint'
import type { DetailsContext, KeptDetails, KindDetails } from '../details-context'
import { GuardianFields } from './guardian-fields'

/** A course: the people who collect a child, where it is for children. Null: no course is booked. */
export function useCourseDetails(asked: DetailsContext | null, { form, change }: KeptDetails): KindDetails {
  const course = useEndpoint(getCourse, asked && { sittingId: asked.sittingId })
  if (!asked) return { fields: null }
  if (!course.data) return { missing: course, fields: null }
  if (!course.data.forChildren) return { fields: null }

  const guardian = { ...NO_GUARDIAN, ...form.guardian }
  return {
    fields: (
      <GuardianFields
        atCounter={asked.atCounter}
        child={asked.personName}
        given={guardian}
        problemWith={asked.problemWith}
        onChange={(part) => change({ guardian: { ...guardian, ...part } })}
      />
    ),
    details: { course: guardianOf(guardian) },
  }
}
