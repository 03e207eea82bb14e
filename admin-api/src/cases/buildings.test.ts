import type { Document } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listRecurringCases } from '@yike/shared/cases/recurring-endpoints'
import { buildingsOfCases } from '../migrations/0038-buildings-of-cases'
import { idemOf } from '../idempotency'
import { addArea, type Community } from '../territory/areas'
import { officeHours } from '../territory/office-hours'
import { buildCommunity, buildStaff, CENTER, newId, type BuiltPerson } from '../testing/build'
import { onRequestCommand, onRequestDocuments } from '../testing/request-commands'
import { startServer, type TestServer } from '../testing/server'
import { buildingsOf } from './buildings'
import { loadFirstCategories } from './categories'
import { newCase, newWords } from './file'
import { CaseModel, CaseWordsModel, CategoryModel } from './model'
import { tallyWaiting } from './tallies'

const NOW = new Date('2026-11-25T10:00:00+08:00')
const DAY_MS = 86_400_000
/** Buildings of the compound, and the ways in which people write each of them. */
const BUILDINGS = 4
const SPELLINGS = ['颐园', '颐园小区']

let server: TestServer
let community: Community
let clerk: BuiltPerson
const cost = { commands: 0, documents: 0, opened: 0 }

beforeAll(async () => {
  server = await startServer({ now: () => NOW, connection: { monitorCommands: true } })
  await loadFirstCategories()
  community = await buildCommunity()
  await addArea({ level: 'compound', name: '颐园小区', parent: community, position: CENTER })
  clerk = await buildStaff({ area: community, role: 'clerk' }, NOW)
  onRequestCommand(() => void cost.commands++)
  onRequestDocuments((documents) => {
    cost.documents += documents.length
    cost.opened += documents.filter(({ address }) => (address as Document | undefined)?.bytes).length
  })
})
afterAll(() => server.stop())

/** Reports of the last months, each from a flat of its own and by another person. */
async function fill(from: number, until: number) {
  const category = (await CategoryModel.findOne({ name: /漏水/ }).lean())!
  const office = (await officeHours()).calendarIn(community.areas)
  const numbers = Array.from({ length: until - from }, (_, at) => from + at)
  const filed = numbers.map((n) => {
    const address = `${SPELLINGS[(n >> 2) % 2]} ${1 + (n % BUILDINGS)} 号楼 ${n} 室`
    const filing = {
      kind: 'complaint' as const,
      categoryId: String(category._id),
      description: '漏水了',
      address,
      photoIds: [],
    }
    const now = new Date(NOW.getTime() - (1 + (n % 150)) * DAY_MS)
    const origin = { reporter: { _id: newId() } as never, communityId: community._id, areas: community.areas }
    const facts = { actorId: newId(), now, filing, category, matter: null, office }
    return {
      words: { _id: newId(), areas: community.areas, digest: 'of the input', at: now, ...newWords(filing) },
      case: {
        ...newCase({ ...facts, origin: { ...origin, channel: 'app', anonymous: false } }),
        number: String(n),
        idem: idemOf(newId(), String(n), {}),
      },
    }
  })
  await CaseWordsModel.insertMany(filed.map(({ words }) => words))
  await CaseModel.insertMany(filed.map(({ words, case: one }) => ({ ...one, _id: words._id })))
  await tallyWaiting()
}

async function costOfPanel() {
  Object.assign(cost, { commands: 0, documents: 0, opened: 0 })
  await server.call(listRecurringCases, {}, { as: clerk.token })
  return { ...cost }
}

it('compares the buildings of many cases by opening one address for each way to write a building', async () => {
  await fill(0, 40)
  await costOfPanel()
  const few = await costOfPanel()
  await fill(40, 400)

  const many = await costOfPanel()

  expect(many.opened).toBe(BUILDINGS * SPELLINGS.length)
  // A list of more than a hundred comes in two batches, however long it is.
  expect(many.commands).toBeLessThanOrEqual(few.commands + 5)
  expect(many.commands).toBeLessThanOrEqual(35)
  // A case and its index each; the rest is the same for any number of them.
  expect(many.documents - few.documents).toBeLessThanOrEqual(2 * 360 + 10)
})

it('names the building of each case, also of those from before there was an index', async () => {
  const cases = await CaseModel.find({ communityId: community._id }, { number: 1, communityId: 1 }).lean()
  expect(cases).toHaveLength(400)
  const words = { _id: { $in: cases.map(({ _id }) => _id) } }
  await CaseWordsModel.collection.updateMany(words, { $unset: { building: 1 } })
  expect(await buildingsOf(cases)).toEqual(new Map())

  await buildingsOfCases.run()
  await buildingsOfCases.run()

  const buildings = await buildingsOf(cases)
  expect(cases.map(({ _id }) => buildings.get(String(_id)))).toEqual(
    cases.map(({ number }) => `颐园小区 ${1 + (Number(number) % BUILDINGS)} 号楼`),
  )
})
