import type { Types } from 'mongoose'
import sharp from 'sharp'
import { AppError } from '@yike/shared/errors'
import { orNotFound, type Actor } from '../http/policy'
import { FileModel, type FileRecord } from './model'
import { bytesOf, claimPhotos } from './store'

type Id = Types.ObjectId

/** The photos of these that are shown redacted, each with the picture in its place. */
export async function redactionsOf(ids: readonly Id[]): Promise<ReadonlyMap<string, Id>> {
  if (ids.length === 0) return new Map()
  const rows = await FileModel.find({ _id: { $in: ids }, redacted: { $ne: null } }, { redacted: 1 }).lean<
    FileRecord[]
  >()
  return new Map(rows.map(({ _id, redacted }) => [String(_id), redacted!]))
}

const sizeOf = async (record: FileRecord) => {
  const { width, height } = await sharp(await bytesOf(record.full)).metadata()
  return `${width}x${height}`
}

/**
 * Puts a picture in the place of a photo that `claimedBy` holds; the photo itself stays. The picture has to be of the same
 * size, and uploaded by the actor. A second redaction replaces the first.
 */
export async function redactPhoto(actor: Pick<Actor, 'personId'>, id: string, redactedId: string, claimedBy: string) {
  const photo = orNotFound(await FileModel.findOne({ _id: id, claimedBy }).lean<FileRecord>())
  const redacted = await FileModel.findOne({ _id: redactedId, uploadedBy: actor.personId }).lean<FileRecord>()
  if (!redacted || redacted._id.equals(photo._id)) throw new AppError('PHOTO_TAKEN')
  if ((await sizeOf(photo)) !== (await sizeOf(redacted)))
    throw new AppError('INVALID_INPUT', undefined, {
      fields: { redactedId: ['遮挡后的照片和原来的大小不一样，回到照片上重新遮挡'] },
    })
  await claimPhotos(actor, [redactedId], claimedBy)
  await FileModel.updateOne({ _id: photo._id, claimedBy }, { $set: { redacted: redacted._id } })
}
