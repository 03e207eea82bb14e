import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '../testing/server'
import { migrate, type Migration } from './run'

beforeAll(openDatabase)
afterAll(closeDatabase)

const collection = (name: string) =>
  mongoose.connection.db!.collection<{ _id: string; owner?: string; until?: Date }>(name)
beforeEach(() => Promise.all([collection('migrations').deleteMany({}), collection('locks').deleteMany({})]))

const noting = (ran: string[], name: string): Migration => ({
  name,
  run: () => {
    ran.push(name)
    return Promise.resolve()
  },
})

describe('migrations', () => {
  it('run once, in the order of their names', async () => {
    const ran: string[] = []
    const all = ['0002-b', '0001-a', '0003-c'].map((name) => noting(ran, name))

    await migrate(all)
    await migrate(all)

    expect(ran).toEqual(['0001-a', '0002-b', '0003-c'])
  })

  it('run once when several processes start together', async () => {
    const ran: string[] = []

    await Promise.all(Array.from({ length: 4 }, () => migrate([noting(ran, '0001-a'), noting(ran, '0002-b')])))

    expect(ran).toEqual(['0001-a', '0002-b'])
    expect(await collection('locks').countDocuments()).toBe(0)
  })

  it('go on where one failed', async () => {
    const ran: string[] = []
    const fails: Migration = { name: '0002-b', run: () => Promise.reject(new Error('no')) }

    await expect(migrate([noting(ran, '0001-a'), fails])).rejects.toThrow('no')
    await migrate([noting(ran, '0001-a'), noting(ran, '0002-b')])

    expect(ran).toEqual(['0001-a', '0002-b'])
  })

  it('take over a lock whose holder died', async () => {
    const ran: string[] = []
    await collection('locks').insertOne({ _id: 'schema', owner: 'dead', until: new Date(Date.now() - 1000) })

    await migrate([noting(ran, '0001-a')])

    expect(ran).toEqual(['0001-a'])
  })

  it('make every index that a model declares', async () => {
    await mongoose.connection.db!.collection('people').dropIndexes()

    await migrate([])

    const indexes = await mongoose.connection.db!.collection('people').indexes()
    expect(indexes.find(({ name }) => name === 'idem')).toMatchObject({ unique: true })
    expect(indexes.map(({ key }) => Object.keys(key as object).join())).toContain('areas,name')
  })
})
