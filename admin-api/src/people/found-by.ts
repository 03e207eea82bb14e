import { plainName } from '@yike/shared/people/names'
import { cleanPhone } from '@yike/shared/phones'
import { pinyin } from 'pinyin-pro'
import { phoneIs } from '../sealed-values'
import type { SealedValue } from '../sealing'
import { addressIndex, CHINESE, indexesOfRun, runsOf } from '../addresses'
import { homeOf, type Home } from './sealed-facts'

/** The fields that tokens are made of. */
export interface FoundBy {
  name: string
  home: SealedValue<Home> | null
}

const suffixes = (parts: readonly string[]) => parts.map((_, from) => parts.slice(from))

/** A run among the parts of the address: the words themselves stay unknown to a reader of the database. */
const inAddress = (run: string) => ({
  $and: indexesOfRun(run).map((indexes) => ({ tokens: { $in: indexes.map((index) => `@${index}`) } })),
})

/**
 * Three kinds of token, each behind its mark so that one range of the index holds them: `=` the name from every
 * character on (秀英 finds 王秀英), `:` its pinyin and initials likewise, with surnames read as surnames (单 is shan),
 * `@` a blind index of each word of the address.
 */
export function personTokens({ name, home }: FoundBy): string[] {
  const tokens = new Set<string>()
  // 阿依·古丽 is found whole: with its dot, without it, and by a part.
  for (const run of [plainName(name), name].flatMap(runsOf))
    if (CHINESE.test(run)) for (const rest of suffixes([...run])) tokens.add(`=${rest.join('')}`)
    else tokens.add(`:${run}`)
  const spoken = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed', v: true, mode: 'surname' })
  for (const rest of suffixes(spoken)) {
    tokens.add(`:${rest.join('')}`)
    tokens.add(`:${rest.map((syllable) => syllable[0]).join('')}`)
  }
  for (const index of addressIndex(homeOf({ home: home ?? null })?.text ?? '')) tokens.add(`@${index}`)
  return [...tokens]
}

/** Tokens that everybody of this name has. */
export const nameTokens = (name: string): string[] =>
  runsOf(plainName(name))
    .slice(0, 1)
    .map((run) => `${CHINESE.test(run) ? '=' : ':'}${run}`)

/** 阿依·古丽 is one name; 3-201 is two figures of an address. */
const withoutDots = (word: string) => (/\d/.test(word) ? word : plainName(word))

const SHORTEST_END = 3

function meaningsOf(run: string): Record<string, unknown>[] {
  if (CHINESE.test(run)) return [{ tokens: new RegExp(`^=${run}`) }, inAddress(run)]
  if (!/\d/.test(run)) return [{ tokens: new RegExp(`^:${run}`) }, inAddress(run)]
  return [inAddress(run), ...(run.length >= SHORTEST_END ? [phoneIs('phone', run)] : [])]
}

/**
 * The filter of a search: every run of the typed text is part of the name or the address, or is a phone: the whole
 * number, its last four or three digits, a landline without its area code. Null for an empty text.
 */
export function foundByFilter(q: string): Record<string, unknown> | null {
  // 0546-8001234 and 138 0000 1234 are one number each.
  const typed = cleanPhone(q)
  if (/^[\d-]{7,}$/.test(typed)) return { $or: meaningsOf(typed.replace(/\D/g, '')) }
  const runs = q.split(/\s+/).map(withoutDots).flatMap(runsOf)
  return runs.length === 0 ? null : { $and: runs.map((run) => ({ $or: meaningsOf(run) })) }
}
