import { expect } from 'vitest'
import { rebuildTallies } from '../cases/rebuild-tallies'
import { tallyWaiting } from '../cases/tallies'

/** Expects that the tallies of cases, once the job has run, are those that a rebuild makes. */
export async function expectTallied() {
  await tallyWaiting()
  expect(await rebuildTallies()).toMatchObject({ changed: 0 })
}
