import type { Page } from 'playwright-core'

/** The narrowest phone in use. */
const NARROW = { width: 320, height: 640 }

/**
 * In a page: words of the elements in `roots` that leave the screen of `width` with no way to scroll to them, or that
 * the nearest frame cuts. `isShortened`: the frames that may cut them.
 */
const CUT_WORDS = `
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX)
  const clips = (one) => /hidden|clip/.test(getComputedStyle(one).overflowX)
  const ancestors = (one) => (one.parentElement ? [one.parentElement, ...ancestors(one.parentElement)] : [])
  const cutWords = (roots, width, isShortened = () => false) => {
    const found = []
    for (const one of roots.flatMap((root) => [...root.querySelectorAll('*')])) {
      const words = [...one.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim() !== '')
      const style = getComputedStyle(one)
      if (words.length === 0 || style.visibility === 'hidden' || one.closest('.unseen, [aria-hidden=true]')) continue
      const name = one.className + ' ' + one.textContent.trim().slice(0, 30)
      const chain = [one, ...ancestors(one)]
      for (const node of words) {
        const range = document.createRange()
        range.selectNodeContents(node)
        const box = range.getBoundingClientRect()
        if (box.width === 0) continue
        if ((box.right > width + 1 || box.left < -1) && !chain.some(scrolls)) found.push('out of the screen: ' + name)
        const nearest = chain.find((at) => clips(at) || scrolls(at))
        if (!nearest || !clips(nearest) || isShortened(nearest)) continue
        const frame = nearest.getBoundingClientRect()
        if (frame.width > 1 && (box.right > frame.right + 1 || box.left < frame.left - 1)) found.push('cut: ' + name)
      }
    }
    return found
  }`

/** In the page: finds what is wider than the screen or its card, text that is cut, and a main action out of sight. */
const ON_A_PHONE = `(() => {
  ${CUT_WORDS}
  // A phone zooms out of a page that is too wide: its own measures grow with it.
  const [innerWidth, innerHeight] = [${NARROW.width}, ${NARROW.height}]
  const wide = document.documentElement.scrollWidth
  const found = wide > innerWidth ? ['the page is ' + wide + ' px wide'] : []
  const page = [...document.querySelectorAll('.app')].filter((one) => one.offsetParent !== null || one.offsetHeight > 0)
  // A strip that is swiped cuts what it has not come to yet.
  found.push(...cutWords(page, innerWidth, (frame) => ancestors(frame).some(scrolls)))
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
  const found = await page.evaluate<string[]>(ON_A_PHONE)
  if (before) await page.setViewportSize(before)
  return found
}

const ON_A_DESK = `(() => {
  ${CUT_WORDS}
  // A switch hides the half that it is not set to, and a map is moved to what lies beyond its edge.
  const isShortened = (frame) =>
    getComputedStyle(frame).textOverflow === 'ellipsis' ||
    Boolean(frame.closest('[title]')?.title || frame.closest('.ant-switch, .leaflet-container'))
  const found = cutWords([document.body], innerWidth, isShortened)
  for (const cell of document.querySelectorAll('.table-wrap tr.ant-table-row > td')) {
    const { right } = cell.getBoundingClientRect()
    if (cell.scrollWidth > cell.clientWidth + 1) found.push('over its cell: ' + cell.textContent.trim())
    if (cell.matches(':last-child:has(a, button)') && right > cell.closest('.table-wrap').getBoundingClientRect().right + 1)
      found.push('out of its table: ' + cell.textContent.trim())
  }
  return [...new Set(found)]
})()`

/**
 * Words of a page of the console that are cut, without an ellipsis or a title that has them whole; cells whose words run
 * into the next one, and the verbs of a table that one has to scroll to. One line each.
 */
export const cutWordsOn = (page: Page) => page.evaluate<string[]>(ON_A_DESK)
