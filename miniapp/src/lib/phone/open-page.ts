import Taro from '@tarojs/taro'

/** WeChat keeps ten pages; one stays free for the sign-in that any page may ask for. */
const MOST_PAGES = 9

const addressOf = ({ route, options }: { route?: string; options?: Record<string, unknown> }) => {
  const query = Object.entries(options ?? {})
    .filter(([name]) => !name.startsWith('$') && name !== 'stamp')
    .map(([name, value]) => `${name}=${decodeURIComponent(String(value))}`)
    .sort()
    .join('&')
  return `${(route ?? '').split('?')[0]!.replace(/^\//, '')}?${query}`
}
const wanted = (url: string) => {
  const [path = '', query = ''] = url.split('?')
  return `${path.replace(/^\//, '')}?${query.split('&').filter(Boolean).map(decodeURIComponent).sort().join('&')}`
}

/**
 * Opens a page. Near the end of WeChat's stack of ten it goes back to the page where that is open already, or else
 * replaces the page on top: a tap never does nothing.
 */
export async function openPage(url: string) {
  const pages = Taro.getCurrentPages()
  if (pages.length < MOST_PAGES) return void (await Taro.navigateTo({ url }))
  const index = pages.map(addressOf).lastIndexOf(wanted(url))
  if (index >= 0 && index < pages.length - 1) await Taro.navigateBack({ delta: pages.length - 1 - index })
  else await Taro.redirectTo({ url })
}
