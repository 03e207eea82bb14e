import { afterAll, beforeAll, expect, it } from 'vitest'
import { BookingModel } from '../booking/model'
import { closeDatabase, openDatabase } from '../testing/server'
import { whoseBookings } from './0009-whose-bookings'

beforeAll(openDatabase)
afterAll(closeDatabase)

it('bookings lose the indexes that nothing asks any more, whether there were any or not', async () => {
  const { collection } = BookingModel
  const names = async () => (await collection.indexes()).map(({ name }) => name)
  await collection.drop()
  await whoseBookings.run()
  await collection.createIndex({ bookedById: 1, startsAt: 1 })
  await collection.createIndex({ personId: 1, state: 1, startsAt: 1 })

  await whoseBookings.run()
  await BookingModel.createIndexes()

  expect(await names()).toContain('bookedById_1_relation_1_startsAt_1')
  expect(await names()).not.toContain('bookedById_1_startsAt_1')
  expect(await names()).not.toContain('personId_1_state_1_startsAt_1')
})
