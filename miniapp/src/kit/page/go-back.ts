import Taro from '@tarojs/taro'

/** The page below needs a moment to stand; a tap until then was meant for the page that goes. */
const UNDER_WAY_MS = 300

let underWay: { pages: readonly unknown[]; done: Promise<unknown> } | null = null

/**
 * Goes back one page. A call while another one is under way goes back no further: a second tap, or a sign-in that ends
 * while its page is being left. A page that was opened meanwhile is left as usual.
 */
export function goBackOnce(): Promise<unknown> {
  const pages = Taro.getCurrentPages().slice(-2)
  if (underWay?.pages.includes(pages[pages.length - 1])) return underWay.done
  const mine = { pages, done: Taro.navigateBack() }
  underWay = mine
  void mine.done.finally(() => setTimeout(() => underWay === mine && (underWay = null), UNDER_WAY_MS))
  return mine.done
}

/**
 * True while a page, `people/sign-in`, is the one in sight: an answer that comes later than the reader's patience must not
 * lead away from where they went meanwhile.
 */
export function isInSight(path: string) {
  const pages = Taro.getCurrentPages()
  return pages[pages.length - 1]?.route?.split('?')[0]?.replace(/^\//, '') === path
}
