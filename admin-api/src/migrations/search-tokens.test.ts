import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPlaces } from '../directory/find'
import { PlaceModel } from '../directory/model'
import { buildCommunity, CENTER } from '../testing/build'
import { closeDatabase, openDatabase } from '../testing/server'
import { searchTokens } from './0003-search-tokens'

beforeAll(openDatabase)
afterAll(closeDatabase)

it('places written before are found by letters, a thousand of them too', async () => {
  const { _id: communityId, areas } = await buildCommunity()
  await PlaceModel.collection.insertMany(
    Array.from({ length: 1001 }, (_, n) => ({
      ...{ communityId, areas, name: n === 0 ? '东岸理发店' : `颐园食堂${n}`, category: 'barber', address: '一号' },
      location: { type: 'Point', coordinates: [CENTER.lng, CENTER.lat] },
      hours: { rules: [], exceptions: [], holidays: 'same' },
      ...{ tokens: [';dalfd', '理发'], status: 'active', removed: false, photoIds: [], accessibility: [] },
    })),
  )
  await searchTokens.run()
  const search = { walkMinutes: 15, pace: 'adult' as const, limit: 100 }
  expect((await findPlaces({ ...search, q: 'lfd' }, new Date())).items.map(({ name }) => name)).toEqual(['东岸理发店'])
  expect((await findPlaces({ ...search, q: '食堂1000' }, new Date())).items.map(({ name }) => name)).toEqual([
    '颐园食堂1000',
  ])
})
