import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Findings of a lesser grade, required all the same: the frame that a screen reader walks by. */
const FRAME = ['page-has-heading-one', 'landmark-one-main', 'region']

/** The rules of axe's category of colours, but for the contrast of grade AAA. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/**
 * The findings of axe on the page in its present state, one line each: serious and critical ones, and faults of the
 * frame. A page that was examined in another theme is examined for its colours alone: the rest does not change with it.
 */
export async function findingsOf(page: Page, { coloursOnly = false } = {}): Promise<string[]> {
  if (!(await page.evaluate('!!window.axe'))) await page.evaluate(SOURCE)
  const options = { resultTypes: ['violations'], ...(coloursOnly && { runOnly: { type: 'rule', values: COLOURS } }) }
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return violations
    .filter(({ id, impact }) => FRAME.includes(id) || impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, failureSummary }) => {
        const why = failureSummary?.split('\n')[1]?.trim() ?? ''
        return `${id} at ${target.join(' ')}: ${why} ${html.slice(0, 200)}`
      }),
    )
}
