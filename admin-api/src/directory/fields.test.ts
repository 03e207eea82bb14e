import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/directory/endpoints'
import {
  PLACE_FIELD_NAMES,
  placeField,
  type PlaceFacts,
  type PlaceFieldName,
} from '@yike/shared/directory/place-fields'
import type { PlaceImport } from '@yike/shared/directory/upkeep-schemas'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { toCsv } from '@yike/shared/csv'
import type { Community } from '../territory/areas'
import { buildCommunity, buildPlace, buildStaff, CENTER, placeInput, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { uploadAt } from '../testing/upload'
import { runImports } from './import'
import { PlaceModel, type Place } from './model'
import { valueOf, wordsOf } from './place-record'

/** The promises of the table of fields, tested for every field it has. */
let server: TestServer
let community: Community
let admin: BuiltPerson
beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' } })
})
afterAll(() => server.stop())
beforeEach(async () => {
  community = await buildCommunity()
  admin = await buildStaff({ area: community })
})

/** Two values of every field that a table can hold: a new field needs a line here. */
const SAMPLES: { [Name in Exclude<PlaceFieldName, 'photoIds'>]: [PlaceFacts[Name], PlaceFacts[Name]] } = {
  name: ['颐园食堂', '颐园 食堂'],
  category: ['canteen', 'canteen'],
  address: ['济南路 1 号', '济南路 1 号东门'],
  position: [CENTER, { lng: CENTER.lng + 0.0001, lat: CENTER.lat }],
  phone: ['0546-8000001', '0546-8000002'],
  hours: [
    { rules: [{ weekdays: [1, 2], from: 480, to: 1020 }], exceptions: [], holidays: 'closed' },
    { rules: [{ weekdays: [6], from: 540, to: 600 }], exceptions: [], holidays: 'same' },
  ],
  about: ['两荤一素', '三荤两素'],
  status: ['active', 'paused'],
  morePhones: [['0546-8000003'], ['0546-8000004', '13800000001']],
  alert: ['门口修路', '今天盘点'],
  organization: ['颐园餐饮公司', '东营餐饮公司'],
  accessibility: [['ramp'], ['ramp', 'lift']],
}
const factsOf = (at: 0 | 1) =>
  Object.fromEntries(Object.entries(SAMPLES).map(([name, samples]) => [name, samples[at]])) as unknown as PlaceFacts
const TABLED = PLACE_FIELD_NAMES.filter((name) => placeField(name).table)
const MERGED = PLACE_FIELD_NAMES.filter((name) => placeField(name).table?.merge)

/** The facts as the table that an export would write. */
function tableOf(facts: PlaceFacts) {
  const columns = TABLED.flatMap((name) => {
    const { table, words } = placeField(name)
    const value = facts[name] as never
    const cells = table!.cells?.(value) ?? [words(value)]
    return Object.values(table!.columns).map(({ label }, at) => ({ label, cell: cells[at]! }))
  })
  return toCsv([columns.map(({ label }) => label), columns.map(({ cell }) => cell)])
}
const settingsOf = ({ id, mapping, system }: PlaceImport) => ({ id, mapping, system })
const upload = (bytes: string | Uint8Array<ArrayBuffer>, name: string) =>
  uploadAt(server.origin, api.uploadImport, { name, bytes }, admin.token)
const shownOf = (place: Place) => Object.fromEntries(TABLED.map((name) => [name, wordsOf(place, name)]))
const stored = async () => (await PlaceModel.findOne({ communityId: community._id, removed: false }).lean<Place>())!

it('a merged import changes every field that it may, and undoing it restores each of them', async () => {
  const before = await buildPlace(community, factsOf(0))
  const record = await upload(tableOf(factsOf(1)), '地点.csv')
  await server.call(api.confirmImport, { ...settingsOf(record), merge: [0] }, { as: admin.token })
  await runImports(new Date())
  const merged = await stored()
  for (const name of TABLED)
    expect(wordsOf(merged, name), name).toBe(
      placeField(name).words(factsOf(MERGED.includes(name) ? 1 : 0)[name] as never),
    )

  await server.call(api.undoImport, { id: record.id }, { as: admin.token })
  await runImports(new Date())
  const undone = await stored()
  for (const name of PLACE_FIELD_NAMES) expect(valueOf(undone, name), name).toEqual(valueOf(before, name))
  expect(undone.organizationId).toEqual(before.organizationId)
})

it.each(['csv', 'xlsx', 'geojson'])('a place exported as %s comes back with all that a table holds', async (format) => {
  const place = await buildPlace(community, factsOf(0))
  const answer = await fetch(`${server.origin}${API_BASE_PATH}/staff/places/export?format=${format}`, {
    headers: { 'X-Client': 'weapp', Authorization: `Bearer ${admin.token}` },
  })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  await PlaceModel.updateOne({ _id: place._id }, { removed: true })
  const record = await upload(bytes, `地点.${format}`)
  await server.call(api.confirmImport, settingsOf(record), { as: admin.token })
  await runImports(new Date())
  expect(shownOf(await stored())).toEqual(shownOf(place))
})

it('the log says every field that a change changed, by its label and in words', async () => {
  const { id, revision } = await server.call(api.createPlace, placeInput(community, factsOf(0)), { as: admin.token })
  const facts = { ...factsOf(1), category: 'pharmacy' as const, photoIds: undefined }
  await server.call(api.changePlace, { id, revision, ...facts }, { as: admin.token })
  const { items } = await server.call(api.listPlaceChanges, { id }, { as: admin.token })
  const said = TABLED.map((name) => {
    const { label, words } = placeField(name)
    return [label, words(factsOf(0)[name] as never), words(facts[name] as never)]
  })
  expect(items.map(({ field, from, to }) => [field, from, to])).toEqual(expect.arrayContaining(said))
  expect(items).toHaveLength(said.length)
})
