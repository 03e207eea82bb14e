import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Binary, Long } from 'bson'
import type { Base } from '../commands/context'
import { COMMANDS, commandNamed } from '../commands/index'
import { DatabaseError, badValue, notSupported } from '../errors'
import { isPlainObject, toNumber, type Doc } from '../query/values'
import { Pace } from '../store/pace'
import type { RetryKey } from '../store/retries'
import { MAX_MESSAGE_BYTES, readRequest, writeReply, type Reply, type Request } from './messages'

/** The key of a write that a driver sends again when it hears no answer: the session and its number. */
function retryKeyOf({ lsid, txnNumber }: Doc): RetryKey | null {
  if (txnNumber === undefined || !isPlainObject(lsid) || !(lsid.id instanceof Binary)) return null
  if (lsid.id.position !== 16) throw new DatabaseError(2, 'BadValue', 'the id of a session has 16 bytes')
  const number = txnNumber instanceof Long ? txnNumber.toBigInt() : null
  if (number === null || number < 0n) throw new DatabaseError(14, 'TypeMismatch', 'txnNumber has to be a long')
  return { session: Buffer.from(lsid.id.buffer.subarray(0, 16)), number }
}

/** Milliseconds that the client gives a command; 0 for as many as it takes. */
function maxTimeOf({ maxTimeMS }: Doc): number {
  if (maxTimeMS === undefined) return 0
  const ms = typeof maxTimeMS === 'object' && maxTimeMS === null ? NaN : toNumber(maxTimeMS)
  if (!(Number.isInteger(ms) && ms >= 0 && ms < 2 ** 31))
    throw badValue('maxTimeMS has to be a whole number of milliseconds')
  return ms
}

const errorReply = (cause: unknown): Doc => {
  if (cause instanceof DatabaseError)
    return { ok: 0, errmsg: cause.message, code: cause.code, codeName: cause.codeName, ...cause.extra }
  return { ok: 0, errmsg: cause instanceof Error ? cause.message : String(cause), code: 1, codeName: 'InternalError' }
}

async function run(request: Request, base: Base): Promise<Reply> {
  try {
    const command = request.command()
    const [name] = Object.keys(command)
    if (!name) throw new DatabaseError(59, 'CommandNotFound', 'no such command')
    const work = commandNamed(name)
    if (!base.signIn.allows(name))
      throw new DatabaseError(13, 'Unauthorized', `Command ${name} requires authentication`)
    const context = {
      ...base,
      database: typeof command.$db === 'string' ? command.$db : 'admin',
      pace: new Pace(maxTimeOf(command)),
      retry: retryKeyOf(command),
    }
    if (command.startTransaction !== undefined || command.autocommit !== undefined)
      await COMMANDS.commitTransaction!(command, context)
    return await work(command, context)
  } catch (cause) {
    return errorReply(cause)
  }
}

/** When an answer cannot be written, the answer says that it is too large. */
async function answer(request: Request, base: Base): Promise<Buffer> {
  const reply = await run(request, base)
  try {
    return writeReply(request, reply)
  } catch (cause) {
    return writeReply(request, errorReply(cause))
  }
}

/** The bytes of a socket, taken as whole messages. */
class Incoming {
  #kept: Buffer[] = []
  size = 0

  push(chunk: Buffer) {
    this.#kept.push(chunk)
    this.size += chunk.length
  }

  /** The next whole message; null when it has not come yet. Throws for bytes that are none. */
  next(): Buffer | null {
    if (this.size < 16) return null
    if (this.#kept[0]!.length < 4) this.#kept = [Buffer.concat(this.#kept)]
    const length = this.#kept[0]!.readInt32LE(0)
    if (length < 16 || length > MAX_MESSAGE_BYTES) throw notSupported(`a message of ${length} bytes`)
    if (this.size < length) return null
    const all = this.#kept.length === 1 ? this.#kept[0]! : Buffer.concat(this.#kept)
    this.size -= length
    this.#kept = this.size === 0 ? [] : [all.subarray(length)]
    return all.subarray(0, length)
  }
}

/**
 * Answers the messages of a connection one after the other, in their order. While one is answered the socket is read no
 * further than the message that is on its way: a client that sends without reading waits, and holds no more here than
 * one answer.
 */
export function serveConnection(socket: Socket, base: Base) {
  socket.setNoDelay(true)
  const incoming = new Incoming()
  let working = false
  async function work() {
    working = true
    try {
      for (let message = incoming.next(); message && !socket.destroyed; message = incoming.next()) {
        const request = readRequest(message)
        const bytes = await answer(request, base)
        if (!request.silent && !socket.destroyed && !socket.write(bytes)) await drained(socket)
      }
      if (socket.isPaused()) socket.resume()
    } catch {
      // Bytes that are no message, or a broken connection, concern this connection alone.
      socket.destroy()
    }
    working = false
  }
  socket.on('data', (chunk: Buffer) => {
    incoming.push(chunk)
    if (working) socket.pause()
    else void work()
  })
  socket.on('error', () => socket.destroy())
}

async function drained(socket: Socket) {
  const gone = new AbortController()
  const end = () => gone.abort()
  socket.once('close', end)
  try {
    await once(socket, 'drain', { signal: gone.signal })
  } finally {
    socket.off('close', end)
  }
}
