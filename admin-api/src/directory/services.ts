import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { ChangeService, ListStaffServices, ServiceInput } from '@yike/shared/directory/schemas'
import type { z } from '@yike/shared/zod'
import { allRead } from '../http/all-read'
import { OBJECT_ID, pagedList, WORDS } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { refuseHarmful } from '../moderation/content-check'
import type { RemovalGuard } from '../removal-guards'
import { communityById } from '../territory/areas'
import { pushChanges } from './changes'
import { placeById, serviceWithPlace } from './find'
import { ServiceModel, type Service } from './model'
import { directoryPolicy } from './policy'

/** The facts that a sitting copies from its service and place. */
export async function offerOf(serviceId: string) {
  const { service, place } = await serviceWithPlace(serviceId)
  const community = await communityById(place.communityId)
  const [lng, lat] = place.location.coordinates
  return {
    service,
    areas: place.areas,
    offer: {
      serviceId: service._id,
      serviceName: service.name,
      kind: service.kind,
      placeId: place._id,
      placeName: place.name,
      address: place.address,
      phone: service.phone ?? place.phone ?? community.phone,
      position: { lng, lat },
      minAge: service.minAge,
      maxAge: service.maxAge,
      weeklyLimit: service.weeklyLimit,
      maxSeats: service.maxSeats,
    },
  }
}

/** The guards of the domains above, asked before a service is removed: a sitting ahead keeps it. */
let removalGuards: readonly RemovalGuard[] = []
export const useRemovalGuards = (guards: readonly RemovalGuard[]) => void (removalGuards = guards)

const nameTaken = (name: string) => new AppError('NAME_TAKEN', `这里已经有“${name}”了，换一个名字。`)

export async function createService(actor: Actor, key: string, input: z.output<typeof ServiceInput>, now: Date) {
  const place = await placeById(input.placeId)
  authorize(directoryPolicy.addService(actor, place))
  const { name, about, eligibility } = input
  await refuseHarmful(actor, { name, about, eligibility }, now)
  const idem = idemOf(actor.personId, key, input)
  try {
    const made = await ServiceModel.create({ ...input, areas: place.areas, idem, createdAt: now })
    return made.toObject<Service>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const before = await replayed<Service>(ServiceModel, idem)
    if (before) return before
    throw nameTaken(input.name)
  }
}

export const staffService = async (actor: Actor, id: string) =>
  orNotFound(await ServiceModel.findOne({ _id: id, removed: false, ...directoryPolicy.visible(actor) }).lean<Service>())

/** The fields that a floor above writes into a service too. */
type OfMeals = Partial<Pick<Service, 'mealPrices' | 'mealModes'>>

/** Writes each field that differs with a line in the log; somebody else's change in between is a CONFLICT. */
export async function changeService(
  actor: Actor,
  { id, revision, ...change }: z.output<typeof ChangeService> & OfMeals,
  now: Date,
) {
  const service = await staffService(actor, id)
  authorize(directoryPolicy.editService(actor, service))
  const { name, about, eligibility } = change
  await refuseHarmful(actor, { name, about, eligibility }, now)
  try {
    const changed = await ServiceModel.findOneAndUpdate(
      { _id: id, revision, removed: false },
      { $set: change, $inc: { revision: 1 }, $push: pushChanges(service, change, actor.personId, now) },
      { returnDocument: 'after' },
    ).lean<Service>()
    if (!changed) throw new AppError('CONFLICT')
    return changed
  } catch (cause) {
    if (isDuplicate(cause)) throw nameTaken(change.name ?? service.name)
    throw cause
  }
}

export async function removeService(actor: Actor, id: string, now: Date) {
  const service = await staffService(actor, id)
  authorize(directoryPolicy.editService(actor, service))
  const asked = await Promise.all(removalGuards.map((needs) => needs(service._id, now)))
  if (asked.some(Boolean)) throw new AppError('SITTING_IN_USE', '后面还排着场次，先取消场次再删。')
  await ServiceModel.updateOne({ _id: service._id }, { $set: { removed: true } })
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const LIST = pagedList<Service>('listStaffServices', { name: [1, WORDS], _id: [1, OBJECT_ID] })

export async function listStaffServices(
  actor: Actor,
  { placeId, kind, q, cursor, limit, ...left }: z.output<typeof ListStaffServices>,
) {
  allRead(left)
  const rows = await ServiceModel.find({
    ...directoryPolicy.visible(actor),
    removed: false,
    ...(placeId ? { placeId } : {}),
    ...(kind ? { kind } : {}),
    ...(q ? { name: new RegExp(escaped(q)) } : {}),
    $and: [LIST.from(cursor)],
  })
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<Service[]>()
  return LIST.page(rows, limit)
}

/** The services of some places, with their rooms. */
export const servicesAt = async (placeIds: readonly Types.ObjectId[]) =>
  (
    await ServiceModel.find({ placeId: { $in: placeIds }, removed: false }, { kind: 1, room: 1 }).lean<
      Pick<Service, '_id' | 'kind' | 'room'>[]
    >()
  ).map(({ _id, kind, room = null }) => ({ _id, kind, room }))

/** The names of services, by id; also of those that were removed since. */
export const serviceNames = async (ids: readonly Types.ObjectId[]) =>
  new Map(
    (await ServiceModel.find({ _id: { $in: ids } }, { name: 1 }).lean<Pick<Service, '_id' | 'name'>[]>()).map(
      ({ _id, name }) => [String(_id), name],
    ),
  )
