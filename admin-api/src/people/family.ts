import type { Types } from 'mongoose'
import { orNotFound, type Actor } from '../http/policy'
import { endLine } from './bind'
import { BindingModel, type Binding } from './binding-model'
import { PersonModel, type Family, type Person } from './model'

/** A line of somebody's family with its binding. */
export interface Standing {
  line: Family
  binding: Binding | null
}

/** These lines with their bindings. */
export async function standingsOf(lines: readonly Family[]): Promise<Standing[]> {
  const ids = lines.flatMap(({ bindingId }) => bindingId ?? [])
  const bindings = ids.length > 0 ? await BindingModel.find({ _id: { $in: ids } }).lean<Binding[]>() : []
  return lines.map((line) => ({
    line,
    binding: bindings.find(({ _id }) => line.bindingId && _id.equals(line.bindingId)) ?? null,
  }))
}

export type Acting = Standing & { asker: Person }

/** The people who act for somebody, from their own lines. */
export async function actorsOf(personId: Types.ObjectId): Promise<Acting[]> {
  const askers = await PersonModel.find({ 'family.personId': personId }, { sessions: 0 })
    .sort({ name: 1, _id: 1 })
    .lean<Person[]>()
  const lines = askers.map(({ family }) => family.find((line) => line.personId.equals(personId))!)
  const standings = await standingsOf(lines)
  return askers.map((asker, at) => ({ asker, ...standings[at]! }))
}

/** Requests that wait for an answer: those to somebody, or those of somebody. */
export const openRequests = (of: { personId: Types.ObjectId } | { askerId: Types.ObjectId }, now: Date) =>
  BindingModel.find({ ...of, state: 'open', expiresAt: { $gt: now } })
    .sort({ createdAt: -1 })
    .limit(50)
    .lean<Binding[]>()

/** Both sides of the actor's family: the people who act for them, who ask to, and whom they asked. */
export async function familyOf({ personId }: Actor, now: Date) {
  const [actors, incoming, outgoing] = await Promise.all([
    actorsOf(personId),
    openRequests({ personId }, now),
    openRequests({ askerId: personId }, now),
  ])
  return { actors, incoming, outgoing }
}

/** Ends that somebody acts for the actor, from now on. */
export async function endActor(actor: Actor, askerId: string, now: Date) {
  const asker = orNotFound(
    await PersonModel.findOne({ _id: askerId, 'family.personId': actor.personId }).lean<Person>(),
  )
  await endLine(asker, actor.personId, { by: actor, reason: null }, now)
}
