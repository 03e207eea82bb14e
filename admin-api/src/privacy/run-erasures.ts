import { addMinutes } from '@yike/shared/time/china'
import type { Due } from '../jobs'
import { notify, type Notification } from '../messages/notify'
import { closeAccount, recordsOf } from '../people/erase-person'
import { familyIds, personById } from '../people/me'
import { ErasureModel, type Erasure } from './model'
import { allPersonData } from './registry'

const REASON = '本人注销了账号'
/** Calls that had begun before the account was closed have ended by then; messages have been relayed. */
const SECOND_ROUND_MINUTES = 5
/** A process that died is followed by another after this time. */
const LEFT_BEHIND_MINUTES = 2
const BATCH = 20

const due = (now: Date) => ({ dueAt: { $lte: now } })
export const erasuresDue = (now: Date): Due[] => [{ model: ErasureModel, filter: due(now) }]

/** A job: deletes the accounts whose time has come, and goes on where a process died. Returns how many it looked at. */
export async function runErasures(now: Date): Promise<number> {
  const waiting = await ErasureModel.find(due(now)).sort({ dueAt: 1 }).limit(BATCH).lean<Erasure[]>()
  for (const one of waiting) {
    const mine = await ErasureModel.findOneAndUpdate(
      { _id: one._id, dueAt: one.dueAt, state: { $in: ['waiting', 'erasing'] } },
      { $set: { state: 'erasing', dueAt: addMinutes(now, LEFT_BEHIND_MINUTES) } },
      { returnDocument: 'after' },
    ).lean<Erasure>()
    if (mine) await erase(mine, now)
  }
  return waiting.length
}

async function erase({ _id, personId, done, round }: Erasure, now: Date) {
  const ids = await recordsOf(personId)
  const step = async (name: string, run: () => Promise<void> | undefined) => {
    if (done.includes(name)) return
    await run()
    await ErasureModel.updateOne({ _id, round }, { $addToSet: { done: name } })
  }
  await step('tell', () => tellFamily(_id, ids, now))
  // From here on nobody acts as the person.
  await step('close', () => closeAccount(ids, now))
  for (const { name, data } of allPersonData())
    await step(`end:${name}`, () => data.end?.(ids, { cause: 'erasure', reason: REASON, now }))
  for (const { name, data } of allPersonData()) await step(`erase:${name}`, () => data.erase(ids, now))
  await ErasureModel.updateOne(
    { _id, round },
    round === 1
      ? { $set: { round: 2, done: ['tell'], dueAt: addMinutes(now, SECOND_ROUND_MINUTES) } }
      : { $set: { state: 'erased', endedAt: now }, $unset: { openOf: 1, dueAt: 1 } },
  )
}

/** The relatives hear once that they act for the person no longer, in the write that remembers it. */
async function tellFamily(_id: Erasure['_id'], ids: readonly Erasure['personId'][], now: Date) {
  const family = (await Promise.all(ids.map((id) => familyIds(id)))).flat()
  const recipients = family.filter((one, at) => family.findIndex((other) => other.equals(one)) === at)
  const { name } = await personById(ids[0]!)
  const words: Notification = {
    kind: 'account_erased',
    recipients,
    title: `${name}注销了账号`,
    body: '往后不能替他约了，还没到的预约也取消了。有事打电话问社区。',
    about: null,
  }
  await ErasureModel.updateOne({ _id, done: { $ne: 'tell' } }, { $addToSet: { done: 'tell' }, ...notify(words, now) })
}
