import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { ChangeCarer, CarerInput, VisitService as VisitServiceInput } from '@yike/shared/visits/schemas'
import type { z } from '@yike/shared/zod'
import { staffService } from '../directory/services'
import { claimPhotos, releasePhotos } from '../files/store'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { communityById } from '../territory/areas'
import { CarerModel, VisitServiceModel, type Carer, type VisitService } from './model'
import { visitPolicy } from './policy'
import { sealedPhone } from '../sealed-values'

const nameTaken = (name: string) => new AppError('NAME_TAKEN', `已经有叫${name}的护理员了，名字后面加个区别。`)

/** Carers of the actor's areas, active ones first. */
export const listCarers = (actor: Actor) =>
  CarerModel.find(visitPolicy.visible(actor)).sort({ active: -1, name: 1 }).limit(500).lean<Carer[]>()

/** The owner of a carer's portrait in the store of files. */
const photoOwner = (id: Types.ObjectId | string) => `carers:${String(id)}`

/** The portrait of a carer; null where there is none. */
export const portraitOf = async (carerId: Types.ObjectId) =>
  (await CarerModel.findById(carerId, { photoId: 1 }).lean<Pick<Carer, 'photoId'>>())?.photoId ?? null

/** The carers whose visits an account sees. */
export const carersOf = async (personId: Types.ObjectId) =>
  (await CarerModel.find({ personId }, { _id: 1 }).lean<Carer[]>()).map(({ _id }) => _id)

export async function createCarer(actor: Actor, key: string, input: z.output<typeof CarerInput>, now: Date) {
  const community = await communityById(input.communityId)
  authorize(visitPolicy.edit(actor, community))
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Carer>(CarerModel, idem)
  if (before) return before
  const id = new Types.ObjectId()
  await claimPhotos(actor, input.photoId ? [input.photoId] : [], photoOwner(id))
  try {
    const made = await CarerModel.create({
      _id: id,
      ...input,
      phone: sealedPhone(input.phone),
      areas: community.areas,
      idem,
      createdAt: now,
    })
    return made.toObject<Carer>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    const before = await replayed<Carer>(CarerModel, idem)
    if (before) return before
    // The next try, under another name, brings the same photo.
    await releasePhotos(photoOwner(id))
    throw nameTaken(input.name)
  }
}

/** Booked visits stay; `revision` is the one that was shown. */
export async function changeCarer(actor: Actor, { id, revision, phone, ...change }: z.output<typeof ChangeCarer>) {
  const carer = orNotFound(await CarerModel.findOne({ _id: id, ...visitPolicy.editable(actor) }).lean<Carer>())
  const had = carer.photoId ? String(carer.photoId) : null
  const isNewPhoto = change.photoId !== undefined && change.photoId !== had
  if (isNewPhoto && change.photoId) await claimPhotos(actor, [change.photoId], photoOwner(id))
  try {
    const changed = await CarerModel.findOneAndUpdate(
      { _id: id, revision },
      { $set: { ...change, ...(phone === undefined ? {} : { phone: sealedPhone(phone) }) }, $inc: { revision: 1 } },
      { returnDocument: 'after' },
    ).lean<Carer>()
    if (!changed) throw new AppError('CONFLICT')
    if (isNewPhoto && carer.photoId) await releasePhotos(photoOwner(id), [carer.photoId])
    return changed
  } catch (cause) {
    if (isDuplicate(cause)) throw nameTaken(change.name ?? carer.name)
    throw cause
  }
}

const NOTHING_ASKED = { skills: [] as string[], tasks: [] as string[] }

/** The requirements of a service for its carers; none when nobody wrote them down. */
export const visitServiceOf = async (serviceId: Types.ObjectId | string) =>
  (await VisitServiceModel.findById(serviceId).lean<VisitService>()) ?? NOTHING_ASKED

export const visitServicesOf = async (serviceIds: readonly Types.ObjectId[]) =>
  new Map(
    (await VisitServiceModel.find({ _id: { $in: serviceIds } }).lean<VisitService[]>()).map((one) => [
      String(one._id),
      one,
    ]),
  )

export async function staffVisitService(actor: Actor, id: string) {
  const { _id } = await staffService(actor, id)
  return visitServiceOf(_id)
}

export async function setVisitService(actor: Actor, { id, skills, tasks }: z.output<typeof VisitServiceInput>) {
  const { _id, areas } = await staffService(actor, id)
  authorize(visitPolicy.edit(actor, { areas }))
  await VisitServiceModel.updateOne({ _id }, { $set: { areas, skills, tasks } }, { upsert: true })
  return { skills, tasks }
}
