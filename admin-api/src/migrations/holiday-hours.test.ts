import { afterAll, beforeAll, expect, it } from 'vitest'
import { PlaceModel } from '../directory/model'
import { buildCommunity, CENTER } from '../testing/build'
import { closeDatabase, openDatabase } from '../testing/server'
import { holidayHours } from './0002-holiday-hours'

beforeAll(openDatabase)
afterAll(closeDatabase)

it('hours from before holidays were asked for keep their weekly rules, and those that say so keep what they say', async () => {
  const { _id: communityId, areas } = await buildCommunity()
  const place = (name: string, holidays?: string) => ({
    ...{ communityId, areas, name, category: 'canteen', address: '一号', removed: false },
    location: { type: 'Point', coordinates: [CENTER.lng, CENTER.lat] },
    hours: { rules: [{ weekdays: [1], from: 0, to: 60 }], exceptions: [], ...(holidays ? { holidays } : {}) },
  })
  await PlaceModel.collection.insertMany([place('甲'), place('乙', 'office')])
  await holidayHours.run()
  await holidayHours.run()
  const kept = await PlaceModel.find({ communityId }).sort({ name: 1 }).lean()
  expect(kept.map(({ name, hours }) => [name, hours.holidays])).toEqual([
    ['乙', 'office'],
    ['甲', 'same'],
  ])
})
