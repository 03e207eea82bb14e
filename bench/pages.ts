import { addDays, dayOf } from '@yike/shared/time/china'
import type { Shot } from './load'

/** The ids and tokens with which one resident or member of staff opens the pages. */
interface Asker {
  near: string
  placeId: string
  serviceId: string
  hallId: string
  noticeId: string
  caseId: string
  /** Access tokens: of the resident who filed the case, of anybody else, of an administrator. */
  reporter: string
  resident: string
  staff: string
}
export type Askers = Record<keyof Asker, readonly string[]>

type Page = (asker: Asker) => { path: string; as?: string }

const today = dayOf(new Date())
const week = `from=${today}&to=${addDays(today, 6)}`
const signed =
  (path: (asker: Asker) => string): Page =>
  (asker) => ({ path: path(asker), as: asker.resident })
const open =
  (path: (asker: Asker) => string): Page =>
  (asker) => ({ path: path(asker) })
const staff =
  (path: (asker: Asker) => string): Page =>
  (asker) => ({ path: path(asker), as: asker.staff })

/** One entry for each page of the resident app, and for the pages that the console is used for every day. */
export const PAGES = {
  home: open(() => '/home'),
  'home near a point': open(({ near }) => `/home?near=${near}`),
  'home, signed in': signed(() => '/home'),
  circle: open(({ near }) => `/life-circle?near=${near}`),
  'places near a point': open(({ near }) => `/places?near=${near}&walkMinutes=15`),
  place: open(({ placeId, near }) => `/places/${placeId}?near=${near}`),
  services: open(({ near }) => `/services?near=${near}`),
  service: open(({ serviceId }) => `/services/${serviceId}`),
  'sittings of a week': open(({ serviceId }) => `/services/${serviceId}/sittings?${week}`),
  'sittings, signed in': signed(({ serviceId }) => `/services/${serviceId}/sittings?${week}`),
  notices: open(() => '/notices'),
  'notices, signed in': signed(() => '/notices'),
  notice: open(({ noticeId }) => `/notices/${noticeId}`),
  'my bookings': signed(() => '/me/bookings'),
  'my messages': signed(() => '/me/messages'),
  'my cases': signed(() => '/me/cases'),
  case: ({ caseId, reporter }) => ({ path: `/cases/${caseId}`, as: reporter }),
  today: staff(() => '/staff/today'),
  'day list': staff(() => `/staff/sittings?day=${today}`),
  board: staff(({ hallId }) => `/staff/halls/${hallId}`),
  calendar: staff(() => `/staff/calendar?${week}`),
  'list of cases': staff(() => '/staff/cases'),
} satisfies Record<string, Page>
export type PageName = keyof typeof PAGES

/** A morning in the proportions in which the pages are opened, out of 100. */
export const MORNING: readonly [PageName, number][] = [
  ['home', 20],
  ['home near a point', 10],
  ['home, signed in', 30],
  ['sittings of a week', 5],
  ['sittings, signed in', 10],
  ['service', 5],
  ['my bookings', 5],
  ['my messages', 5],
  ['notices, signed in', 5],
  ['my cases', 5],
]

/** The `n`th time that a page is opened, each time by somebody else. */
export function shotOf(page: PageName, askers: Askers, n: number): Shot {
  const pick = (list: readonly string[]) => list[n % list.length] ?? ''
  const asker = Object.fromEntries(Object.entries(askers).map(([name, list]) => [name, pick(list)])) as unknown as Asker
  const { path, as } = (PAGES[page] as Page)(asker)
  return {
    method: 'GET',
    path: `/api/v1${path}`,
    headers: { 'X-Client': 'weapp', 'Accept-Encoding': 'gzip', ...(as ? { Authorization: `Bearer ${as}` } : {}) },
  }
}

export function morningShots(askers: Askers, count: number): Shot[] {
  const turn = MORNING.flatMap(([page, share]) => Array<PageName>(share).fill(page))
  // 37 is prime to 100: the pages alternate, in the same order each time.
  return Array.from({ length: count }, (_, n) => shotOf(turn[(n * 37) % turn.length]!, askers, n))
}
