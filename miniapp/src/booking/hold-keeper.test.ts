import { expect, it } from 'vitest'
import { holdKeeper } from './hold-keeper'

/** A server that answers on command, and knows its holds. */
function counter() {
  const held = new Set<string>()
  let most = 0
  const waiting: (() => void)[] = []
  const keeper = holdKeeper({
    hold: (wish) =>
      new Promise((resolve) =>
        waiting.push(() => {
          held.add(wish)
          most = Math.max(most, held.size)
          resolve(wish)
        }),
      ),
    giveUp: async (id) => void held.delete(id),
    onChange: () => undefined,
  })
  return { keeper, held, answer: () => waiting.shift()?.(), most: () => most }
}
const eventLoop = () => new Promise((resolve) => setImmediate(resolve))

it('gives up the place for oneself before it holds one for mother', async () => {
  const { keeper, held, answer, most } = counter()
  void keeper.want('me')
  answer()
  await eventLoop()
  void keeper.want('mother')
  await eventLoop()
  answer()
  await eventLoop()

  expect([...held]).toEqual(['mother'])
  expect(most()).toBe(1)
})

it('gives up a place whose answer comes after somebody else was chosen and booked', async () => {
  const { keeper, held, answer } = counter()
  void keeper.want('me')
  void keeper.want('mother')
  keeper.keep('booked without a hold')
  answer()
  await eventLoop()
  answer()
  await eventLoop()
  void keeper.want(null)
  await eventLoop()

  expect([...held]).toEqual([])
})

it('leaves the hold that became the booking', async () => {
  const { keeper, held, answer } = counter()
  void keeper.want('mother')
  answer()
  await eventLoop()
  keeper.keep('mother')
  void keeper.want(null)
  await eventLoop()

  expect([...held]).toEqual(['mother'])
})

it('asks once for what was refused', async () => {
  let asked = 0
  const heard: unknown[] = []
  const keeper = holdKeeper({
    hold: async () => {
      asked++
      throw new Error('full')
    },
    giveUp: async () => undefined,
    onChange: ({ refusal }) => heard.push(refusal),
  })
  await keeper.want('me')
  await keeper.want('me')

  expect(asked).toBe(1)
  expect(heard).toHaveLength(1)
})
