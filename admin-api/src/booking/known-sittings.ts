import { Types } from 'mongoose'
import { CachedCollection } from '../cache/cached-collection'
import { SittingModel, type Sitting } from './model'

/**
 * Sittings from memory, for pages that many people read, by service and month. Nothing of them says who comes: of a line
 * only its length is kept.
 */
const FIELDS = {
  ...{ 'offer.serviceId': 1, title: 1, day: 1, startsAt: 1, endsAt: 1, sessions: 1, opensAt: 1, closesAt: 1 },
  ...{
    capacity: 1,
    taken: 1,
    reserve: 1,
    takenReserved: 1,
    'queue.seats': 1,
    state: 1,
    menu: 1,
    priceFen: 1,
    movedTo: 1,
  },
} as const
export type KnownSitting = Omit<Sitting, 'claims' | 'queue' | 'offer' | 'areas'> & {
  offer: Pick<Sitting['offer'], 'serviceId'>
  queue?: readonly unknown[]
}

const MONTH = 7
const scope = (serviceId: Types.ObjectId | string, month: string) => `${String(serviceId)} ${month}`

const cached = new CachedCollection<KnownSitting>({
  model: SittingModel as never,
  fields: FIELDS,
  most: 100_000,
  load(scopes) {
    const byMonth = new Map<string, Types.ObjectId[]>()
    for (const one of scopes) {
      const [id, month] = one.split(' ') as [string, string]
      byMonth.set(month, [...(byMonth.get(month) ?? []), new Types.ObjectId(id)])
    }
    const ofMonth = ([month, ids]: [string, Types.ObjectId[]]) =>
      SittingModel.find(
        { 'offer.serviceId': { $in: ids }, day: { $gte: `${month}-01`, $lte: `${month}-31` } },
        FIELDS,
      ).lean<KnownSitting[]>()
    return Promise.all([...byMonth].map(ofMonth)).then((all) => all.flat())
  },
  // A sitting that was moved to another time is shown there only.
  scopesOf: ({ offer, day, movedTo }) => (movedTo ? [] : [scope(offer.serviceId, day.slice(0, MONTH))]),
  compare: (a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (String(a._id) < String(b._id) ? -1 : 1),
})

function* monthsIn(first: string, last: string) {
  let [year, month] = first.split('-').map(Number) as [number, number]
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`
    if (name > last) return
    yield name
    ;[year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  }
}

/** The sittings of each of these services on these days, by time; cancelled ones too, so that a page can say so. */
export async function knownSittings(
  serviceIds: readonly (Types.ObjectId | string)[],
  { $gte: first, $lte: last }: { $gte: string; $lte: string },
): Promise<KnownSitting[][]> {
  const months = [...monthsIn(first, last)]
  const read = await cached.read(serviceIds.flatMap((id) => months.map((month) => scope(id, month))))
  return serviceIds.map((_, at) =>
    read
      .slice(at * months.length, (at + 1) * months.length)
      .flat()
      .filter(({ day }) => day >= first && day <= last),
  )
}
