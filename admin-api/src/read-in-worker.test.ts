import { expect, it } from 'vitest'
import { readInWorker } from './read-in-worker'

const LIMITS = { deadlineMs: 60_000, memoryMb: 256 }
const table = Buffer.from(`名称,地址\n${'颐园,济南路 1 号\n'.repeat(4000)}`)
/** Under the 5 MB of an upload, and 5 million cells. */
const manyCells = Buffer.from(`名称,地址\n${','.repeat(1000)}\n`.repeat(5000))

it('lets everybody else be answered while it reads', async () => {
  let read = false
  const reading = readInWorker('places', table).finally(() => (read = true))

  let turns = 0
  while (!read) {
    await new Promise((resolve) => setImmediate(resolve))
    turns++
  }

  expect(await reading).toMatchObject({ headings: ['名称', '地址'] })
  // Read by this thread it would take the loop one turn or two.
  expect(turns).toBeGreaterThan(100)
})

it('refuses in words what takes longer than the deadline, and reads the next file', async () => {
  const slow = readInWorker('places', manyCells, { ...LIMITS, deadlineMs: 1 })

  await expect(slow).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('读了很久也没读完'),
  })
  expect((await readInWorker('places', table)).rows).toHaveLength(4000)
})

it('refuses in words what takes more memory than it may, and reads the next file', async () => {
  const large = readInWorker('places', manyCells, { ...LIMITS, memoryMb: 16 })

  await expect(large).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('打开后太大了') })
  expect((await readInWorker('places', table)).rows).toHaveLength(4000)
})

it('reads a third file when one of two is done', async () => {
  const three = await Promise.all([table, table, table].map((bytes) => readInWorker('places', bytes)))

  expect(three.map(({ rows }) => rows.length)).toEqual([4000, 4000, 4000])
})

it('says what the reader said of a file that is none', async () => {
  await expect(readInWorker('areas', Buffer.from('{"type":'))).rejects.toMatchObject({
    name: 'AppError',
    details: { fields: { file: ['这个 JSON 不完整，再导出一次。'] } },
  })
})
