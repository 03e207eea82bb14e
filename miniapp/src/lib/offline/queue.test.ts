import { expect, it } from 'vitest'
import { createQueue, EMPTY_QUEUE, inputOf, type QueuedAction, type QueueState, type Outcome } from './queue'

const ROUTE = { method: 'POST', path: '/things/:id', access: 'resident', errors: [] } as const
const done = (key: string, personId = 'cook'): QueuedAction => ({
  key,
  route: ROUTE,
  input: { id: key },
  about: key,
  says: `${key} 送到了`,
  personId,
  doneAt: 0,
})
const HEARD: Outcome = { heard: true, answer: 'done' }
const NO_LINE: Outcome = { heard: false, again: true }

/** A phone whose storage outlives the app: `start` opens the app anew on the stored data. */
function phone(answer: (action: QueuedAction) => Outcome | Promise<Outcome>) {
  let kept = JSON.stringify(EMPTY_QUEUE)
  const sent: string[] = []
  const here: { person: string | null } = { person: 'cook' }
  const state = () => JSON.parse(kept) as QueueState
  const start = () =>
    createQueue({
      ready: async () => undefined,
      read: state,
      write: async (next) => void (kept = JSON.stringify(next)),
      personId: () => here.person,
      send: async (action) => {
        sent.push(action.key)
        return answer(action)
      },
    })
  return { start, sent, state, here, waiting: () => state().waiting.map(({ key }) => key) }
}

it('sends what was done without a network in its order once there is one, after a restart too', async () => {
  let online = false
  const { start, sent, waiting } = phone(() => (online ? HEARD : NO_LINE))
  const before = start()
  for (const key of ['a', 'b', 'c']) await before.add(done(key))
  expect(waiting()).toEqual(['a', 'b', 'c'])

  sent.length = 0
  online = true
  await start().flush()

  expect(sent).toEqual(['a', 'b', 'c'])
  expect(waiting()).toEqual([])
})

it('says when it was done where that was a while ago and the API takes it', () => {
  const tap = { ...done('a'), doneAt: Date.parse('2026-11-24T11:50:00+08:00'), dated: true }
  const minutesLater = (minutes: number) => inputOf(tap, tap.doneAt + minutes * 60_000)

  expect(minutesLater(0.5)).toEqual({ id: 'a' })
  expect(minutesLater(40)).toEqual({ id: 'a', at: '2026-11-24T11:50:00+08:00' })
  expect(inputOf({ ...tap, dated: undefined }, tap.doneAt + 3_600_000)).toEqual({ id: 'a' })
})

it('tries the same key again when the answer was lost on the way, and nothing behind it overtakes', async () => {
  let tries = 0
  const { start, sent } = phone(() => (++tries <= 2 ? NO_LINE : HEARD))
  const queue = start()
  await queue.add(done('a'))
  await queue.add(done('b'))
  await queue.flush()

  expect(sent).toEqual(['a', 'a', 'a', 'b'])
})

it('keeps a refusal with its reason until it was read, and goes on with the rest', async () => {
  const { start, state, waiting } = phone(({ key }) =>
    key === 'a' ? { heard: false, again: false, code: 'BOOKING_MOVED', reason: '这份取消了' } : HEARD,
  )
  const queue = start()
  await Promise.all([queue.add(done('a')), queue.add(done('b'))])
  await queue.flush()

  expect(waiting()).toEqual([])
  expect(state().refused.map(({ key, reason }) => [key, reason])).toEqual([['a', '这份取消了']])
  await queue.forget('a')
  expect(state().refused).toEqual([])
})

it('sends each once when several triggers come together, also what is added meanwhile', async () => {
  let letGo: (outcome: Outcome) => void = () => undefined
  const answer = new Promise<Outcome>((resolve) => (letGo = resolve))
  const { start, sent, waiting } = phone(({ key }) => (key === 'a' ? answer : HEARD))
  const queue = start()
  const all = [queue.add(done('a')), queue.flush(), queue.add(done('b')), queue.flush()]
  letGo(HEARD)
  await Promise.all(all)

  expect(sent).toEqual(['a', 'b'])
  expect(waiting()).toEqual([])
})

it('sends nothing in the name of somebody else who signed in on the same phone', async () => {
  const { start, sent, here, waiting } = phone(() => HEARD)
  const queue = start()
  here.person = null
  await queue.add(done('a', 'cook'))
  here.person = 'carer'
  await queue.add(done('b', 'carer'))

  expect(sent).toEqual(['b'])
  expect(waiting()).toEqual(['a'])
  here.person = 'cook'
  await queue.flush()
  expect(sent).toEqual(['b', 'a'])
})

it('takes back what has not been sent, and sends it never', async () => {
  let online = false
  const { start, sent, waiting } = phone(() => (online ? HEARD : NO_LINE))
  const queue = start()
  await queue.add(done('help'))
  await queue.withdraw('help')
  online = true
  await queue.flush()
  expect([waiting(), sent]).toEqual([[], ['help']])
})

it('says of each how its first try ended: heard, refused, or waiting with those before it', async () => {
  const { start } = phone(({ key }) =>
    key === 'a'
      ? HEARD
      : key === 'b'
        ? { heard: false, again: false, code: 'CASE_MOVED', reason: '有人先办了' }
        : NO_LINE,
  )
  const queue = start()

  expect(await queue.add(done('a'))).toEqual(HEARD)
  expect(await queue.add(done('b'))).toMatchObject({ code: 'CASE_MOVED' })
  expect(await queue.add(done('c'))).toEqual(NO_LINE)
  expect(await queue.add(done('d'))).toEqual(NO_LINE)
})

it('remembers which photos have arrived, so that a broken line sends none of them again', async () => {
  const uploaded: string[] = []
  let line = 1
  const photos = [{ file: 'lamp' }, { file: 'door' }]
  const { start, waiting } = phone(async (action) => {
    for (const photo of action.photos ?? []) {
      if (photo.id) continue
      if (line-- === 0) return NO_LINE
      uploaded.push(photo.file)
      action = {
        ...action,
        photos: action.photos!.map((one) => (one.file === photo.file ? { ...one, id: one.file } : one)),
      }
      await queue.replace(action)
    }
    return HEARD
  })
  const queue = start()
  await queue.add({ ...done('a'), photos })
  expect(uploaded).toEqual(['lamp'])

  line = 9
  await queue.flush()
  expect(uploaded).toEqual(['lamp', 'door'])
  expect(waiting()).toEqual([])
})
