import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPlaces, findServices } from '@yike/shared/directory/endpoints'
import { callAt } from '../../admin-api/src/testing/server'
import { startOnTuesday } from '../support/journey'
import type { Product } from '../support/product'
import { bindStaff } from './bind-staff'
import { MiniProgram } from './harness'

/** The number of times a page crosses over to the view until it stands: once for its grey bars, once for all it shows. */
const MOST = 2
const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp')

let product: Product
let clock: string
beforeAll(async () => {
  ;({ product, clock } = await startOnTuesday())
})
afterAll(() => product.stop())

const open = (storage: Record<string, unknown> = {}) =>
  new MiniProgram(dist, { apiOrigin: product.origin, clock, storage }).launch('/tabs/me')

/** Calls of setData since the page was asked for, once nothing is on its way any more. */
async function crossings(phone: MiniProgram, url: string, words: string) {
  // From a page that has come to rest: what it still does is not the next one's.
  phone.launch('/tabs/me')
  await phone.idle()
  phone.setDataLog.length = 0
  phone.launch(url)
  await phone.until(() => phone.text().includes(words), words)
  await phone.idle()
  return phone.setDataLog.filter(({ route }) => route === phone.route).length
}

function signedInAs(username: string, name: string) {
  const phone = open()
  phone.launch('/people/settings')
  return bindStaff(phone, { origin: product.origin, username, name })
}

it.each([
  ['admin', '张海燕'],
  ['grid', '李国强'],
  ['cook', '孙师傅'],
  ['carer', '赵护理'],
])('工作台 of %s stands after two', async (username, name) => {
  const phone = await signedInAs(username, name)

  expect(await crossings(phone, '/desk/desk', name)).toBeLessThanOrEqual(MOST)
})

it('a service stands after two, one that lends things too', async () => {
  const { items } = await callAt(product.origin, findServices, { limit: 100 })
  expect(items.map(({ kind }) => kind.code)).toContain('loan')
  for (const { id, name } of items) {
    const phone = open()
    expect(await crossings(phone, `/booking/service?id=${id}`, name), name).toBeLessThanOrEqual(MOST)
  }
})

it('a place asks for nothing that is not there', async () => {
  const { items } = await callAt(product.origin, findPlaces, { limit: 5 })
  const phone = open()
  for (const { id, name } of items) await crossings(phone, `/directory/place?id=${id}`, name)

  expect(phone.answers.filter(({ status }) => status >= 400)).toEqual([])
})
