import { Schema, model, type Types } from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endpoint } from '@yike/shared/endpoint'
import type { MessageDeclarations } from '@yike/shared/messages/declaration'
import * as inbox from '@yike/shared/messages/endpoints'
import { z } from '@yike/shared/zod'
import { makeJobs } from './app'
import { domain, every, SECOND_MS } from './domain'
import { DOMAINS } from './domains'
import { Routes, handle } from './http/handle'
import { notify, type Notification } from './messages/notify'
import { OutboxSchema, withOutbox, type OutboxEntry } from './messages/outbox'
import { buildCommunity, buildResident, type BuiltPerson } from './testing/build'
import { startServer, type TestServer } from './testing/server'

/**
 * A domain that does not exist, as an engineer would add it: its contract, a record, an endpoint, a job and a message,
 * all in a folder of its own. One more name in the list joins it to the product.
 */
const Watered = z.object({ plant: z.string(), at: z.string() })
const waterPlant = endpoint<{ plant: string }, z.output<typeof Watered>>({
  method: 'POST',
  path: '/garden/watered',
  access: 'resident',
  errors: [],
})
const gardenMessages = {
  plant_thirsty: { label: '该浇水了', fields: ['kind', 'title', 'body', 'at'] },
} as const satisfies MessageDeclarations

interface Plant {
  _id: string
  keeperId: Types.ObjectId
  wateredAt: Date
  thirstyAt: Date | null
  outbox: OutboxEntry[]
}
const PlantSchema = new Schema<Plant>(
  {
    _id: String,
    keeperId: Schema.Types.ObjectId,
    wateredAt: Date,
    thirstyAt: { type: Date, default: null },
    outbox: { type: [OutboxSchema], default: [] },
  },
  { autoIndex: false, versionKey: false },
)
withOutbox(PlantSchema)
const PlantModel = model<Plant>('Plant', PlantSchema, 'plants')

function gardenRoutes() {
  const routes = new Routes()
  const input = z.strictObject({ plant: z.string().max(20) })
  handle(routes, waterPlant, { input, output: Watered }, async ({ plant }, { actor, now }) => {
    await PlantModel.updateOne(
      { _id: plant },
      { $set: { keeperId: actor.personId, wateredAt: now, thirstyAt: new Date(now.getTime() + 1) } },
      { upsert: true },
    )
    return { plant, at: now.toISOString() }
  })
  return routes
}

async function remindKeepers(now: Date) {
  for (const plant of await PlantModel.find({ thirstyAt: { $lte: now } }).lean<Plant[]>()) {
    // Its own messages.ts would add the kind to MessageKinds; here it stays unknown to the rest of the product.
    const thirsty = {
      kind: 'plant_thirsty',
      recipients: [plant.keeperId],
      title: `${plant._id}该浇水了`,
      body: '浇一杯就够。',
      about: null,
    } as object as Notification
    await PlantModel.updateOne(
      { _id: plant._id, thirstyAt: plant.thirstyAt },
      { $set: { thirstyAt: null }, ...notify(thirsty, now) },
    )
  }
}

const garden = domain({
  name: 'garden',
  floor: 'upper',
  models: [PlantModel],
  outboxes: [PlantModel],
  messages: gardenMessages,
  routes: () => [gardenRoutes()],
  jobs: () => [every(SECOND_MS, 'thirsty plants', remindKeepers)],
})

/** The one line outside its folder. */
const domains = [...DOMAINS, garden]

let server: TestServer
let wang: BuiltPerson

beforeAll(async () => {
  server = await startServer({ domains })
  wang = await buildResident({ community: await buildCommunity() })
})
afterAll(() => server.stop())

it('serves, describes, runs and tells what a new domain declares', async () => {
  const described = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as { paths: object }
  expect(described.paths).toHaveProperty(['/api/v1/garden/watered', 'post'])
  await expect(server.call(waterPlant, { plant: '绿萝' })).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  expect(await server.call(waterPlant, { plant: '绿萝' }, { as: wang.token })).toMatchObject({ plant: '绿萝' })

  const later = new Date(Date.now() + 60_000)
  const jobs = makeJobs({ wechat: null }, () => later, domains)
  for (const name of ['thirsty plants', 'relay']) await jobs.find((job) => job.name === name)!.run()

  const { items } = await server.call(inbox.listMessages, {}, { as: wang.token })
  expect(items).toMatchObject([{ kind: { code: 'plant_thirsty', label: '该浇水了' }, title: '绿萝该浇水了' }])
})
