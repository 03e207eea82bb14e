import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPlaces } from '../directory/find'
import { PlaceModel } from '../directory/model'
import { closeDatabase, openDatabase } from '../testing/server'
import { findPeople } from '../people/counter'
import { PersonModel } from '../people/model'
import { buildCommunity, CENTER, newId } from '../testing/build'
import { searchTokens } from './0003-search-tokens'
import { wholeCharacters } from './0011-whole-characters'

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

it('people and places written before are found by rare characters and without the dot', async () => {
  const community = await buildCommunity()
  const { _id: communityId, areas } = community
  for (const name of ['阿依·古丽', '李䶮', '王秀英'])
    await PersonModel.collection.insertOne({ name, phone: null, communityId, areas, mergedInto: null, tokens: ['=古'] })
  await PlaceModel.collection.insertOne({
    ...{ communityId, areas, name: '𠮷祥饺子馆', category: 'barber', address: '二号' },
    location: { type: 'Point', coordinates: [CENTER.lng, CENTER.lat] },
    hours: { rules: [], exceptions: [], holidays: 'same' },
    ...{ tokens: ['祥饺'], status: 'active', removed: false, photoIds: [], accessibility: [] },
  })

  await wholeCharacters.run()

  const actor = {
    ...{ personId: newId(), sessionId: '', name: '张海燕', areas },
    roles: [{ role: 'clerk' as const, areaId: communityId }],
  }
  const found = async (q: string) => (await findPeople(actor, q)).map(({ name }) => name)
  expect([await found('阿依古丽'), await found('䶮'), await found('王秀英')]).toEqual([['阿依·古丽'], ['李䶮'], []])
  const search = { walkMinutes: 15, pace: 'adult' as const, limit: 100 }
  expect((await findPlaces({ ...search, q: '𠮷祥' }, new Date())).items.map(({ name }) => name)).toEqual(['𠮷祥饺子馆'])
})
