import { listAppeals, listDay, listOffers } from '@yike/shared/booking/endpoints'
import { listAlerts } from '@yike/shared/care/endpoints'
import { listStaffCases } from '@yike/shared/cases/endpoints'
import { listReceivedCases } from '@yike/shared/cases/received-endpoints'
import { listStaffPlaces } from '@yike/shared/directory/endpoints'
import type { Endpoint } from '@yike/shared/endpoint'
import { listHalls } from '@yike/shared/hall/endpoints'
import { listLoans } from '@yike/shared/loans/endpoints'
import { getStaffMe } from '@yike/shared/people/endpoints'
import { servesOf, type Role } from '@yike/shared/people/permissions'
import type { StaffMe } from '@yike/shared/people/schemas'
import type { Day } from '@yike/shared/time/china'
import { getMyVisits } from '@yike/shared/visits/endpoints'
import { ApiError, call } from '@/lib/api/api'
import { chosenGrid } from '@/lib/parts/my-grids'

/** The list of cases begins with those assigned to its reader. */
export const MY_CASES = { view: 'mine', sort: 'due' } as const

/** One part of the page. Null where it does not concern this person, and where it alone was refused. */
async function part<In, Out>(wanted: boolean, route: Endpoint<In, Out>, input: In): Promise<Out | null> {
  if (!wanted) return null
  try {
    return await call(route, input)
  } catch (cause) {
    // Without a network all of it is missing; what was last seen is shown instead.
    if (!(cause instanceof ApiError) || cause.code === 'OFFLINE' || cause.code === 'TIMEOUT') throw cause
    return null
  }
}

/** A carer's day is their own round: the times of a service say nothing of whose visits they are. */
export const readsSittings = ({ permissions, roles }: StaffMe) =>
  permissions.includes('booking.read') && roles.some(({ role }) => !servesOf(role.code as Role)?.own)

/** All of 工作台 at once: who it is first, because it decides what the rest asks. Shown with a single setData. */
export async function readDesk(day: Day) {
  const me = await call(getStaffMe, {})
  const may = (permission: StaffMe['permissions'][number]) => me.permissions.includes(permission)
  const gridId = chosenGrid(me)
  const loans = (view: 'asked' | 'out' | 'overdue') => part(may('booking.read'), listLoans, { view })
  const [sittings, halls, alerts, visits, places, offers, appeals, cases, received, asked, out, overdue] =
    await Promise.all([
      part(readsSittings(me), listDay, { day }),
      part(may('hall.call'), listHalls, {}),
      part(may('care.respond'), listAlerts, {}),
      part(true, getMyVisits, {}),
      part(may('place.verify'), listStaffPlaces, { stale: true, areaId: gridId, limit: 1 }),
      part(may('booking.book'), listOffers, {}),
      part(may('booking.book') && may('booking.cancel'), listAppeals, {}),
      part(may('case.read'), listStaffCases, { ...MY_CASES, areaId: gridId }),
      part(may('case.receive'), listReceivedCases, {}),
      loans('asked'),
      loans('out'),
      loans('overdue'),
    ])
  return {
    me,
    /** The grid of which `cases` are; absent for all of them. */
    gridId,
    sittings,
    halls,
    alerts,
    visits,
    places,
    offers,
    appeals,
    cases,
    received,
    loans: { asked, out, overdue },
  }
}

export type DeskData = Awaited<ReturnType<typeof readDesk>>
