import type { Page } from 'playwright-core'

/** The narrowest phone in use. */
const NARROW = { width: 320, height: 640 }

/** In the page: finds what is wider than the screen or its card, text that is cut, and a main action out of sight. */
const FIND = `(() => {
  // A phone zooms out of a page that is too wide: its own measures grow with it.
  const [innerWidth, innerHeight] = [${NARROW.width}, ${NARROW.height}]
  const wide = document.documentElement.scrollWidth
  const found = wide > innerWidth ? ['the page is ' + wide + ' px wide'] : []
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX)
  const clips = (one) => /hidden|clip/.test(getComputedStyle(one).overflowX)
  const ancestors = (one) => (one.parentElement ? [one.parentElement, ...ancestors(one.parentElement)] : [])
  const page = [...document.querySelectorAll('.app')].filter((one) => one.offsetParent !== null || one.offsetHeight > 0)
  for (const one of page.flatMap((root) => [...root.querySelectorAll('*')])) {
    const words = [...one.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim() !== '')
    const style = getComputedStyle(one)
    if (words.length === 0 || style.visibility === 'hidden' || one.closest('.unseen, [aria-hidden=true]')) continue
    const name = one.className + ' ' + one.textContent.trim().slice(0, 30)
    const inScroller = [one, ...ancestors(one)].some(scrolls)
    for (const node of words) {
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      if (box.width === 0 || inScroller) continue
      if (box.right > innerWidth + 1 || box.left < -1) found.push('out of the screen: ' + name)
      const frame = [one, ...ancestors(one)].find(clips)?.getBoundingClientRect()
      if (frame && frame.width > 1 && (box.right > frame.right + 1 || box.left < frame.left - 1)) found.push('cut: ' + name)
    }
  }
  for (const root of page)
    for (const one of root.querySelectorAll('.thumb, .tag, .btn')) {
      const frame = one.closest('.card, .sitting')?.getBoundingClientRect()
      const { right, width, top } = one.getBoundingClientRect()
      const isHidden = [one, ...ancestors(one)].some((at) => clips(at) && top >= at.getBoundingClientRect().bottom)
      if (frame && width > 0 && right > frame.right + 1 && !isHidden && ![one, ...ancestors(one)].some(scrolls))
        found.push('out of its card: ' + one.className)
    }
  for (const bar of document.querySelectorAll('.bar')) {
    const { top, bottom, height } = bar.getBoundingClientRect()
    if (height > 0 && (bottom > innerHeight + 1 || top < innerHeight / 2)) found.push('the main action is not in sight')
  }
  return [...new Set(found)]
})()`

/** Findings on the page as the narrowest phone shows it, one line each. */
export async function cutOffOn(page: Page): Promise<string[]> {
  const before = page.viewportSize()
  await page.setViewportSize(NARROW)
  const found = await page.evaluate<string[]>(FIND)
  if (before) await page.setViewportSize(before)
  return found
}
