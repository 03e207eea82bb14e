import type { Socket } from 'node:net'
import { Binary, Long } from 'bson'
import { COMMANDS, commandNamed } from '../commands/index'
import type { Context } from '../commands/context'
import { DatabaseError, notSupported } from '../errors'
import { isPlainObject, type Doc } from '../query/values'
import { MAX_MESSAGE_BYTES, readRequest, writeReply, type Reply, type Request } from './messages'

/** Answers of retryable writes by session and number, so that a driver's retry is not applied twice. */
export class Retries {
  readonly #answers = new Map<string, { number: string; reply: Promise<Reply> }>()

  answer(command: Doc, work: () => Promise<Reply>): Promise<Reply> {
    const session =
      isPlainObject(command.lsid) && command.lsid.id instanceof Binary ? command.lsid.id.toString('hex') : null
    if (!session || command.txnNumber === undefined) return work()
    const number =
      command.txnNumber instanceof Long ? command.txnNumber.toString() : String(command.txnNumber as number)
    const known = this.#answers.get(session)
    if (known?.number === number) return known.reply
    const reply = work()
    this.#answers.delete(session)
    this.#answers.set(session, { number, reply })
    if (this.#answers.size > 10_000) this.#answers.delete(this.#answers.keys().next().value!)
    return reply
  }
}

const errorReply = (cause: unknown): Doc => {
  if (cause instanceof DatabaseError)
    return { ok: 0, errmsg: cause.message, code: cause.code, codeName: cause.codeName, ...cause.extra }
  return { ok: 0, errmsg: cause instanceof Error ? cause.message : String(cause), code: 1, codeName: 'InternalError' }
}

async function run({ command }: Request, base: Omit<Context, 'database'>, retries: Retries): Promise<Reply> {
  try {
    const [name] = Object.keys(command)
    if (!name) throw new DatabaseError(59, 'CommandNotFound', 'no such command')
    if (command.startTransaction !== undefined || command.autocommit !== undefined)
      await COMMANDS.commitTransaction!(command, { ...base, database: '' })
    const work = commandNamed(name)
    const context = { ...base, database: typeof command.$db === 'string' ? command.$db : 'admin' }
    return await retries.answer(command, async () => work(command, context))
  } catch (cause) {
    return errorReply(cause)
  }
}

/** Reads messages from a socket, answers each; a message that is none ends this connection and no other. */
export function serveConnection(socket: Socket, base: Omit<Context, 'database'>, retries: Retries) {
  let kept: Buffer[] = []
  let size = 0
  const read = (chunk: Buffer) => {
    kept.push(chunk)
    size += chunk.length
    while (size >= 16) {
      const head = kept[0]!.length >= 4 ? kept[0]! : (kept = [Buffer.concat(kept)])[0]!
      const length = head.readInt32LE(0)
      if (length < 16 || length > MAX_MESSAGE_BYTES) throw notSupported(`a message of ${length} bytes`)
      if (size < length) return
      const all = kept.length === 1 ? kept[0]! : Buffer.concat(kept)
      const request = readRequest(all.subarray(0, length))
      kept = [all.subarray(length)]
      size -= length
      void run(request, base, retries).then((reply) => {
        if (!request.silent && socket.writable) socket.write(writeReply(request, reply))
      })
    }
  }
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch {
      socket.destroy()
    }
  })
}
