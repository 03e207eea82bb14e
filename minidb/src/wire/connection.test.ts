import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { BSON } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS } from '../commands/index'
import { onEmptyFolder, randomOf } from '../testing'

let at: Awaited<ReturnType<typeof onEmptyFolder>>
beforeAll(async () => void (at = await onEmptyFolder()))
afterAll(() => at.stop())

const MB = 1024 * 1024
const SEED = Number(process.env.SEED ?? 20_261_129)

/** A message of the protocol with one command. */
function messageOf(command: object, flags = 0) {
  const body = BSON.serialize(command, { ignoreUndefined: false })
  const bytes = Buffer.alloc(21 + body.length)
  bytes.writeInt32LE(bytes.length, 0)
  bytes.writeInt32LE(7, 4)
  bytes.writeInt32LE(2013, 12)
  bytes.writeUInt32LE(flags, 16)
  bytes.set(body, 21)
  return bytes
}

const socketTo = async () => {
  const socket = connect(at.server.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  return socket
}

/** Answers of a socket, as many as are wanted. */
async function answersOf(socket: Socket, wanted: number) {
  const answers: BSON.Document[] = []
  let chunks: Buffer[] = []
  let size = 0
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    for (;;) {
      if (size < 16) break
      if (chunks[0]!.length < 16) chunks = [Buffer.concat(chunks)]
      const length = chunks[0]!.readInt32LE(0)
      if (size < length) break
      const all = Buffer.concat(chunks)
      answers.push(BSON.deserialize(all.subarray(21, length)))
      chunks = [all.subarray(length)]
      size -= length
    }
    if (answers.length >= wanted) break
  }
  return answers
}

describe('answers that are too large', () => {
  it('tells 100,000 ids that are taken, the first of them with a message', async () => {
    const rows = at.client.db('large').collection<{ _id: number }>('taken')
    const documents = Array.from({ length: 20_000 }, (_, _id) => ({ _id }))
    await rows.insertMany(documents)
    const refused = await at.client.db('large').command({
      insert: 'taken',
      documents: Array.from({ length: 100_000 }, (_, n) => ({ _id: n % 20_000 })),
      ordered: false,
    })
    const errors = refused.writeErrors as { index: number; code: number; errmsg: string }[]
    expect(errors).toHaveLength(100_000)
    expect(errors[0]!.errmsg).toContain('E11000')
    expect(errors[99_999]).toMatchObject({ index: 99_999, code: 11_000, errmsg: '' })
  })

  it('refuses distinct values of more than 16 MB, and goes on', async () => {
    const rows = at.client.db('large').collection<{ text: string }>('texts')
    for (let n = 0; n < 20; n++) await rows.insertOne({ text: String.fromCharCode(97 + n).repeat(MB) })
    await expect(rows.distinct('text')).rejects.toMatchObject({ code: 17_217 })
    expect(await rows.countDocuments({})).toBe(20)
  })

  it('splits batches at 16 MB', async () => {
    const rows = at.client.db('large').collection<{ text: string }>('texts')
    const reply = await at.client.db('large').command({ find: 'texts', batchSize: 100 })
    expect((reply.cursor as { firstBatch: unknown[] }).firstBatch.length).toBeLessThan(17)
    expect(await rows.find().toArray()).toHaveLength(20)
  })
})

it('does what a connection sends in its order, also without answers', async () => {
  const socket = await socketTo()
  const MORE_TO_COME = 2
  for (let n = 0; n < 50; n++) {
    socket.write(
      messageOf({ insert: 'ordered', documents: [{ _id: n }], writeConcern: { w: 0 }, $db: 'order' }, MORE_TO_COME),
    )
    socket.write(messageOf({ count: 'ordered', query: {}, $db: 'order' }))
  }
  const answers = await answersOf(socket, 50)
  expect(answers.map(({ n }) => n as number)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
  socket.destroy()
})

it('holds one answer for a client that sends a hundred questions of 12 MB and reads nothing', async () => {
  const rows = at.client.db('slow').collection<{ _id: number; text: string }>('texts')
  for (let _id = 0; _id < 12; _id++) await rows.insertOne({ _id, text: 'x'.repeat(MB) })
  const before = process.memoryUsage()
  const socket = await socketTo()
  socket.pause()
  const question = messageOf({ find: 'texts', batchSize: 100, $db: 'slow' })
  for (let n = 0; n < 100; n++) socket.write(question)
  const held: number[] = []
  for (let n = 0; n < 20; n++) {
    await at.client.db('slow').command({ ping: 1 })
    await new Promise((resolve) => setTimeout(resolve, 25))
    held.push(process.memoryUsage().arrayBuffers - before.arrayBuffers)
  }
  expect(Math.max(...held)).toBeLessThan(150 * MB)
  expect((await answersOf(socket, 5)).length).toBeGreaterThan(4)
  socket.destroy()
})

describe('hostility', () => {
  it('survives 10,000 frames that are none', async () => {
    const { below, one } = randomOf(SEED)
    const frame = () => {
      const bytes = Buffer.from(
        messageOf(
          { find: 'rows', filter: { a: { $in: [1, 'x', { b: null }] } }, $db: 'hostile' },
          one([0, 0, 1, 2, 0xffff]),
        ),
      )
      const kind = below(5)
      if (kind === 0) return bytes.subarray(0, below(bytes.length))
      if (kind === 1) bytes.writeInt32LE(one([-1, 0, 15, 16, 17, bytes.length - 1, bytes.length + 3, 0x7fffffff]), 0)
      if (kind === 2) bytes.writeInt32LE(one([0, 1, 2004, 2010, 2012, 2013, -1]), 12)
      if (kind === 3) bytes.writeInt32LE(below(0x7fffffff) - 1000, 16 + below(bytes.length - 20))
      for (let n = below(6); n > 0; n--) bytes[below(bytes.length)] = below(256)
      return bytes
    }
    let sent = 0
    while (sent < 10_000) {
      const sockets = await Promise.all(Array.from({ length: 20 }, socketTo))
      for (const socket of sockets) {
        socket.resume()
        // A connection that is not closed for its frames is closed by its end.
        for (let n = 0; n < 25; n++) socket.write(frame())
        socket.end()
      }
      await Promise.all(sockets.map((socket) => (socket.closed ? Promise.resolve([]) : once(socket, 'close'))))
      sent += 500
    }
    expect(await at.client.db('hostile').command({ ping: 1 })).toMatchObject({ ok: 1 })
  })

  it('survives 5,000 commands with fields that nobody sends', async () => {
    const { below, one, next } = randomOf(SEED + 1)
    const names = Object.keys(COMMANDS).filter((name) => !['endSessions'].includes(name))
    const words = [
      '$set',
      '$inc',
      '$each',
      '__proto__',
      'constructor',
      '',
      '.',
      'a.b',
      '$',
      '$gt',
      '$in',
      '$regex',
      '$expr',
      '$elemMatch',
      '_id',
      'a',
      '$and',
      '$push',
      '$unset',
      '0',
    ]
    const value = (depth: number): unknown => {
      switch (below(depth > 4 ? 9 : 12)) {
        case 0:
          return null
        case 1:
          return below(1000) - 500
        case 2:
          return next() * 1e300
        case 3:
          return one(words)
        case 4:
          return new BSON.Long(below(2 ** 31), below(2 ** 31) - 2 ** 30)
        case 5:
          return new BSON.Binary(Buffer.alloc(below(20)), below(256))
        case 6:
          return new BSON.Decimal128(Buffer.from(Array.from({ length: 16 }, () => below(256))))
        case 7:
          return new BSON.Timestamp({ t: below(100), i: 1 })
        case 8:
          return one([
            true,
            new Date(below(2 ** 31)),
            new BSON.MinKey(),
            new BSON.BSONRegExp(one(['(', '[a', 'a{2', '^a']), 'i'),
            NaN,
          ])
        case 9:
          return Array.from({ length: below(4) }, () => value(depth + 1))
        default:
          return Object.fromEntries(Array.from({ length: below(4) }, () => [one(words), value(depth + 1)]))
      }
    }
    const fields = [
      'filter',
      'query',
      'q',
      'update',
      'updates',
      'deletes',
      'documents',
      'pipeline',
      'sort',
      'projection',
      'limit',
      'skip',
      'batchSize',
      'cursor',
      'key',
      'index',
      'indexes',
      'collection',
      'cursors',
      'lsid',
      'txnNumber',
      'hint',
      'new',
      'remove',
      'upsert',
      'arrayFilters',
      'maxTimeMS',
      'ordered',
    ]
    const socket = await socketTo()
    const told = answersOf(socket, 5000)
    for (let n = 0; n < 5000; n++) {
      const command: Record<string, unknown> = { [one(names)]: one(['rows', 'rows', value(4)]) }
      for (let at = below(5); at > 0; at--) {
        const name = one(fields)
        command[name] = ['updates', 'deletes', 'documents', 'pipeline', 'indexes'].includes(name)
          ? [value(1), value(1)]
          : value(0)
      }
      socket.write(messageOf({ ...command, $db: 'hostile' }))
    }
    const answers = await told
    expect(answers).toHaveLength(5000)
    expect(answers.filter(({ ok }) => ok === 0).length).toBeGreaterThan(1000)
    expect(answers.filter(({ ok }) => ok === 1).length).toBeGreaterThan(100)
    expect(Object.keys(Object.prototype)).toEqual([])
    await at.client.db('hostile').collection('rows').insertOne({ after: true })
    expect(await at.client.db('hostile').collection('rows').findOne({ after: true })).not.toBeNull()
    socket.destroy()
  })
})
