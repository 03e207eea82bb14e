import type { Readable } from 'node:stream'
import busboy from 'busboy'
import { AppError } from '@yike/shared/errors'

export interface Upload {
  name: string
  bytes: Buffer
}

export interface UploadLimits {
  maxBytes: number
  /** The sentence when the body is no form with a file. */
  expected: string
  tooLarge: string
}

/** The one file of a multipart body, the part named `file`; anything after it, or beyond the limit, is not kept. */
export function readUpload(
  body: Readable & { headers: Record<string, string | string[] | undefined> },
  { maxBytes, expected, tooLarge }: UploadLimits,
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const refuse = (error: AppError) => {
      body.unpipe()
      body.resume()
      reject(error)
    }
    const notMultipart = () => refuse(new AppError('UNSUPPORTED_TYPE', expected))
    const brokenOff = () => refuse(new AppError('INVALID_INPUT', '文件没有传完整，再传一次。'))
    if (!/^multipart\/form-data\b/i.test(String(body.headers['content-type'] ?? ''))) return notMultipart()
    let parser: ReturnType<typeof busboy>
    try {
      parser = busboy({
        headers: body.headers as { 'content-type': string },
        // Browsers write the name of a file in UTF-8.
        defParamCharset: 'utf8',
        limits: { files: 1, fields: 10, fileSize: maxBytes },
      })
    } catch {
      return notMultipart()
    }
    const chunks: Buffer[] = []
    let name: string | undefined
    parser.on('file', (_, file, { filename }) => {
      name = filename ?? ''
      file.on('data', (chunk: Buffer) => chunks.push(chunk))
      file.on('limit', () => {
        // An answer before the body has come in breaks the connection of a caller who is still sending, and is never
        // read.
        const tell = () => reject(new AppError('TOO_LARGE', tooLarge))
        body.unpipe()
        body.resume()
        body.once('end', tell).once('close', tell)
      })
    })
    parser.on('error', brokenOff)
    parser.on('close', () => (name === undefined ? notMultipart() : resolve({ name, bytes: Buffer.concat(chunks) })))
    body.on('error', brokenOff)
    body.pipe(parser)
  })
}
