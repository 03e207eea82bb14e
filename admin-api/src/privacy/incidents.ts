import type { z } from '@yike/shared/zod'
import { AppError } from '@yike/shared/errors'
import type { ChangeIncident, RecordIncident, TakeIncidentStep } from '@yike/shared/privacy/incident-schemas'
import { INCIDENT_LEVELS, INCIDENT_LEVEL_CODES, leastLevelOf, WAIVABLE_STEP } from '@yike/shared/privacy/incidents'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed, stableId } from '../idempotency'
import { areasByIds } from '../territory/areas'
import { IncidentModel, type Incident } from './incident-model'
import { privacyPolicy } from './policy'

const LISTED = 100

const refuse = (field: string, sentence: string) =>
  new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })

/** The facts as they are stored. Throws INVALID_INPUT where they contradict each other. */
function factsOf({ noticedAt, happenedAt, ...facts }: z.output<typeof RecordIncident>, now: Date) {
  const least = leastLevelOf(facts.people)
  const noticed = new Date(noticedAt)
  const happened = happenedAt === null ? null : new Date(happenedAt)
  if (noticed > now) throw refuse('noticedAt', '发现的时间还没到，再看看')
  if (happened && happened > noticed) throw refuse('happenedAt', '发生不会晚于发现，再看看')
  if (facts.minors > facts.people) throw refuse('minors', '未成年人不会比总人数多，再看看')
  if (INCIDENT_LEVEL_CODES.indexOf(facts.level) < INCIDENT_LEVEL_CODES.indexOf(least))
    throw refuse('level', `涉及这么多人，至少是“${INCIDENT_LEVELS[least].label}”`)
  return { ...facts, noticedAt: noticed, happenedAt: happened }
}

/** Records an incident in the areas whose security the actor administers. A second run finds the first. */
export async function recordIncident(
  { actor, now, key }: CallContext,
  input: z.output<typeof RecordIncident>,
): Promise<Incident> {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Incident>(IncidentModel, idem)
  if (before) return before
  const areas = await areasByIds(privacyPolicy.incidentAreas(actor))
  const facts = factsOf(input, now)
  try {
    const made = await IncidentModel.create({
      ...{ ...facts, areas: areas.flatMap((area) => area.areas), office: areas.map(({ name }) => name).join('、') },
      ...{ revision: 1, entries: [], alertAt: now },
      ...{ byId: actor.personId, byName: actor.name, at: now, idem },
    })
    return made.toObject<Incident>()
  } catch (cause) {
    if (!isDuplicate(cause, 'idem.key')) throw cause
    return orNotFound(await replayed<Incident>(IncidentModel, idem))
  }
}

export const listIncidents = (actor: Actor) =>
  IncidentModel.find(privacyPolicy.incidents(actor)).sort({ noticedAt: -1, _id: -1 }).limit(LISTED).lean<Incident[]>()

export const incidentById = async (actor: Actor, id: string) =>
  orNotFound(await IncidentModel.findOne({ ...privacyPolicy.incidents(actor), _id: id }).lean<Incident>())

/** Replaces the facts; throws CONFLICT where they are not the ones that were read. */
export async function changeIncident(
  actor: Actor,
  { id, revision, ...input }: z.output<typeof ChangeIncident>,
  now: Date,
): Promise<Incident> {
  const mine = { ...privacyPolicy.incidents(actor), _id: id }
  const changed = await IncidentModel.findOneAndUpdate(
    { ...mine, revision },
    { $set: { ...factsOf(input, now), alertAt: now }, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean<Incident>()
  if (changed) return changed
  await incidentById(actor, id)
  throw new AppError('CONFLICT', '刚才有同事改过了，看一眼新的再改。')
}

/** Adds a step that was taken; the same tap sent again adds nothing. */
export async function takeIncidentStep(
  { actor, now, key }: CallContext,
  { id, at, ...input }: z.output<typeof TakeIncidentStep>,
): Promise<Incident> {
  const { noticedAt } = await incidentById(actor, id)
  const taken = new Date(at)
  if (input.isWaived && input.step !== WAIVABLE_STEP)
    throw refuse('isWaived', '只有“告诉本人”能不办，而且要写明怎么避免了危害')
  if (taken > now) throw refuse('at', '时间还没到，办完再记')
  if (taken < noticedAt) throw refuse('at', '不会早于发现的时间，再看看')
  const _id = stableId('incident step', actor.personId, key)
  const entry = { ...input, _id, at: taken, byId: actor.personId, byName: actor.name }
  await IncidentModel.updateOne(
    { ...privacyPolicy.incidents(actor), _id: id, 'entries._id': { $ne: _id } },
    { $push: { entries: entry }, $set: { alertAt: now } },
  )
  return incidentById(actor, id)
}
