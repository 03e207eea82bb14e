import { randomBytes } from 'node:crypto'
import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { SaveHall } from '@yike/shared/hall/schemas'
import type { z } from '@yike/shared/zod'
import { placeById, servicesAt } from '../directory/find'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import { refuseWhereOff, switchedOff } from '../territory/features'
import { HallModel, type Hall, type Line } from './model'
import { hallPolicy } from './policy'

/** The hall of a place, for anybody. Refuses with FEATURE_OFF where the office does not use halls. */
export async function hallAt(placeId: string | Types.ObjectId) {
  const hall = orNotFound(await HallModel.findOne({ placeId }).lean<Hall>())
  await refuseWhereOff('hall', hall.areas)
  return hall
}

/** The hall of a place as a list: one, or none. */
export async function hallsAt(placeId: string) {
  const [halls, features] = await Promise.all([HallModel.find({ placeId }).limit(1).lean<Hall[]>(), switchedOff()])
  return halls.filter(({ areas }) => !features.isOff('hall', areas))
}

/** The hall of a place, for staff who call numbers there. */
export const staffHall = async (actor: Actor, placeId: string) =>
  orNotFound(await HallModel.findOne({ placeId, ...hallPolicy.visible(actor) }).lean<Hall>())

/** The hall of a place, for staff who set it up. */
export async function editableHall(actor: Actor, placeId: string) {
  const hall = await staffHall(actor, placeId)
  authorize(hallPolicy.edit(actor, hall))
  return hall
}

export const hallsOf = (actor: Actor) =>
  HallModel.find(hallPolicy.visible(actor)).sort({ placeName: 1 }).limit(100).lean<Hall[]>()

/** The hall of a place of the actor's, or a new one: revision 0 without lines. */
export async function hallOrNone(actor: Actor, placeId: string) {
  const hall = await HallModel.findOne({ placeId, ...hallPolicy.editable(actor) }).lean<Hall>()
  if (hall) return hall
  const place = await placeById(placeId)
  orNotFound(hallPolicy.edit(actor, place) || null)
  return {
    placeId: place._id,
    placeName: place.name,
    areas: place.areas,
    lines: [] as Line[],
    showNames: false,
    displaySecret: null,
    revision: 0,
  }
}

export const lineOf = ({ lines }: Pick<Hall, 'lines'>, letter: string) => {
  const line = lines.find((one) => one.letter === letter)
  if (!line) throw new AppError('NOT_FOUND', '这里没有这个队列，换一个。')
  return line
}

/** Creates or changes the hall of a place. Somebody else's change in between is a CONFLICT. */
export async function saveHall(actor: Actor, { id, revision, lines, showNames }: z.output<typeof SaveHall>, now: Date) {
  const place = await placeById(id)
  authorize(hallPolicy.edit(actor, place))
  const letters = lines.map(({ letter }) => letter)
  const twice = letters.find((letter, index) => letters.indexOf(letter) !== index)
  if (twice) throw new AppError('INVALID_INPUT', undefined, { fields: { lines: [`${twice} 用了两次，换一个字母`] } })
  const services = await servicesAt(place._id)
  const foreign = lines.some(
    ({ serviceId }) => serviceId !== null && !services.some(({ _id }) => String(_id) === serviceId),
  )
  if (foreign) throw new AppError('INVALID_INPUT', undefined, { fields: { lines: ['只能选这个地点的服务'] } })
  const set = {
    lines: lines.map((line) => ({
      ...line,
      serviceId: line.serviceId === null ? null : new Types.ObjectId(line.serviceId),
    })),
    showNames,
    placeName: place.name,
  }
  if (revision === 0)
    try {
      const { _id: placeId, communityId, areas } = place
      const made = await HallModel.create({ ...set, placeId, communityId, areas, createdAt: now })
      return made.toObject<Hall>()
    } catch (cause) {
      if (isDuplicate(cause)) throw new AppError('CONFLICT')
      throw cause
    }
  const saved = await HallModel.findOneAndUpdate(
    { placeId: id, revision },
    { $set: set, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean<Hall>()
  if (!saved) throw new AppError('CONFLICT')
  return saved
}

const SECRET_BYTES = 24

async function setDisplay(actor: Actor, placeId: string, displaySecret: string | null) {
  const hall = await editableHall(actor, placeId)
  return orNotFound(
    await HallModel.findOneAndUpdate(
      { _id: hall._id },
      { $set: { displaySecret } },
      { returnDocument: 'after' },
    ).lean<Hall>(),
  )
}

/** A new address for the screens of a hall; those with the old one show nothing from now on. */
export const renewDisplay = (actor: Actor, placeId: string) =>
  setDisplay(actor, placeId, randomBytes(SECRET_BYTES).toString('base64url'))
export const revokeDisplay = (actor: Actor, placeId: string) => setDisplay(actor, placeId, null)

/** The hall whose screen has this secret. */
export async function hallOfScreen(placeId: string, secret: string) {
  const hall = secret && (await HallModel.findOne({ placeId, displaySecret: secret }).lean<Hall>())
  if (!hall) throw new AppError('DEVICE_UNKNOWN', '这个屏幕的地址停用了，请工作人员换一个新的。')
  await refuseWhereOff('hall', hall.areas)
  return hall
}
