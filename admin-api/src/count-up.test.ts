import { afterAll, beforeAll, expect, it } from 'vitest'
import { CaseCounterModel } from './cases/model'
import { countUp } from './count-up'
import { startServer, type TestServer } from './testing/server'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const AT_ONCE = 12

it('gives each of many first ones at once a count of its own, without a gap', async () => {
  for (let round = 0; round < 20; round++) {
    const counts = await Promise.all(
      Array.from({ length: AT_ONCE }, () => countUp(CaseCounterModel, { _id: `round ${round}` })),
    )
    expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: AT_ONCE }, (_, at) => at + 1))
  }
})
