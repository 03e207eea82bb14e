import type { Page } from 'playwright-core'
import { afterAll, beforeAll, it, type ExpectStatic } from 'vitest'
import { ROLE_CODES, type Role } from '@yike/shared/people/permissions'
import { DESK } from '../support/browser'
import { followerIn } from '../support/follow'
import {
  callAs,
  enterConsole,
  setUpAuthenticator,
  signInToConsole,
  startJourney,
  type Journey,
} from '../support/journey'
import { list } from '../support/page-addresses'

const PASSWORD = '春天的风吹过颐园三号楼的槐树下面'

/** The accounts of the demo, a role each; the rest are invited. */
const OF_THE_DEMO: Partial<Record<Role, string>> = {
  community_admin: 'admin',
  clerk: 'clerk',
  grid_worker: 'grid',
  carer: 'carer',
  cook: 'cook',
  receiver: 'property',
  security_admin: 'security',
  auditor: 'audit',
  lawyer: 'lawyer',
  social_worker: 'social',
}
const ROLES = ROLE_CODES.filter((role) => role !== 'custom')

const isOfTheDemo = (username: string) => Object.values(OF_THE_DEMO).includes(username)

let journey: Journey
const accounts = new Map(Object.entries(OF_THE_DEMO))
beforeAll(async () => {
  journey = await startJourney(undefined, { slowMo: 0 })
  const admin = await journey.visit('/admin/', DESK)
  await enterConsole(admin, 'admin')
  const [canteen] = await list<{ id: string }>(admin, `/staff/places?q=${encodeURIComponent('食堂')}`, 'console')
  const [pharmacy] = await list<{ id: string }>(admin, `/staff/places?q=${encodeURIComponent('药房')}`, 'console')
  const me = await callAs(admin, 'console', { method: 'GET', path: '/staff/me' })
  const areaId = (me as { communities: { id: string }[] }).communities[0]!.id
  await invite(admin, 'mediator', { role: 'mediator', areaId })
  await invite(admin, 'community', { role: 'community_admin', areaId })
  await invite(admin, 'provider', { role: 'provider', areaId, placeIds: [canteen!.id] })
  await invite(admin, 'pharmacist', { role: 'provider', areaId, placeIds: [pharmacy!.id] })
  accounts.set('mediator', 'mediator').set('provider', 'provider')
})
afterAll(() => journey.end())

async function invite(admin: Page, username: string, given: object) {
  const post = (path: string, data: object) => callAs(admin, 'console', { method: 'POST', path, data })
  const { token } = (await post('/staff/invitations', { name: `同事${username}`, ...given })) as { token: string }
  await post('/invitations/accept', { token, username, password: PASSWORD })
}

/** Words of a page that is not for its reader, or did not open. */
const REFUSALS = ['这一页不归您', '不归您这个岗位办', '没有这一页', '这一页还没打开', '没找到']

/** Signs in, and goes wherever the console leads: every entry of the menu, every view of a page, and where links lead. */
async function walk(username: string, expect: ExpectStatic) {
  const page = await journey.visit('/admin/', DESK)
  const refused: string[] = []
  page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(`${page.url()}: ${answer.url()}`)
  })
  const { settled, settledAfter, follow } = followerIn(page, expect)
  const noteRefusals = async () => {
    const words = await page.getByRole('main').innerText()
    for (const refusal of REFUSALS) if (words.includes(refusal)) refused.push(`${page.url()}: ${refusal}`)
  }
  if (isOfTheDemo(username)) await enterConsole(page, username)
  else {
    await signInToConsole(page, username, PASSWORD)
    // The demo alone lets an administrator in without one.
    if (username === 'community') await setUpAuthenticator(page)
    await page.getByRole('navigation').first().waitFor()
  }
  await settled()
  await noteRefusals()
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)

  const menu = page.getByRole('navigation', { name: '主菜单' }).getByRole('link')
  const entries = [...new Set(await menu.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href)))]
  const seen = new Set<string>()
  for (const entry of entries) {
    await follow(entry)
    await noteRefusals()
    const views = page.getByRole('main').locator('.ant-segmented-item')
    for (let at = 0; at < (await views.count()); at++) {
      await settledAfter(() => views.nth(at).click())
      await noteRefusals()
    }
    const links = await page
      .getByRole('main')
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
    for (const link of links) {
      const shape = new URL(link).pathname.replace(/[0-9a-f]{24}/g, ':id')
      if (!shape.startsWith('/admin/') || seen.has(shape) || entries.includes(link)) continue
      seen.add(shape)
      await follow(link)
      await noteRefusals()
    }
  }
  await page.context().close()
  return { refused: [...new Set(refused)], pages: entries.length }
}

it.concurrent.for(ROLES)(
  '%s: signs in to a page of theirs, and no entry, view or link leads to a refusal',
  async (role, { expect }) => {
    const { refused, pages } = await walk(accounts.get(role)!, expect)
    expect(refused).toEqual([])
    expect(pages).toBeGreaterThan(0)
  },
)

it.concurrent.for(['community', 'pharmacist'])(
  'the same for another place of a role: %s',
  async (username, { expect }) => {
    expect((await walk(username, expect)).refused).toEqual([])
  },
)
