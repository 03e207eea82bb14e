import { handsWorkDown } from '@yike/shared/receivers/kinds'
import type { Types } from 'mongoose'
import type { Questions } from '../domain'
import { holdsSomewhere, type Actor } from '../http/policy'
import { staffAccountsIn } from '../people/accounts'
import { peopleByIds } from '../people/me'
import { areasBelow, areasByIds } from '../territory/areas'
import { CatalogueModel, ReceiverModel, type CatalogueRecord, type Receiver } from './model'
import { receiverPolicy } from './policy'

type Names = ReadonlyMap<string, string>
const namesOf = (rows: readonly { _id: Types.ObjectId; name: string }[]): Names =>
  new Map(rows.map(({ _id, name }) => [String(_id), name]))

/** A receiver with the names that its page shows. */
export interface DescribedReceiver {
  receiver: Receiver
  entries: CatalogueRecord[]
  areas: Names
  people: Names
  categories: Names
}

export async function describeReceivers(
  receivers: Receiver[],
  categoryNames: Questions['categoryNames'],
): Promise<DescribedReceiver[]> {
  const entries = await CatalogueModel.find({ receiverId: { $in: receivers.map(({ _id }) => _id) } })
    .sort({ validFrom: -1, _id: 1 })
    .lean<CatalogueRecord[]>()
  const areaIds = [...receivers, ...entries].map(({ areas }) => areas[0]!)
  const [areas, people, categories] = await Promise.all([
    areasByIds(areaIds),
    peopleByIds(receivers.flatMap(({ memberIds }) => memberIds)),
    categoryNames(entries.map(({ categoryId }) => categoryId)),
  ])
  const names = { areas: namesOf(areas), people: namesOf(people), categories }
  return receivers.map((receiver) => ({
    ...names,
    receiver,
    entries: entries.filter(({ receiverId }) => receiverId.equals(receiver._id)),
  }))
}

/** The areas above those for which the actor dispatches, and these. */
const areasAbove = async (actor: Actor) =>
  (await areasByIds(receiverPolicy.dispatched(actor))).flatMap(({ areas }) => areas)

/** Every receiver that works for the actor's areas, by name; closed ones last. */
export async function listReceivers(actor: Actor) {
  return ReceiverModel.find(receiverPolicy.visible(actor, await areasAbove(actor)))
    .sort({ closed: 1, name: 1, _id: 1 })
    .limit(500)
    .lean<Receiver[]>()
}

/** Colleagues who can be made members, with the area of their duty. */
export async function listCandidates(actor: Actor) {
  const areas = await areasBelow(receiverPolicy.dispatched(actor))
  const accounts = await staffAccountsIn(areas.map(({ _id }) => _id))
  return accounts.flatMap(({ person }) => {
    const area = areas.find(({ _id }) => receiverPolicy.join(person, { areas: [_id] }))
    return area ? [{ person, area: area.name }] : []
  })
}

/** The open receivers that can be given a case of these areas, by name. */
export const receiversFor = (areas: readonly Types.ObjectId[]) =>
  ReceiverModel.find({ 'areas.0': { $in: areas }, closed: false })
    .sort({ name: 1, _id: 1 })
    .limit(500)
    .lean<Receiver[]>()

export const receiversByIds = (ids: readonly (Types.ObjectId | string)[]) =>
  ReceiverModel.find({ _id: { $in: ids } }).lean<Receiver[]>()

/** The receivers that somebody is a member of. */
export const receiversOf = (actor: Pick<Actor, 'personId'>) =>
  ReceiverModel.find({ memberIds: actor.personId }).lean<Receiver[]>()

/** Whether somebody asks streets for 工作准入 as a member of an organisation that has work to hand down. */
export const worksForDepartment = async (actor: Actor) =>
  holdsSomewhere(actor, 'admission.ask') && (await receiversOf(actor)).some(handsWorkDown)
