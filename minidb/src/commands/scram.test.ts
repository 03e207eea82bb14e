import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMinidb, type Minidb } from '../server'

const account = { name: 'yike', password: 'p=a,ss%word-of-some-length' }
let folder: string
let server: Minidb
const addressOf = (name: string, password: string, more = '') =>
  `mongodb://${name}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/?directConnection=true${more}`

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'minidb-scram-'))
  server = await startMinidb({ path: folder, host: '0.0.0.0', account })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a server that other machines reach', () => {
  it('does not start without an account, nor with a password that is easily guessed', async () => {
    const other = path.join(folder, 'other')
    await expect(startMinidb({ path: other, host: '0.0.0.0' })).rejects.toThrow('DB_PASSWORD')
    await expect(startMinidb({ path: other, host: '::' })).rejects.toThrow('DB_USER')
    await expect(startMinidb({ path: other, account: { name: 'yike', password: 'short' } })).rejects.toThrow('至少 12')
  })

  it.each(['', '&authMechanism=SCRAM-SHA-256'])('answers a driver that signs in%s', async (more) => {
    const client = await new MongoClient(addressOf(account.name, account.password, more)).connect()
    const rows = client.db('signed').collection<{ _id: string }>(`rows${more.length}`)
    await rows.insertOne({ _id: 'in' })
    expect(await rows.findOne()).toEqual({ _id: 'in' })
    await client.close()
  })

  it.each([
    ['another password', () => addressOf(account.name, 'not-this-password-at-all')],
    ['another name', () => addressOf('somebody', account.password)],
    ['an older mechanism', () => addressOf(account.name, account.password, '&authMechanism=SCRAM-SHA-1')],
  ])('refuses %s', async (_, address) => {
    const client = new MongoClient(address())
    await expect(client.connect().then(() => client.db().command({ ping: 1 }))).rejects.toThrow(
      /Authentication failed|SCRAM-SHA-256/,
    )
    await client.close()
  })

  it('answers nothing but the way in before the sign-in', async () => {
    const client = await new MongoClient(`mongodb://127.0.0.1:${server.port}/?directConnection=true`).connect()
    const database = client.db('signed')
    await expect(database.collection('rows').findOne()).rejects.toMatchObject({ code: 13 })
    await expect(database.collection('rows').insertOne({})).rejects.toMatchObject({ code: 13 })
    await expect(database.dropDatabase()).rejects.toMatchObject({ code: 13 })
    await expect(
      database.command({ saslContinue: 1, conversationId: 1, payload: Buffer.from('') }),
    ).rejects.toMatchObject({ code: 17 })
    expect(await database.command({ ping: 1 })).toMatchObject({ ok: 1 })
    await client.close()
  })
})
