import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/directory/endpoints'
import { listMessages } from '@yike/shared/messages/endpoints'
import { makeJobs } from '../app'
import { placeInput, buildCommunity, buildResident, buildStaff, different, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import type { Community } from '../territory/areas'

let server: TestServer
let community: Community
let admin: BuiltPerson
let wang: BuiltPerson
beforeAll(async () => {
  server = await startServer()
  community = await buildCommunity()
  admin = await buildStaff({ area: community })
  wang = await buildResident({ community })
})
afterAll(() => server.stop())

const place = () =>
  server.call(
    api.createPlace,
    placeInput(community, { name: different('颐园药房'), phone: '0546-8000001', hours: { rules: [] } }),
    { as: admin.token },
  )
const open = async (placeId: string) => (await server.call(api.listCorrections, { placeId }, { as: admin.token })).items
const suggest = (
  id: string,
  fields: { field: 'phone' | 'hours' | 'closed' | 'name'; value?: string }[],
  key = newKey(),
) => server.call(api.suggestCorrection, { id, fields }, { as: wang.token, key })

describe('a correction', () => {
  it('is decided field by field; what is accepted stands in the entry, and the resident hears of each once', async () => {
    const { id } = await place()
    await suggest(id, [
      { field: 'phone', value: '0546-8123456' },
      { field: 'hours', value: '周日也开，九点到五点' },
    ])
    const [correction] = await open(id)
    expect(correction!.fields.map(({ field, now, value, applied }) => [field.label, now, value, applied])).toEqual([
      ['电话', '0546-8000001', '0546-8123456', true],
      ['开门时间', null, '周日也开，九点到五点', false],
    ])

    const decide = (field: 'phone' | 'hours', accept: boolean, reason?: string) =>
      server.call(api.decideCorrection, { id: correction!.id, field, accept, reason }, { as: admin.token })
    await Promise.all([decide('phone', true), decide('hours', false, '打电话问过，周日不开')])

    expect((await server.call(api.getPlace, { id })).phone).toBe('0546-8123456')
    expect(await open(id)).toEqual([])
    await expect(decide('phone', false, '再来一次')).rejects.toMatchObject({ status: 409 })
    const relay = makeJobs({ wechat: null }).find(({ name }) => name === 'relay')!
    await relay.run()
    await relay.run()
    const told = (await server.call(listMessages, {}, { as: wang.token })).items.map(({ body }) => body)
    expect(told).toHaveLength(2)
    expect(told.join()).toContain('周日不开')
  })

  it('can say that a place is closed; accepted, nobody finds it any more', async () => {
    const { id } = await place()
    await suggest(id, [{ field: 'closed' }])
    const [correction] = await open(id)
    await server.call(api.decideCorrection, { id: correction!.id, field: 'closed', accept: true }, { as: admin.token })
    expect((await server.call(api.getPlace, { id })).status.code).toBe('closed')
  })

  it('is written down once however often it is sent, and says what is missing', async () => {
    const { id } = await place()
    const key = newKey()
    const fields = [{ field: 'name' as const, value: '大众药房' }]
    await Promise.all([1, 2, 3].map(() => suggest(id, fields, key)))
    expect(await open(id)).toHaveLength(1)
    await expect(suggest(id, [{ field: 'phone', value: '12' }])).rejects.toMatchObject({
      status: 400,
      details: { fields: { 'fields.0.value': ['电话号码不对：12，再看看位数'] } },
    })
    await expect(suggest(id, [{ field: 'hours' }])).rejects.toMatchObject({ status: 400 })
    await expect(suggest(id, [])).rejects.toMatchObject({ status: 400 })
  })

  it('is refused only with a reason, and only by staff of the place', async () => {
    const { id } = await place()
    await suggest(id, [{ field: 'closed' }])
    const [correction] = await open(id)
    const refuse = (who: BuiltPerson, reason?: string) =>
      server.call(
        api.decideCorrection,
        { id: correction!.id, field: 'closed', accept: false, reason },
        { as: who.token },
      )
    await expect(refuse(admin)).rejects.toMatchObject({ status: 400 })
    await expect(refuse(await buildStaff({ area: await buildCommunity() }), '没关')).rejects.toMatchObject({
      status: 404,
    })
    await expect(refuse(await buildStaff({ area: community, role: 'grid_worker' }), '没关')).rejects.toMatchObject({
      status: 403,
    })
    await refuse(admin, '去看过，还开着')
  })
})
