import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Findings of a lesser grade, required all the same: the frame that a screen reader walks by. */
const FRAME = ['page-has-heading-one', 'landmark-one-main', 'region']

/**
 * The findings of axe on the page in its present state, one line each: serious and critical ones, and faults of the
 * frame.
 */
export async function findingsOf(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE)
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ['violations'] })`)
  return violations
    .filter(({ id, impact }) => FRAME.includes(id) || impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, failureSummary }) => {
        const why = failureSummary?.split('\n')[1]?.trim() ?? ''
        return `${id} at ${target.join(' ')}: ${why} ${html.slice(0, 200)}`
      }),
    )
}
