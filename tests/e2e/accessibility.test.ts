import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findingsOf } from '../support/axe'
import { DESK } from '../support/browser'
import { bindStaff, enterConsole, openSection, signInAs, startJourney, tuesday, type Journey } from '../support/journey'

/**
 * Every page of the residents' H5, of 工作台 and of the console, as axe sees it: nothing serious or critical, one title,
 * landmarks around everything. The mini-program's H5 in both views, each light and dark; the console light and dark.
 */
const ROOT = path.resolve(import.meta.dirname, '../..')
/** The hour at which somebody has not said 我很好, so that there is an alert to open. */
const AFTER_TEN = 10 * 60 + 5

let journey: Journey
beforeAll(async () => {
  journey = await startJourney(AFTER_TEN)
})
afterAll(() => journey.end())

interface Item {
  id: string
  name: string
}

/** Reads a list of the API as the person signed in on this page. */
async function list<One = Item>(page: Page, where: string, client = 'h5'): Promise<One[]> {
  const answer = await page.request.get(`${journey.product.origin}/api/v1${where}`, { headers: { 'X-Client': client } })
  expect(answer.status(), where).toBe(200)
  return ((await answer.json()) as { items: One[] }).items
}
const firstOf = async (page: Page, where: string) => (await list(page, where))[0]!.id
const placeNamed = (name: string) => `/places?q=${encodeURIComponent(name)}`

/** In the name of a page, the part after a space is for the reader: 'booking/service of things lent'. */
type Pages = Record<string, string>

/** Addresses of the residents' pages, as 王秀英. */
async function residentPages(page: Page): Promise<Pages> {
  const services = await list(page, '/services?limit=100')
  const service = (word: string) => services.find(({ name }) => name.includes(word))!.id
  const lunch = service('午餐')
  const sittings = await list<{ id: string; availability: string }>(page, `/services/${lunch}/sittings`)
  const station = await firstOf(page, placeNamed('颐园卫生服务站'))
  const [mother] = await list<{ personId: string }>(page, '/me/beneficiaries')
  await open(page, `hall/hall?id=${station}`)
  await page.getByRole('button', { name: '取家庭医生的号' }).click()
  await page.locator('.ticket').waitFor()
  return {
    'tabs/home': '',
    'tabs/notices': '',
    'tabs/me': '',
    'directory/circle': '',
    'directory/place': `?id=${station}`,
    'booking/service': `?id=${lunch}`,
    'booking/service of all': '',
    'booking/service of things lent': `?id=${service('轮椅')}`,
    'booking/confirm': `?sitting=${sittings.find(({ availability }) => availability === 'open')!.id}`,
    'booking/week': `?service=${lunch}`,
    'booking/bookings': '',
    'booking/booking': `?id=${await firstOf(page, '/me/bookings')}`,
    'booking/visit': `?id=${await firstOf(page, '/me/bookings?when=past')}`,
    'booking/plans': `?service=${service('助浴')}`,
    'courses/hours': '',
    'courses/check': '?number=2026-7K3M-9QXW',
    'hall/hall': `?id=${station}`,
    'hall/ticket': `?id=${await firstOf(page, '/me/tickets')}`,
    'cases/form': '',
    'cases/cases': '',
    'cases/case': `?id=${await firstOf(page, '/me/cases')}`,
    'care/care': '',
    'care/file': `?person=${mother!.personId}`,
    'care/help': '',
    'notices/notice': `?id=${await firstOf(page, '/notices')}`,
    'people/sign-in': '',
    'people/profile': '',
    'people/family': '',
    'people/family with a sheet': '?add=1',
    'people/settings': '',
    'people/agreement': '',
    'people/privacy': '',
  }
}

/** Addresses of 工作台, as the administrator of the community. */
async function staffPages(page: Page): Promise<Pages> {
  const sittings = await list<{ id: string; taken: number; sessions: unknown[] }>(
    page,
    `/staff/sittings?day=${tuesday()}`,
  )
  const person = await firstOf(page, `/staff/people?q=${encodeURIComponent('李桂兰')}`)
  const busy = sittings.find(({ taken }) => taken > 0)!
  return {
    'desk/desk': '',
    'desk/sitting': `?id=${busy.id}`,
    'desk/course': `?id=${sittings.find(({ sessions }) => sessions.length > 1)!.id}`,
    'desk/kitchen': '',
    'desk/case': `?id=${await firstOf(page, '/staff/cases?view=open')}`,
    'desk/window': '',
    'desk/help': '',
    'desk/person': `?id=${person}`,
    'desk/book': `?person=${person}&name=${encodeURIComponent('李桂兰')}`,
    'desk/calls': '',
    'desk/loans': '',
    'directory/verify': '',
    'care/people': '',
    'care/alert': `?id=${await firstOf(page, '/staff/care/alerts')}`,
    'visits/day': '',
  }
}

async function carerPages(page: Page): Promise<Pages> {
  const [visit] = await list<{ bookingId: string }>(page, '/staff/my-visits')
  return { 'visits/day of a carer': '', 'visits/visit': `?id=${visit!.bookingId}` }
}

/** A list of places is read, so that there is an import to look at. */
async function readList(desk: Page) {
  await desk.goto(`${journey.product.origin}/admin/places/import`)
  const buffer = Buffer.from('店名,地址,经度,纬度,类别\n东岸便民药房,东岸花园南门,118.5080,37.4632,药房')
  await desk.getByLabel(/选一个文件/).setInputFiles({ name: '东岸的店.csv', mimeType: 'text/csv', buffer })
  await desk.waitForURL(/places\/import\/\w+/)
  return new URL(desk.url()).pathname.replace('/admin', '')
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
    '/cases/new',
    `/cases/${await of('/staff/cases?view=open')}`,
    await readList(page),
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
    '/staff',
    // Their links are not good: what somebody reads who opens an old one.
    '/setup',
    '/invitation',
    '/nowhere',
  ]
}

/** The phone's settings of how pages are shown, as Taro stores them in a browser. */
const settings = (elder: boolean) => {
  const kept = JSON.stringify({ data: { elder, theme: 'auto', textSize: null, pace: null } })
  return `localStorage.setItem('settings', ${JSON.stringify(kept)})`
}

let loads = 0
/** Opens a page anew; another query, or the browser only changes the hash and keeps the pages it has. */
async function open(page: Page, address: string) {
  await page.goto(`${journey.product.origin}/?${++loads}#/${address}`)
  await page.locator('.page:visible').first().waitFor()
  await expect.poll(() => page.locator('.loading:visible').count(), { timeout: 15_000 }).toBe(0)
}

/** Light and dark. Without motion: halfway between the two, colours have no contrast. */
async function inBothThemes(page: Page, name: string, found: Record<string, string[]>) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const findings = await findingsOf(page)
    if (findings.length > 0) found[`${name}, ${colorScheme}`] = findings
  }
}

async function inAllModes(page: Page, pages: Pages) {
  const found: Record<string, string[]> = {}
  for (const elder of [false, true]) {
    await page.evaluate(settings(elder))
    for (const [name, query] of Object.entries(pages)) {
      await open(page, `${name.split(' ')[0]}${query}`)
      await inBothThemes(page, `${name}, ${elder ? 'elder view' : 'ordinary view'}`, found)
    }
  }
  return found
}

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

it('leaves out no page of the mini-program', async () => {
  Object.assign(globalThis, { defineAppConfig: (config: object) => config })
  const { default: app } = await import('../../miniapp/src/app.config')
  const { pages = [], subPackages = [] } = app
  const all = [...pages, ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`))]
  expect(all.filter((page) => !walked.has(page))).toEqual([])
})

it('the console: the same, and no page left out', { timeout: LONG }, async () => {
  const desk = await journey.visit('/admin/', DESK)
  await enterConsole(desk, 'admin')
  const addresses = await consolePages(desk)
  const routes = [
    ...readFileSync(path.join(ROOT, 'admin-web/src/routes.tsx'), 'utf8').matchAll(/path: '\/?([^'*/][^'*]*)'/g),
  ]
  const shapes = addresses.map((address) => address.slice(1).split('?')[0]!.split('/'))
  const isWalked = (route: string[]) =>
    shapes.some(
      (shape) => shape.length === route.length && route.every((part, n) => part.startsWith(':') || part === shape[n]),
    )
  expect(routes.map(([, route]) => route!).filter((route) => !isWalked(route.split('/')))).toEqual([])

  const found: Record<string, string[]> = {}
  for (const colorScheme of ['light', 'dark'] as const) {
    await desk.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const address of addresses) {
      await desk.goto(`${journey.product.origin}/admin${address}`)
      await desk.getByRole('main').waitFor()
      await expect.poll(() => desk.getByRole('status', { name: '正在打开' }).count(), { timeout: 15_000 }).toBe(0)
      const findings = await findingsOf(desk)
      if (findings.length > 0) found[`${address}, ${colorScheme}`] = findings
      await desk.setViewportSize({ width: 1024, height: 768 })
      const beyond = await desk.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      if (beyond !== 0) found[`${address}, 1024 wide`] = [`${String(beyond)} px run out of the screen`]
      await desk.setViewportSize(DESK.viewport)
    }
  }
  expect(found).toEqual({})
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
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('反映问题')
  await page.getByRole('button', { name: '交给社区' }).click()
  const words = page.getByLabel('什么事')
  await expect.poll(() => words.getAttribute('aria-invalid')).toBe('true')
  const describedBy = await words.getAttribute('aria-describedby')
  const said = await page.locator(`[id="${describedBy}"]`).innerText()
  expect(said.trim()).not.toBe('')
  await expect.poll(() => page.getByRole('status').first().textContent()).toMatch(/：/)
})
