import { afterAll, beforeAll, expect, it } from 'vitest'
import { BookingModel } from '../booking/model'
import { CaseModel } from '../cases/model'
import { closeDatabase, openDatabase } from '../testing/server'
import { whoseBookings } from './0009-whose-bookings'
import { orderOfCases } from './0020-order-of-cases'
import { orderOfTransfers } from './0037-order-of-transfers'

beforeAll(openDatabase)
afterAll(closeDatabase)

it.each([
  {
    records: 'bookings',
    model: BookingModel,
    migration: whoseBookings,
    before: [
      { bookedById: 1, startsAt: 1 },
      { personId: 1, state: 1, startsAt: 1 },
    ],
    gone: ['bookedById_1_startsAt_1', 'personId_1_state_1_startsAt_1'],
    instead: 'bookedById_1_relation_1_startsAt_1',
  },
  {
    records: 'cases',
    model: CaseModel,
    migration: orderOfCases,
    before: [
      { areas: 1, dueOrder: 1, _id: 1 },
      { areas: 1, state: 1, dueOrder: 1, _id: 1 },
    ],
    gone: ['areas_1_dueOrder_1__id_1', 'areas_1_state_1_dueOrder_1__id_1'],
    instead: 'areas_1_dueOrder_1_number_1__id_1',
  },
  {
    records: 'transfers',
    model: CaseModel,
    migration: orderOfTransfers,
    before: [{ 'transfer.areas': 1, _id: -1 }],
    gone: ['transfer.areas_1__id_-1'],
    instead: 'transfer.areas_1_transfer.since_1__id_1',
  },
] as const)(
  '$records lose the indexes that nothing asks any more, whether there were any or not',
  async ({ model, migration, before, gone, instead }) => {
    const { collection } = model
    const names = async () => (await collection.indexes()).map(({ name }) => name)
    await collection.drop()
    await migration.run()
    for (const index of before) await collection.createIndex({ ...index })
    expect(await names()).toEqual(expect.arrayContaining([...gone]))

    await migration.run()
    await model.createIndexes()

    expect(await names()).toContain(instead)
    for (const index of gone) expect(await names()).not.toContain(index)
  },
)
