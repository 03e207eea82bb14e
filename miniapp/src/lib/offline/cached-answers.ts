import Taro from '@tarojs/taro'
import type { Endpoint } from '@yike/shared/endpoint'
import { dayOf } from '@yike/shared/time/china'
import { questionOf } from '@/lib/api/question'
import { getSession } from '@/lib/api/session-store'
import { readSealed, removeSealed, sealedKeys, writeSealed } from '@/lib/storage/sealed'

const PREFIX = 'answer:'
/** Names of answers that are a day's work of staff begin so: other people's addresses and words, kept for that day only. */
const WORK = 'work:'
/** The key under which an older version kept them, unsealed. */
const FORMER = 'kept:'
/**
 * The oldest go first: a phone that looked at every booking of a year keeps the last ones. Up to twenty are the cases of
 * a day's work (keep-own-cases.ts).
 */
const MOST = 60

/** An answer as it is stored on the phone. */
export interface CachedAnswer<Out> {
  /** Another person's answer is nobody else's to see; empty for a visitor. */
  personId: string
  question: string
  data: Out
  /** The time of the answer, in milliseconds since 1970. */
  at: number
}

const isOver = (name: string, { at }: CachedAnswer<unknown>) =>
  name.startsWith(WORK) && dayOf(new Date(at)) !== dayOf(new Date())

export async function readCached<Out>(name: string): Promise<CachedAnswer<Out> | null> {
  const answer = await readSealed<CachedAnswer<Out>>(PREFIX + name)
  return answer && !isOver(name, answer) ? answer : null
}
export const writeCached = <Out>(name: string, answer: CachedAnswer<Out>) => writeSealed(PREFIX + name, answer)

/** Keeps an answer that came with another one, as if its own page had read it. */
export const keepAnswer = <In, Out>(name: string, route: Endpoint<In, Out>, input: In, data: Out) =>
  writeCached(name, {
    personId: getSession()?.personId ?? '',
    question: questionOf(route as Endpoint<In, never>, input),
    data,
    at: Date.now(),
  })

const names = async () =>
  (await sealedKeys()).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length))
const forget = (all: readonly string[]) => Promise.all(all.map((name) => removeSealed(PREFIX + name)))

/** Takes every answer off the phone: its person signed out, or another one signed in. */
export async function forgetCached() {
  await forget(await names())
}

/** Once, at launch: yesterday's work, and more than is looked at again, leave the phone. */
export async function tidyCached() {
  for (const key of Taro.getStorageInfoSync().keys) if (key.startsWith(FORMER)) Taro.removeStorageSync(key)
  const kept = await Promise.all(
    (await names()).map(async (name) => ({ name, answer: await readSealed<CachedAnswer<unknown>>(PREFIX + name) })),
  )
  const newest = kept.sort((a, b) => (b.answer?.at ?? 0) - (a.answer?.at ?? 0))
  await forget(
    newest.filter(({ name, answer }, at) => !answer || at >= MOST || isOver(name, answer)).map(({ name }) => name),
  )
}
