import type { Types } from 'mongoose'
import { MONTHS_SHOWN, HOURS_DAYS_BACK } from '@yike/shared/admission/states'
import { addDays, dayOf, type Day } from '@yike/shared/time/china'
import { authorize, type Actor } from '../http/policy'
import type { Receiver } from '../receivers/model'
import { receiversByIds, receiversOf } from '../receivers/list'
import { areasBelow, areasByIds, communitiesIn, communityById, type Area } from '../territory/areas'
import { AdmissionHoursModel, AdmissionModel, type Admission, type AdmissionHours } from './model'
import { admissionPolicy } from './policy'

const LIMIT = 300
type Names = ReadonlyMap<string, string>
const namesOf = (rows: readonly { _id: Types.ObjectId; name: string }[]): Names =>
  new Map(rows.map(({ _id, name }) => [String(_id), name]))

interface MonthSum {
  admissionId: Types.ObjectId
  communityId: Types.ObjectId
  month: string
  hours: number
}

/** A work with the names and sums that its page shows. */
export interface DescribedAdmission {
  work: Admission
  departments: Names
  areas: Names
  sums: MonthSum[]
}

/** The first day of the months whose sums are shown. */
function firstDayShown(today: Day): Day {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const counted = year * 12 + (month - 1) - (MONTHS_SHOWN - 1)
  return `${Math.floor(counted / 12)}-${String((counted % 12) + 1).padStart(2, '0')}-01`
}

/** Sums by work, community and month, of the hours that the filter leaves. */
async function sumsOf(ids: readonly Types.ObjectId[], filter: object, now: Date) {
  const rows = await AdmissionHoursModel.aggregate<{ _id: Omit<MonthSum, 'hours'>; hours: number }>([
    { $match: { admissionId: { $in: ids }, day: { $gte: firstDayShown(dayOf(now)) }, ...filter } },
    {
      $group: {
        _id: { admissionId: '$admissionId', communityId: '$communityId', month: '$month' },
        hours: { $sum: '$hours' },
      },
    },
  ])
  return rows.map(({ _id, hours }) => ({ ..._id, hours })).sort((a, b) => (a.month < b.month ? 1 : -1))
}

/** `hours` leaves the hours that the reader may see. */
export async function describeAdmissions(
  works: readonly Admission[],
  hours: object,
  now: Date,
): Promise<DescribedAdmission[]> {
  const sums = await sumsOf(
    works.map(({ _id }) => _id),
    hours,
    now,
  )
  const [departments, areas] = await Promise.all([
    receiversByIds(works.map(({ receiverId }) => receiverId)),
    areasByIds([
      ...works.flatMap(({ areas: [street], remarks }) => [street!, ...remarks.map(({ areaId }) => areaId)]),
      ...sums.map(({ communityId }) => communityId),
    ]),
  ])
  const names = { departments: namesOf(departments), areas: namesOf(areas) }
  return works.map((work) => ({ ...names, work, sums: sums.filter((one) => one.admissionId.equals(work._id)) }))
}

/** The works that a community may know of: everything that its street answered. */
export async function admissionsIn(communityId: string) {
  const { areas } = await communityById(communityId)
  const works = await AdmissionModel.find({ 'areas.0': { $in: areas }, state: { $ne: 'asked' } })
    .sort({ from: -1, _id: 1 })
    .limit(LIMIT)
    .lean<Admission[]>()
  return { works, departments: namesOf(await receiversByIds(works.map(({ receiverId }) => receiverId))) }
}

/** The areas that the actor works in and those above them. */
const areasAbove = async (actor: Actor) =>
  (await areasByIds(admissionPolicy.worked(actor))).flatMap(({ areas }) => areas)

/** The filter of the works that a member of staff sees. */
export const visibleTo = async (actor: Actor) => admissionPolicy.visible(actor, await areasAbove(actor))

/** The filter of the hours whose sums a member of staff reads. */
export const hoursSeenBy = async (actor: Actor) => admissionPolicy.hours(actor, await areasAbove(actor))

export const listForStaff = async (actor: Actor) =>
  AdmissionModel.find(await visibleTo(actor))
    .sort({ askedAt: -1, _id: 1 })
    .limit(LIMIT)
    .lean<Admission[]>()

/** The communities for which the actor notes hours: in their areas, and the one around the grid that they work in. */
export async function workedCommunities(actor: Actor): Promise<Area[]> {
  const below = await communitiesIn(admissionPolicy.worked(actor))
  const around = (await areasByIds(await areasAbove(actor))).filter(({ level }) => level === 'community')
  return [...below, ...around.filter(({ _id }) => !below.some((one) => one._id.equals(_id)))]
}

/** The actor’s own entries that are young enough to be taken back. */
export async function ownHours({ personId }: Actor, now: Date) {
  const mine = await AdmissionHoursModel.find({
    byId: personId,
    day: { $gte: addDays(dayOf(now), -HOURS_DAYS_BACK) },
  })
    .sort({ day: -1, at: -1 })
    .limit(100)
    .lean<AdmissionHours[]>()
  const [works, areas] = await Promise.all([
    AdmissionModel.find({ _id: { $in: mine.map(({ admissionId }) => admissionId) } }, { title: 1 }).lean(),
    areasByIds(mine.map(({ communityId }) => communityId)),
  ])
  const titles = new Map(works.map(({ _id, title }) => [String(_id), title]))
  const names = namesOf(areas)
  return mine.map((one) => ({
    ...{ id: String(one._id), admissionId: String(one.admissionId), title: titles.get(String(one.admissionId)) ?? '' },
    ...{ community: { id: String(one.communityId), name: names.get(String(one.communityId)) ?? '已撤销' } },
    ...{ day: one.day, hours: one.hours },
  }))
}

/** The organisations for which the actor may ask a street. */
export const askingFor = async (actor: Actor) =>
  (await receiversOf(actor)).filter((one) => admissionPolicy.ask(actor, one))

export async function listAsked(actor: Actor) {
  const mine = await receiversOf(actor)
  authorize(admissionPolicy.asked(actor, mine))
  return AdmissionModel.find({ receiverId: { $in: mine.map(({ _id }) => _id) } })
    .sort({ askedAt: -1, _id: 1 })
    .limit(LIMIT)
    .lean<Admission[]>()
}

/** The streets that an organisation may ask: its own, or those below the larger area that it works in. */
export async function streetsOf({ areas }: Pick<Receiver, 'areas'>) {
  const above = (await areasByIds(areas)).filter(({ level }) => level === 'street')
  if (above.length > 0) return above
  return (await areasBelow([areas[0]!])).filter(({ level }) => level === 'street')
}
