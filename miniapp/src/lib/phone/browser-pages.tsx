import type { ComponentType } from 'react'
import Taro from '@tarojs/taro'
import { getHome } from '@yike/shared/insight/endpoints'
import { Failed } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { toast } from '@/kit/page/toast'
import { call } from '@/lib/api/api'

/** A page of the browser's build: a file of its own, which the browser fetches when it is first opened. */
interface BrowserPage {
  path: string
  load: (...given: unknown[]) => [Promise<{ default: ComponentType }>, ...unknown[]]
}
type Fetch = () => Promise<unknown>

/** Pages that open without a network too: the call for help, and what was booked, reported and announced. */
const ALWAYS = [
  'care/help',
  'care/care',
  'tabs/home',
  'tabs/notices',
  'tabs/me',
  'booking/bookings',
  'booking/booking',
  'cases/cases',
  'notices/notice',
]
/** The work of staff on their way, once 工作台 was opened. */
const AT_WORK = [
  'desk/case',
  'desk/received',
  'desk/sitting',
  'desk/course',
  'desk/kitchen',
  'visits/day',
  'visits/visit',
]
/** The first page reads its own data first. */
const IDLE_AFTER_MS = 5_000

const fetches = new Map<string, Fetch>()

/** Fetches these pages one after the other, and those that a lost network kept away once it is back. */
async function fetchAhead(paths: readonly string[]) {
  const missing: string[] = []
  for (const path of paths)
    await fetches
      .get(path)?.()
      .catch(() => missing.push(path))
  if (missing.length > 0) window.addEventListener('online', () => void fetchAhead(missing), { once: true })
}

/**
 * Taro's router shows nothing where the file of a page cannot be fetched: the old page stays under the new address. Here
 * a page with a way to try again stands in for it, and pages that must open without a network are fetched ahead. Called
 * by the code that Taro's builder writes (`config/index.ts`), before the router reads the list.
 */
export function prepareBrowserPages({ routes }: { routes: BrowserPage[] }) {
  for (const route of routes) {
    const { path, load } = route
    fetches.set(path, () => load()[0])
    route.load = (...given) => {
      const [page, ...rest] = load(...given)
      if (path === 'desk/desk') void page.then(() => fetchAhead(AT_WORK))
      return [page.catch(() => ({ default: MissingPage })), ...rest]
    }
  }
  setTimeout(() => void fetchAhead(ALWAYS), IDLE_AFTER_MS)
}

/** Tries once more to fetch the page of the address, and opens it. */
async function openAgain() {
  const url = window.location.hash.slice(1)
  const path = url.slice(1).split('?')[0]!
  try {
    await fetches.get(path)?.()
  } catch {
    try {
      await call(getHome, {})
    } catch {
      return toast('还没连上网，过会儿再试')
    }
    // The network is there and the file is not: there is a newer version, with files of other names.
    return window.location.reload()
  }
  if (path.startsWith('tabs/')) await Taro.reLaunch({ url })
  else await Taro.redirectTo({ url })
}

const NOT_FETCHED = { code: 'OFFLINE', message: '这一页还没到手机上，连上网再试。' }

function MissingPage() {
  return (
    <Page title='没连上网'>
      <Failed error={NOT_FETCHED} onRetry={() => void openAgain()} />
    </Page>
  )
}
