import { getFile, uploadPhoto } from '@yike/shared/files/endpoints'
import { PHOTO_MAX_BYTES } from '@yike/shared/files/rules'
import * as s from '@yike/shared/files/schemas'
import { ERRORS } from '@yike/shared/errors'
import { z } from '@yike/shared/zod'
import { Routes, receive, stream } from '../http/handle'
import { readUpload } from '../http/upload'
import { keepPhoto, openSigned, presentPhoto } from './store'

const PHOTO = {
  maxBytes: PHOTO_MAX_BYTES,
  expected: '要用表单上传一张照片，部分的名字叫 file。',
  tooLarge: ERRORS.TOO_LARGE.message,
}

export function fileRoutes() {
  const routes = new Routes()
  receive(routes, uploadPhoto, { input: z.strictObject({}), output: s.Photo }, async (call) => {
    const record = await keepPhoto(call.actor.personId, (await readUpload(call.body, PHOTO)).bytes, call.now)
    return presentPhoto(record._id, call.now)
  })
  stream(routes, getFile, { input: s.SignedFile }, async (input, { now }) => ({
    ...(await openSigned(input, now)),
    headers: { 'Cache-Control': 'private, max-age=900, immutable' },
  }))
  return routes
}
