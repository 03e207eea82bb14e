import { FIRST_STEP_CODES, firstStepsOf, type FirstStepCounts } from '@yike/shared/office/first-steps'
import type { Types } from 'mongoose'
import type { Registry } from '../domain'
import type { Actor } from '../http/policy'
import { FirstStepsPutAwayModel } from './model'
import { officePolicy } from './policy'

type Counters = Registry['firstSteps']

/** The first steps of some areas and everything below them: each domain counts its own records. */
export async function firstStepsIn(counters: Counters, areaIds: readonly Types.ObjectId[]) {
  const counts = await Promise.all(FIRST_STEP_CODES.map(async (code) => [code, await counters[code](areaIds)] as const))
  return firstStepsOf(Object.fromEntries(counts) as FirstStepCounts)
}

/** The first steps of the areas that the actor administers, and whether somebody put them away there. */
export async function firstStepsFor(counters: Counters, actor: Actor) {
  const managed = officePolicy.managed(actor)
  const [items, away] = await Promise.all([
    firstStepsIn(counters, managed),
    FirstStepsPutAwayModel.find({ _id: { $in: managed } }).lean(),
  ])
  return { items, isPutAway: managed.every((id) => away.some(({ _id }) => _id.equals(id))) }
}

/** Puts the list away for everybody who administers these areas; a second call changes nothing. */
export async function putFirstStepsAway(actor: Actor, now: Date) {
  for (const _id of officePolicy.managed(actor))
    await FirstStepsPutAwayModel.updateOne({ _id }, { $setOnInsert: { at: now } }, { upsert: true })
}
