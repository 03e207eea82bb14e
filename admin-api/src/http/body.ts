import type { IncomingMessage } from 'node:http'
import { AppError } from '@yike/shared/errors'

const MAX_JSON_BYTES = 1024 * 1024

/**
 * Reads a body of at most 1 MB. A longer one is read to its end and dropped: if the connection were cut in the middle, the
 * caller would see a network error instead of the refusal.
 */
async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_JSON_BYTES) chunks.push(chunk)
  }
  if (size > MAX_JSON_BYTES) throw new AppError('TOO_LARGE', '内容太长了，删短一些再交。')
  return Buffer.concat(chunks)
}

/** Reads a JSON body of at most 1 MB. An empty one is an empty object. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request)
  if (bytes.length === 0) return {}
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\b/i.test(type)) throw new AppError('UNSUPPORTED_TYPE', '只收 JSON。')
  return parsed(bytes)
}

/** Reads a form of at most 1 MB: `a=1&b=2`, in UTF-8. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const bytes = await readBytes(request)
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new AppError('UNSUPPORTED_TYPE', '只收 application/x-www-form-urlencoded。')
  return new URLSearchParams(bytes.toString('utf8'))
}

/** Reads JSON of a caller that does not name the type: WeChat. */
export const readUntypedJson = async (request: IncomingMessage) => parsed(await readBytes(request))

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    throw new AppError('INVALID_INPUT', '内容不是完整的 JSON。')
  }
}
