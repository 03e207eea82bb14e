import { ageOn } from '@yike/shared/booking/rules'
import { getMe, listBeneficiaries } from '@yike/shared/people/endpoints'
import { dayOf } from '@yike/shared/time/china'
import { useSession } from '@/lib/api/session'
import { useEndpoint } from '@/lib/api/use-endpoint'

/** The person who comes: one of the family by id, else the reader. */
export interface Attendee {
  /** 「妈妈」, 「我」. */
  label: string
  /** Null where the year of birth is unknown. */
  age: number | null
  isReader: boolean
}

/** Undefined until it is known, and for a visitor. */
export function useAttendee(personId?: string): Attendee | undefined {
  const session = useSession()
  const family = useEndpoint(listBeneficiaries, session && personId ? {} : null)
  const me = useEndpoint(getMe, session && !personId ? {} : null)
  const today = dayOf(new Date())
  if (!personId) return me.data && { label: '我', age: ageOn(today, me.data.birthYear), isReader: true }
  const relative = family.data?.items.find((one) => one.personId === personId)
  return relative && { label: relative.relation.label, age: ageOn(today, relative.birthYear), isReader: false }
}
