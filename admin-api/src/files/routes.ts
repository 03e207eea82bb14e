import busboy from 'busboy'
import { getFile, uploadPhoto } from '@yike/shared/files/endpoints'
import { PHOTO_MAX_BYTES } from '@yike/shared/files/rules'
import * as s from '@yike/shared/files/schemas'
import { AppError } from '@yike/shared/errors'
import { z } from '@yike/shared/zod'
import { Routes, receive, stream, type Call } from '../http/handle'
import { keepPhoto, openSigned, presentPhoto } from './store'

/** The one file of a multipart body, at most 5 MB; what comes after it is not read. */
function readUpload({ body }: Pick<Call, 'body'>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = (error: AppError) => {
      body.unpipe()
      body.resume()
      reject(error)
    }
    const notMultipart = () => refuse(new AppError('UNSUPPORTED_TYPE', '要用表单上传一张照片，部分的名字叫 file。'))
    if (!/^multipart\/form-data\b/i.test(String(body.headers['content-type'] ?? ''))) return notMultipart()
    let parser: ReturnType<typeof busboy>
    try {
      parser = busboy({
        headers: body.headers as { 'content-type': string },
        limits: { files: 1, fields: 10, fileSize: PHOTO_MAX_BYTES },
      })
    } catch {
      return notMultipart()
    }
    const chunks: Buffer[] = []
    let seen = false
    parser.on('file', (_, file) => {
      seen = true
      file.on('data', (chunk: Buffer) => chunks.push(chunk))
      file.on('limit', () => refuse(new AppError('TOO_LARGE')))
    })
    parser.on('error', () => refuse(new AppError('INVALID_INPUT', '照片没有传完整，再传一次。')))
    parser.on('close', () => (seen ? resolve(Buffer.concat(chunks)) : notMultipart()))
    body.on('error', () => reject(new AppError('INVALID_INPUT', '照片没有传完整，再传一次。')))
    body.pipe(parser)
  })
}

export function fileRoutes() {
  const routes = new Routes()
  receive(routes, uploadPhoto, { input: z.strictObject({}), output: s.Photo }, async (call) => {
    const record = await keepPhoto(call.actor.personId, await readUpload(call), call.now)
    return presentPhoto(record._id, call.now)
  })
  stream(routes, getFile, { input: s.SignedFile }, async (input, { now }) => ({
    ...(await openSigned(input, now)),
    headers: { 'Cache-Control': 'private, max-age=900, immutable' },
  }))
  return routes
}
