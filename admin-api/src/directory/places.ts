import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { ChangePlace, ListStaffPlaces, PlaceInput } from '@yike/shared/directory/schemas'
import { staleBefore } from '@yike/shared/directory/staleness'
import type { z } from '@yike/shared/zod'
import { claimPhotos, releasePhotos } from '../files/store'
import { allRead } from '../http/all-read'
import { countedList, INSTANT, OBJECT_ID, pagedList, WORDS } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { refuseHarmful } from '../moderation/content-check'
import { notePictures } from '../moderation/picture-check'
import { locate } from '../territory/areas'
import { pushChanges } from './changes'
import { placesNear } from './find'
import { PlaceModel, ServiceModel, type Place } from './model'
import { placeTokens, storedFrom } from './place-record'
import { directoryPolicy } from './policy'
import { searchFilter } from './tokens'

const nameTaken = (name: string) => new AppError('NAME_TAKEN', `本社区已经有“${name}”了，换一个名字或改那一处。`)

/** The words of an entry that somebody makes up. */
const publicWords = ({ name, about, alert }: Omit<z.output<typeof ChangePlace>, 'id' | 'revision'>) => ({
  ...{ name, about, alert },
})

const shownAt = ({ _id, name, areas }: Pick<Place, '_id' | 'name' | 'areas'>) => ({
  ...{ type: 'place' as const, id: _id, title: name, areas },
})

export async function createPlace(
  actor: Actor,
  key: string,
  input: z.output<typeof PlaceInput>,
  now: Date,
): Promise<Place> {
  const ground = await locate(input.position, new Types.ObjectId(input.communityId))
  authorize(directoryPolicy.addPlace(actor, ground))
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Place>(PlaceModel, idem)
  if (before) return before
  const { communityId: _, ...facts } = input
  await refuseHarmful(actor, publicWords(facts), now)
  const id = new Types.ObjectId()
  await claimPhotos(actor, input.photoIds, `places:${String(id)}`)
  try {
    const stored = await storedFrom(facts, ground)
    const made = await PlaceModel.create({
      _id: id,
      ...stored,
      ...ground,
      tokens: placeTokens(stored as Place),
      verifiedAt: now,
      verifiedByName: actor.name,
      idem,
      createdAt: now,
    })
    await notePictures(actor, input.photoIds, shownAt(made), now)
    return made.toObject<Place>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    // A replay at the same moment has the same name too: whichever index refused it, it is no other place.
    const before = await replayed<Place>(PlaceModel, idem)
    if (before) return before
    // The next try, under another name, brings the same photos.
    await releasePhotos(`places:${String(id)}`)
    throw nameTaken(input.name)
  }
}

export const staffPlace = async (actor: Actor, id: string) =>
  orNotFound(await PlaceModel.findOne({ _id: id, removed: false, ...directoryPolicy.visible(actor) }).lean<Place>())

/** Writes the fields that differ, each with a line in the log; somebody else's change in between is a CONFLICT. */
export async function changePlace(actor: Actor, { id, revision, ...facts }: z.output<typeof ChangePlace>, now: Date) {
  const place = await staffPlace(actor, id)
  authorize(directoryPolicy.editPlace(actor, place))
  if (place.revision !== revision) throw new AppError('CONFLICT')
  await refuseHarmful(actor, publicWords(facts), now)
  if (facts.photoIds)
    await claimPhotos(
      actor,
      facts.photoIds.filter((photo) => !place.photoIds.some((one) => String(one) === photo)),
      `places:${id}`,
    )
  const looked = { verifiedAt: now, verifiedByName: actor.name }
  const changed = await writePlace(place, { set: await storedFrom(facts, place), marks: looked }, actor.personId, now)
  if (!changed) throw new AppError('CONFLICT')
  if (facts.photoIds) await notePictures(actor, facts.photoIds, shownAt(changed), now)
  return changed
}

/**
 * Writes fields into this revision of a place, each that differs with a line in the log; `marks` go without one. Null when
 * somebody changed it in between; NAME_TAKEN where another has the name.
 */
export async function writePlace(
  place: Place,
  { set, marks }: { set: Partial<Place>; marks: Partial<Place> },
  byId: Types.ObjectId,
  now: Date,
): Promise<Place | null> {
  const next = { ...place, ...set }
  try {
    return await PlaceModel.findOneAndUpdate(
      { _id: place._id, revision: place.revision, removed: false },
      {
        $set: { ...set, ...marks, tokens: placeTokens(next) },
        $inc: { revision: 1 },
        $push: pushChanges(place, set, byId, now),
      },
      { returnDocument: 'after' },
    ).lean<Place>()
  } catch (cause) {
    if (isDuplicate(cause)) throw nameTaken(next.name)
    throw cause
  }
}

/** Somebody looked, and this revision of the entry is right. */
export async function verifyPlace(actor: Actor, id: string, revision: number, now: Date) {
  const place = await staffPlace(actor, id)
  authorize(directoryPolicy.verifyPlace(actor, place))
  const verified = await PlaceModel.findOneAndUpdate(
    { _id: id, revision },
    { $set: { verifiedAt: now, verifiedByName: actor.name } },
    { returnDocument: 'after' },
  ).lean<Place>()
  if (!verified) throw new AppError('CONFLICT')
  return verified
}

export async function removePlace(actor: Actor, id: string) {
  const place = await staffPlace(actor, id)
  authorize(directoryPolicy.editPlace(actor, place))
  if (await ServiceModel.exists({ placeId: place._id, removed: false }))
    throw new AppError('CONFLICT', '这里还挂着服务，先删服务，或把地点改成“已关”。')
  await PlaceModel.updateOne({ _id: place._id }, { $set: { removed: true } })
}

const STALE = (now: Date) => ({ status: { $ne: 'closed' as const }, verifiedAt: { $not: { $gte: staleBefore(now) } } })

const inArea = (areaId: string | undefined) => (areaId ? { areas: new Types.ObjectId(areaId) } : {})

/** The farthest that somebody goes to verify a place, in metres. */
const ROUND = 20_000

const LISTS = {
  byName: pagedList<Place>('listStaffPlaces', { name: [1, WORDS], _id: [1, OBJECT_ID] }),
  stale: pagedList<Place>('listStaffPlaces:stale', { verifiedAt: [1, INSTANT.nullable()], _id: [1, OBJECT_ID] }),
}
const NEAR = countedList('listStaffPlaces:near')

/** By name; stale ones by the time since the last look, never verified ones first; with `near` the nearest first. */
export async function listStaffPlaces(
  actor: Actor,
  { q, category, status, stale, near, areaId, cursor, limit, ...left }: z.output<typeof ListStaffPlaces>,
  now: Date,
) {
  allRead(left)
  const words = q ? searchFilter(q) : {}
  if (words === null) return { items: [], nextCursor: null }
  const filter = {
    ...directoryPolicy.visible(actor),
    $and: [...[category ? { category } : {}, status ? { status } : {}, stale ? STALE(now) : {}, words], inArea(areaId)],
  }
  if (near) {
    const from = NEAR.from(cursor)
    const rows = await placesNear(near, ROUND, { ...filter, ...(status ? { status } : {}) }, from + limit + 1)
    return NEAR.page(rows, from, limit)
  }
  const list = stale ? LISTS.stale : LISTS.byName
  const rows = await PlaceModel.find({ ...filter, removed: false, $and: [...filter.$and, list.from(cursor)] })
    .sort(list.sort)
    .limit(limit + 1)
    .lean<Place[]>()
  return list.page(rows, limit)
}

export const countStalePlaces = (actor: Actor, areaId: string | undefined, now: Date) =>
  PlaceModel.countDocuments({
    ...{ ...directoryPolicy.visible(actor), removed: false, ...STALE(now) },
    $and: [inArea(areaId)],
  })

export async function serviceCounts(placeIds: readonly Types.ObjectId[]) {
  const rows = await ServiceModel.aggregate<{ _id: Types.ObjectId; n: number }>([
    { $match: { placeId: { $in: placeIds }, removed: false } },
    { $group: { _id: '$placeId', n: { $sum: 1 } } },
  ])
  return (placeId: Types.ObjectId) => rows.find(({ _id }) => _id.equals(placeId))?.n ?? 0
}
