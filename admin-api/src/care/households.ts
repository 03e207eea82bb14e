import type { Types } from 'mongoose'
import { HOME_VISIT_KEPT_DAYS, HOME_VISIT_TAKE_BACK_MINUTES } from '@yike/shared/care/households'
import type { RecordHomeVisit, SayLiving, TakeBackHomeVisit } from '@yike/shared/care/schemas'
import { AppError } from '@yike/shared/errors'
import { addMinutes, toApiTime } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, isSameInput, stableId } from '../idempotency'
import { phoneTime } from '../phone-time'
import type { RetentionRule } from '../privacy/retention'
import { openValue, sealValue } from '../sealing'
import { HouseholdModel, type Household, type KeptVisit, type SaidLiving } from './household-model'
import { personFor, type KnownPerson } from './people'
import { carePolicy } from './policy'
import { recordSensitiveReads } from './reads'

const DAY_MS = 86_400_000
const keptSince = (now: Date) => new Date(now.getTime() - HOME_VISIT_KEPT_DAYS * DAY_MS)

export const livingOf = ({ living }: Pick<Household, 'living'>): SaidLiving | null =>
  living && openValue('living', living)
/** All that are kept, taken back ones too, oldest first. */
const keptOf = ({ visits }: Pick<Household, 'visits'>): KeptVisit[] => (visits ? openValue('home_visits', visits) : [])

/** The visits that count, newest first. */
export const visitsIn = (household: Household) =>
  keptOf(household)
    .filter(({ takenBackAt }) => takenBackAt === undefined)
    .reverse()

const lastAt = (visits: readonly KeptVisit[]) => {
  const times = visits.map(({ at }) => Date.parse(at))
  return times.length > 0 ? new Date(Math.max(...times)) : null
}

/** The fields that hold these visits; without those whose time is over. */
function written(visits: readonly KeptVisit[], now: Date) {
  const kept = visits
    .filter(({ at }) => new Date(at) >= keptSince(now))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const counting = kept.filter(({ takenBackAt }) => takenBackAt === undefined)
  return {
    visits: kept.length > 0 ? sealValue('home_visits', kept) : null,
    metAt: lastAt(counting.filter(({ end }) => end === 'met')),
    triedAt: lastAt(counting),
    oldestAt: kept[0] ? new Date(kept[0].at) : null,
  }
}

type Change = Partial<Pick<Household, 'living' | 'visits' | 'metAt' | 'triedAt' | 'oldestAt'>>

/**
 * Changes the household of a person as it was read, and makes it where there is none; tried again when somebody else
 * wrote in between. `to` answers null where nothing is to be changed.
 */
async function change({ person: { _id, areas } }: KnownPerson, to: (before: Household | null) => Change | null) {
  for (;;) {
    const before = await HouseholdModel.findOne({ personId: _id }).lean<Household>()
    const set = to(before)
    if (!set) return
    if (before) {
      const filter = { _id: before._id, seq: before.seq }
      const done = await HouseholdModel.updateOne(filter, { $set: { ...set, areas, seq: before.seq + 1 } })
      if (done.matchedCount > 0) return
    } else
      try {
        await HouseholdModel.create({ personId: _id, areas, seq: 1, ...set })
        return
      } catch (cause) {
        if (!isDuplicate(cause)) throw cause
      }
  }
}

/** Says whether somebody lives alone; null takes it back. */
export async function sayLiving(actor: Actor, { personId, living }: z.output<typeof SayLiving>, now: Date) {
  const met = await personFor(actor, personId)
  authorize(carePolicy.readHousehold(actor, met.as, met.person))
  const said = living && { living, as: met.as, by: String(actor.personId), at: toApiTime(now) }
  await change(met, (before) => (said || before?.living ? { living: said && sealValue('living', said) } : null))
  return met
}

async function personAtTheDoor(actor: Actor, personId: string) {
  const met = await personFor(actor, personId)
  authorize(carePolicy.visitAtHome(actor, met.person))
  return met
}

/** Records a home visit; once, however often the request comes. */
export async function recordHomeVisit(
  { actor, key, now }: { actor: Actor; key: string; now: Date },
  input: z.output<typeof RecordHomeVisit>,
): Promise<KeptVisit> {
  const met = await personAtTheDoor(actor, input.personId)
  const { digest } = idemOf(actor.personId, key, input)
  const visit: KeptVisit = {
    id: String(stableId('home visit', actor.personId, key)),
    ...{ key, digest, by: String(actor.personId), end: input.end, note: input.note },
    ...{ at: toApiTime(phoneTime(input.at, now)), recordedAt: toApiTime(now) },
  }
  let recorded = visit
  await change(met, (before) => {
    const kept = before ? keptOf(before) : []
    const same = kept.find(({ id }) => id === visit.id)
    if (same && !isSameInput(same.digest, digest)) throw new AppError('KEY_REUSED')
    recorded = same ?? visit
    return same ? null : written([...kept, visit], now)
  })
  return recorded
}

/** The actor's own, in the first minutes. */
export const mayTakeBack = (actor: Actor, { by, recordedAt }: KeptVisit, now: Date) =>
  by === String(actor.personId) && now <= addMinutes(new Date(recordedAt), HOME_VISIT_TAKE_BACK_MINUTES)

/** Takes a visit back: its note is gone, its key stays, so that a late try of the same tap does not bring it again. */
export async function takeBackHomeVisit(actor: Actor, { personId, id }: z.output<typeof TakeBackHomeVisit>, now: Date) {
  const met = await personAtTheDoor(actor, personId)
  await change(met, (before) => {
    const kept = before ? keptOf(before) : []
    const visit = orNotFound(kept.find((one) => one.id === id && one.by === String(actor.personId)))
    if (visit.takenBackAt) return null
    if (!mayTakeBack(actor, visit, now))
      throw new AppError('CONFLICT', `过了 ${HOME_VISIT_TAKE_BACK_MINUTES} 分钟，撤不回了。再去一次，记一次新的就行。`)
    return written(
      kept.map((one) => (one === visit ? { ...one, note: '', takenBackAt: toApiTime(now) } : one)),
      now,
    )
  })
}

/** The home visits of somebody, newest first; the reading is on record before they are answered. */
export async function homeVisitsOf(actor: Actor, personId: string, now: Date): Promise<KeptVisit[]> {
  const { person } = await personAtTheDoor(actor, personId)
  await recordSensitiveReads(actor, [person._id], 'home_visits', now)
  const household = await HouseholdModel.findOne({ personId: person._id }).lean<Household>()
  return household ? visitsIn(household) : []
}

/** The households of these people, by person. */
export const householdsOf = async (ids: readonly Types.ObjectId[]) =>
  new Map(
    (await HouseholdModel.find({ personId: { $in: ids } }).lean<Household[]>()).map((one) => [
      String(one.personId),
      one,
    ]),
  )

const over = (now: Date) => ({ oldestAt: { $lt: keptSince(now) } })

export const householdRetention: RetentionRule = {
  ...{ what: '走访记录', kept: '走访后一年' },
  ...{ model: HouseholdModel, due: over },
}

/** A job: removes home visits after a year, one by one from the records of their people. Returns how many records. */
export async function forgetOldHomeVisits(now: Date): Promise<number> {
  const old = await HouseholdModel.find(over(now)).limit(200).lean<Household[]>()
  for (const one of old)
    await HouseholdModel.updateOne(
      { _id: one._id, seq: one.seq },
      { $set: { ...written(keptOf(one), now), seq: one.seq + 1 } },
    )
  return old.length
}
