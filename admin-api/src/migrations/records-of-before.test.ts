import { afterAll, beforeAll, expect, it } from 'vitest'
import { PlaceModel, ServiceModel } from '../directory/model'
import { AreaModel } from '../territory/model'
import { buildCommunity, CENTER, newId } from '../testing/build'
import { closeDatabase, openDatabase } from '../testing/server'
import { areaRevisions } from './0004-area-revisions'
import { serviceDetails } from './0005-service-details'

beforeAll(openDatabase)
afterAll(closeDatabase)

it('older records get all that is asked for now, and keep what they say already', async () => {
  const { _id: communityId, areas } = await buildCommunity()
  await AreaModel.collection.updateMany({}, { $unset: { revision: '' } })
  const placeId = newId()
  await PlaceModel.collection.insertOne({
    ...{ _id: placeId, communityId, areas, name: '颐园食堂', category: 'canteen', address: '一号', tokens: [] },
    location: { type: 'Point', coordinates: [CENTER.lng, CENTER.lat] },
    hours: { rules: [], exceptions: [], holidays: 'same' },
    ...{ status: 'active', removed: false, photoIds: [], accessibility: [] },
  })
  const service = { communityId, areas, placeId, kind: 'meal', status: 'active', removed: false }
  await ServiceModel.collection.insertMany([
    { ...service, name: '午餐' },
    { ...service, name: '晚餐', groups: ['disabled'], languages: ['手语'] },
  ])

  await areaRevisions.run()
  await serviceDetails.run()

  expect(await AreaModel.countDocuments({ revision: { $ne: 1 } })).toBe(0)
  expect(await PlaceModel.findById(placeId).lean()).toMatchObject({ organizationId: null, organizationName: null })
  expect(await ServiceModel.findOne({ name: '午餐' }).lean()).toMatchObject({ groups: [], fees: [], subsidy: '' })
  expect(await ServiceModel.findOne({ name: '晚餐' }).lean()).toMatchObject({
    groups: ['disabled'],
    languages: ['手语'],
  })
})
