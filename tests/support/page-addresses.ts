import type { Page } from 'playwright-core'
import { tuesday } from './journey'

/** Every page of the mini-program with an address that shows something, for those who walk them all. */
const originOf = (page: Page) => new URL(page.url()).origin

interface Item {
  id: string
  name: string
}

/** Reads a list of the API as the person signed in on this page. */
export async function list<One = Item>(page: Page, where: string, client = 'h5'): Promise<One[]> {
  const answer = await page.request.get(`${originOf(page)}/api/v1${where}`, { headers: { 'X-Client': client } })
  if (!answer.ok()) throw new Error(`${where} answered ${answer.status()}.`)
  return ((await answer.json()) as { items: One[] }).items
}
const firstOf = async (page: Page, where: string) => (await list(page, where))[0]!.id
async function communityOf(page: Page) {
  const home = await page.request.get(`${originOf(page)}/api/v1/home`)
  return ((await home.json()) as { community: { id: string } }).community.id
}
const placeNamed = (name: string) => `/places?q=${encodeURIComponent(name)}`

/** In the name of a page, the part after a space is for the reader: 'booking/service of things lent'. */
export type Pages = Record<string, string>

/** Addresses of the residents' pages, as 王秀英. */
export async function residentPages(page: Page): Promise<Pages> {
  const services = await list(page, '/services?limit=100')
  const service = (word: string) => services.find(({ name }) => name.includes(word))!.id
  const lunch = service('午餐')
  const sittings = await list<{ id: string; day: string; availability: string }>(page, `/services/${lunch}/sittings`)
  const open = sittings.find(({ availability }) => availability === 'open')
  const visits = await list<Item & { details: { visit?: object } }>(page, '/me/bookings?limit=100')
  const station = await firstOf(page, placeNamed('颐园卫生服务站'))
  const [mother] = await list<{ personId: string }>(page, '/me/beneficiaries')
  await openAddress(page, `hall/hall?id=${station}`)
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
    'booking/week': `?service=${lunch}`,
    'booking/bookings': '',
    'booking/booking': `?id=${await firstOf(page, '/me/bookings')}`,
    'booking/visit': `?id=${visits.find(({ details }) => details.visit)!.id}`,
    'booking/plans': `?service=${service('助浴')}`,
    // Last of the bookings: it holds a place, which the others would show.
    'booking/confirm': `?service=${lunch}&sitting=${open!.id}&day=${open!.day}`,
    'courses/hours': '',
    'courses/check': '?number=2026-7K3M-9QXW',
    'hall/hall': `?id=${station}`,
    'hall/ticket': `?id=${await firstOf(page, '/me/tickets')}`,
    'cases/form': '',
    'cases/cases': '',
    'cases/case': `?id=${await firstOf(page, '/me/cases')}`,
    'matters/matters': '',
    'matters/matter': `?id=${await firstOf(page, `/matters?communityId=${await communityOf(page)}`)}`,
    'admission/admissions': '',
    'casework/mine': '',
    'cases/followed': `?id=${await firstOf(page, '/me/followed-cases')}`,
    'cases/mediation': '',
    'cases/nearby': '',
    'care/care': '',
    'care/file': `?person=${mother!.personId}`,
    'care/help': '',
    'notices/notice': `?id=${await firstOf(page, '/notices')}`,
    'people/sign-in': '',
    'people/profile': '',
    'people/home': '',
    'people/real-name': '',
    'people/family': '',
    'people/family with a sheet': '?add=1',
    'people/settings': '',
    'people/agreement': '',
    'people/privacy': '',
    'privacy/data': '',
    'privacy/consents': '',
    'privacy/close': '',
  }
}

/** Addresses of 工作台, as the administrator of the community. */
export async function staffPages(page: Page): Promise<Pages> {
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
    'hall/window': '',
    'desk/help': '',
    'desk/person': `?id=${person}`,
    'desk/book': `?person=${person}&name=${encodeURIComponent('李桂兰')}`,
    'desk/calls': '',
    'office/loans': '',
    'office/leave': '',
    'office/recurring': '',
    'office/needs': '',
    'admission/hours': '',
    'cases/report': '',
    'directory/verify': '',
    'care/people': '',
    'care/alert': `?id=${await firstOf(page, '/staff/care/alerts')}`,
    'visits/day': '',
  }
}

export async function carerPages(page: Page): Promise<Pages> {
  const [visit] = await list<{ bookingId: string }>(page, '/staff/my-visits')
  return { 'visits/day of a carer': '', 'visits/visit': `?id=${visit!.bookingId}` }
}

export const socialWorkerPages = async (page: Page): Promise<Pages> => ({
  'sessions/day': '?kind=casework',
  'sessions/work': `?kind=casework&id=${await firstOf(page, '/staff/caseworks')}`,
})

export const mediatorPages = async (page: Page): Promise<Pages> => ({
  'sessions/day of a mediator': '?kind=dispute',
  'sessions/work of a mediator': `?kind=dispute&id=${await firstOf(page, '/staff/mediations')}`,
})

export const receiverPages = async (page: Page): Promise<Pages> => ({
  'desk/desk of a receiver': '',
  'desk/received': `?id=${await firstOf(page, '/staff/received-cases')}`,
  'office/round': '?of=received',
})

/** The phone's settings of how pages are shown, as Taro stores them in a browser. */
export const viewSettings = (elder: boolean) => {
  const kept = JSON.stringify({ data: { elder, theme: 'auto', textSize: null, pace: null } })
  return `localStorage.setItem('settings', ${JSON.stringify(kept)})`
}

let loads = 0
/** Opens a page anew; another query, or the browser only changes the hash and keeps the pages it has. */
export async function openAddress(page: Page, address: string) {
  await page.goto(`${originOf(page)}/?${++loads}#/${address}`)
  await page.locator('.page:visible').first().waitFor()
  await page.locator('.loading:visible').first().waitFor({ state: 'hidden' })
}
