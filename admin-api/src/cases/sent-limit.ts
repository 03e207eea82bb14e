import { AppError } from '@yike/shared/errors'
import { clockOf } from '@yike/shared/time/china'
import type { CallContext } from '../http/policy'
import { stableId } from '../idempotency'
import { whereVisitorLives } from '../people/me'
import { countTry } from '../people/sign-in'
import { CaseModel } from './model'

/** Of one person in 15 minutes, over all their devices and all processes: far more than anybody means to send. */
const MOST = { report: 20, comment: 30, follow: 40 } as const
const WORDS: Readonly<Record<keyof typeof MOST, string>> = {
  report: '反映得太密了，写好的先留着',
  comment: '补充得太密了，写好的先留着',
  follow: '点“跟着看”的次数太多了',
}
const WINDOW_MINUTES = 15

/**
 * Counts what a resident sends about cases. Throws TOO_MANY_REQUESTS with the time from which they may go on for sure, and
 * the phones for what cannot wait.
 */
export async function countSent({ actor, now }: Pick<CallContext, 'actor' | 'now'>, what: keyof typeof MOST) {
  if ((await countTry(`case-${what}:${String(actor.personId)}`, now)) <= MOST[what]) return
  const { community } = await whereVisitorLives(actor, undefined)
  const from = clockOf(new Date(now.getTime() + WINDOW_MINUTES * 60_000))
  const office = community.phone ? `，或者打电话给社区：${community.phone}` : '，或者到社区窗口说'
  throw new AppError('TOO_MANY_REQUESTS', `${WORDS[what]}，${from} 以后再来。急事打 110、119、120${office}。`, {
    retryAfterSeconds: WINDOW_MINUTES * 60,
  })
}

/** The same for a report, of which a repeated tap is none. */
export async function countReport({ actor, key, now }: CallContext) {
  if (await CaseModel.exists({ _id: stableId('case', actor.personId, key) })) return
  await countSent({ actor, now }, 'report')
}
