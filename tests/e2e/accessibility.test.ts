import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findingsOf } from '../support/axe'
import { DESK, openPage } from '../support/browser'
import { cutOffOn, cutWordsOn } from '../support/cut-off'
import { followerIn } from '../support/follow'
import { bindStaff, enterConsole, openSection, signInAs, startJourney, tuesday, type Journey } from '../support/journey'
import {
  carerPages,
  list,
  openAddress,
  receiverPages,
  residentPages,
  mediatorPages,
  socialWorkerPages,
  staffPages,
  viewSettings,
  type Pages,
} from '../support/page-addresses'

/**
 * Every page of the residents' H5, of 工作台 and of the console, as axe sees it: nothing serious or critical, one title,
 * landmarks around everything. The mini-program's H5 in both views, each light and dark, and on the narrowest phone; the
 * console light and dark.
 */
const ROOT = path.resolve(import.meta.dirname, '../..')
/** The hour at which somebody has not said 我很好, so that there is an alert to open. */
const AFTER_TEN = 10 * 60 + 5

let journey: Journey
beforeAll(async () => {
  journey = await startJourney(AFTER_TEN, { slowMo: 0 })
})
afterAll(() => journey.end())

/** A list is read at an address, so that there is an import to look at. */
async function readList(desk: Page, at: string, file: { name: string; text: string }) {
  await desk.goto(`${journey.product.origin}/admin${at}`)
  const { name, text } = file
  await desk.getByLabel(/选一个文件/).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await desk.waitForURL((url) => new RegExp(`${at}/\\w+`).test(url.pathname))
  return new URL(desk.url()).pathname.replace('/admin', '')
}
const PLACES = {
  name: '东岸的店.csv',
  text: '店名,地址,经度,纬度,类别\n东岸便民药房,东岸花园南门,118.5080,37.4632,药房',
}
const RESIDENTS = { name: '颐园名单.csv', text: '户主,联系电话,出生日期,小区\n赵甲东,13900001000,1930,颐园小区' }
const WORK_ORDERS = {
  name: '本周工单.csv',
  text: '工单编号,工单类型,工单内容,处置截止时间,满意分\nZS-0001,投诉,夜里还在施工,2030-12-03 12:00,九\n,表扬,,,',
}

/** Addresses of the console, as the administrator. */
async function consolePages(page: Page): Promise<string[]> {
  const of = (where: string) => list(page, where, 'console').then((items) => items[0]!.id)
  const services = await list(page, '/staff/services?limit=100', 'console')
  const [course] = (
    await list<{ id: string; sessions: unknown[] }>(page, `/staff/sittings?day=${tuesday()}`, 'console')
  ).filter(({ sessions }) => sessions.length > 1)
  const [alert] = await list<{ person: { id: string } }>(page, '/staff/care/alerts', 'console')
  const lunch = services.find(({ name }) => name === '午餐')!.id
  return [
    '/',
    '/cases',
    '/cases?show=map',
    '/cases/new',
    '/mediations',
    `/mediations/${await of('/staff/cases?kind=dispute')}`,
    `/cases/${await of('/staff/cases?view=open')}`,
    await readList(page, '/places/import', PLACES),
    '/people/import',
    await readList(page, '/people/import', RESIDENTS),
    '/work-orders',
    await readList(page, '/work-orders', WORK_ORDERS),
    '/bookings',
    `/courses/${course!.id}`,
    '/hall',
    `/hall/${await of('/staff/halls')}`,
    '/care',
    `/care/${alert!.person.id}`,
    '/bookings/calendar',
    '/bookings/calls',
    '/bookings/files',
    '/meals',
    '/meals/menus',
    '/meals/till',
    '/meals/statement',
    '/meals/terms',
    '/places',
    '/places?show=coverage',
    '/places/new',
    '/places/import',
    `/places/${await of('/staff/places')}`,
    '/services',
    '/services/new',
    `/services/${lunch}`,
    `/services/${lunch}/sittings`,
    '/visits',
    '/loans',
    '/notices',
    '/notices/new',
    `/notices/${await of('/staff/notices')}`,
    '/territory',
    `/territory/${await of('/staff/areas')}`,
    '/messages',
    '/people',
    '/people?show=homes',
    '/reports',
    '/settings',
    '/staff',
    '/receivers',
    '/matters',
    '/admissions',
    `/matters/${await of('/staff/matters')}/file`,
    '/whistles',
    '/rulings',
    '/reply-templates',
    '/case-categories',
    '/rates?by=month',
    '/needs',
    '/needs?view=projects',
    '/rights',
    '/account',
    '/nowhere',
  ]
}

/** Light and dark; the rest of a page is the same in both. Without motion: halfway, colours have no contrast. */
async function inBothThemes(page: Page, name: string, found: Record<string, string[]>) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const findings = await findingsOf(page, { coloursOnly: colorScheme === 'dark' })
    if (findings.length > 0) found[`${name}, ${colorScheme}`] = findings
  }
}

async function inAllModes(page: Page, pages: Pages) {
  const found: Record<string, string[]> = {}
  for (const elder of [false, true]) {
    await page.evaluate(viewSettings(elder))
    for (const [name, query] of Object.entries(pages)) {
      await openAddress(page, `${name.split(' ')[0]}${query}`)
      const shown = `${name}, ${elder ? 'elder view' : 'ordinary view'}`
      await inBothThemes(page, shown, found)
      const cut = await cutOffOn(page)
      if (cut.length > 0) found[`${shown}, on a narrow phone`] = cut
    }
  }
  return found
}

it('words and pictures that a narrow phone cuts are found', async () => {
  const page = await openPage(journey.browser)
  await page.setContent(`<meta name="viewport" content="width=device-width">
    <div class="app"><div class="card" style="width:200px"><span style="white-space:nowrap">${'很长的一行字'.repeat(6)}</span></div>
    <div class="card" style="width:90px;overflow:hidden;white-space:nowrap">这里的字给切掉了一半</div>
    <div class="card" style="width:100px"><div class="thumb" style="width:140px;height:9px"></div></div></div>`)
  expect(await cutOffOn(page)).toEqual([
    expect.stringMatching(/^the page is \d+ px wide$/),
    expect.stringContaining('out of the screen:  很长的一行字'),
    'cut: card 这里的字给切掉了一半',
    'out of its card: thumb',
  ])
})

it('words that a page of the console cuts are found, unless an ellipsis or a title says that there is more', async () => {
  const page = await openPage(journey.browser, DESK)
  const box = (words: string, { style = '', title = '' } = {}) =>
    `<div title="${title}" style="width:90px;overflow:hidden;white-space:nowrap;${style}">${words}</div>`
  const whole = box('这里的字有省略号收尾', { style: 'text-overflow:ellipsis' }) + box('短')
  await page.setContent(
    `<main>${box('这里的字给切掉了一半')}${whole}${box('这里的字在提示里', { title: '这里的字在提示里' })}</main>`,
  )
  expect(await cutWordsOn(page)).toEqual(['cut:  这里的字给切掉了一半'])
})

const walked = new Set<string>()
async function walk(page: Page, pages: Pages) {
  Object.keys(pages).forEach((name) => walked.add(name.split(' ')[0]!))
  expect(await inAllModes(page, pages)).toEqual({})
}

const LONG = 480_000

it('residents: headings, landmarks, names and contrast on every page', { timeout: LONG }, async () => {
  const page = await journey.visit('/#/people/sign-in')
  await signInAs(page, '王秀英')
  await page.getByText('一刻钟内').waitFor()
  await walk(page, await residentPages(page))
})

it('工作台: the same', { timeout: LONG }, async () => {
  const admin = await journey.visit('/#/people/settings')
  await bindStaff(admin, 'admin', '张海燕')
  await walk(admin, await staffPages(admin))
})

it('a carer: the same', async () => {
  const carer = await journey.visit('/#/people/settings')
  await bindStaff(carer, 'carer', '赵护理')
  await walk(carer, await carerPages(carer))
})

it('a social worker: the same', async () => {
  const worker = await journey.visit('/#/people/settings')
  await bindStaff(worker, 'social', '林晓')
  await walk(worker, await socialWorkerPages(worker))
})

it('a mediator: the same', async () => {
  const mediator = await journey.visit('/#/people/settings')
  await bindStaff(mediator, 'mediate', '孟春梅')
  await walk(mediator, await mediatorPages(mediator))
})

it('a receiver: the same', async () => {
  const receiver = await journey.visit('/#/people/settings')
  await bindStaff(receiver, 'property', '周师傅')
  await walk(receiver, await receiverPages(receiver))
})

it('leaves out no page of the mini-program', async () => {
  Object.assign(globalThis, { defineAppConfig: (config: object) => config })
  const { default: app } = await import('../../miniapp/src/app.config')
  const { pages = [], subPackages = [] } = app
  const all = [...pages, ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`))]
  expect(all.filter((page) => !walked.has(page))).toEqual([])
})

/** Pages of the console that the administrator has no duty for. */
const dutyPages = {
  audit: () => Promise.resolve(['/audit', '/audit/minors']),
  security: async (page: Page) => {
    const [incident] = await list<{ id: string }>(page, '/staff/incidents', 'console')
    return ['/incidents', `/incidents/${incident!.id}`]
  },
  social: async (page: Page) => {
    const [open] = await list<{ id: string }>(page, '/staff/caseworks', 'console')
    return ['/caseworks', `/caseworks/${open!.id}`]
  },
  property: async (page: Page) => {
    const [given] = await list<{ id: string }>(page, '/staff/received-cases', 'console')
    return ['/received', `/received/${given!.id}`]
  },
}

const opened: string[] = []
/** Light and dark, and narrow enough for the small screens of an office. */
async function walkConsole(username: string, addressesOf: (page: Page) => Promise<string[]>) {
  const desk = await journey.visit('/admin/', DESK)
  await enterConsole(desk, username)
  const { follow } = followerIn(desk, expect)
  const addresses = await addressesOf(desk)
  opened.push(...addresses)
  const beyond = () =>
    desk.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  const found: Record<string, string[]> = {}
  // One theme after the other: a page that changes its theme takes a while to be drawn anew.
  for (const colorScheme of ['light', 'dark'] as const) {
    await desk.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const address of addresses) {
      await follow(`/admin${address}`)
      const findings = await findingsOf(desk, { coloursOnly: colorScheme === 'dark' })
      if (findings.length > 0) found[`${address}, ${colorScheme}`] = findings
      if (colorScheme === 'dark') continue
      await desk.setViewportSize({ width: 1024, height: 768 })
      let cut: string[] = []
      const look = async () => {
        cut = await cutWordsOn(desk)
        const over = await beyond()
        if (over > 0) cut.push(`${over} px run out of the screen`)
        return cut
      }
      // A map and the columns of a table take a moment to follow.
      await expect
        .poll(look)
        .toEqual([])
        .catch(() => undefined)
      if (cut.length > 0) found[`${address}, 1024 wide`] = cut
      await desk.setViewportSize(DESK.viewport)
    }
  }
  expect(found).toEqual({})
}

it('the console: the same', { timeout: LONG }, async () => {
  await walkConsole('admin', consolePages)
  for (const [username, addressesOf] of Object.entries(dutyPages)) await walkConsole(username, addressesOf)
})

it('links of the console that are no longer good: the same', async () => {
  const desk = await journey.visit('/admin/', DESK)
  const { settled } = followerIn(desk, expect)
  const found: Record<string, string[]> = {}
  for (const address of ['/setup', '/invitation']) {
    opened.push(address)
    await desk.goto(`${journey.product.origin}/admin${address}`)
    await settled()
    await inBothThemes(desk, address, found)
  }
  expect(found).toEqual({})
})

it('leaves out no page of the console', () => {
  const routes = [
    ...readFileSync(path.join(ROOT, 'admin-web/src/routes.tsx'), 'utf8').matchAll(/path: '\/?([^'*/][^'*]*)'/g),
  ]
  const shapes = opened.map((address) => address.slice(1).split('?')[0]!.split('/'))
  const isWalked = (route: string[]) =>
    shapes.some(
      (shape) => shape.length === route.length && route.every((part, n) => part.startsWith(':') || part === shape[n]),
    )
  expect(routes.map(([, route]) => route!).filter((route) => !isWalked(route.split('/')))).toEqual([])
})

it('the console leads the focus to the title of the page that was opened', async () => {
  const desk = await journey.visit('/admin/', DESK)
  await enterConsole(desk, 'admin')
  await openSection(desk, '诉求')
  await expect.poll(() => desk.evaluate('document.activeElement.textContent')).toBe('诉求')
})

it('a page of the residents does, and says of a field what is wrong with it', async () => {
  const page = await journey.visit('/')
  await page.getByRole('link', { name: '反映问题' }).click()
  const focused = () => page.evaluate('document.activeElement.textContent')
  await expect.poll(focused).toBe('反映问题')
  // Still so once everything of the page has taken its place.
  await page.waitForLoadState('networkidle')
  expect(await focused()).toBe('反映问题')
  await page.getByRole('button', { name: '交给社区' }).click()
  const words = page.getByLabel('什么事')
  await expect.poll(() => words.getAttribute('aria-invalid')).toBe('true')
  const describedBy = await words.getAttribute('aria-describedby')
  const said = await page.locator(`[id="${describedBy}"]`).innerText()
  expect(said.trim()).not.toBe('')
  await expect.poll(() => page.getByRole('status').first().textContent()).toMatch(/：/)
})
