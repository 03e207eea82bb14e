import { plainName } from '@yike/shared/people/names'
import { cleanPhone } from '@yike/shared/phones'
import { pinyin } from 'pinyin-pro'

/** The fields that a person is found by. */
export interface FoundBy {
  name: string
  phone: string | null
  home: { text: string } | null
}

/** Rare characters too: 𠮷, 䶮 and 〇 are names. */
const CHINESE = /\p{Script=Han}/u
/** Runs of Chinese, of Latin letters and of figures: 「3号楼501」 is 3, 号楼 and 501. */
const runsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[a-z]+|\d+/gu) ?? []
const suffixes = (parts: readonly string[]) => parts.map((_, from) => parts.slice(from))

/** A run of an address by its characters, so that 「号楼」 finds 「3号楼」 and 颐园 finds 颐园小区. */
function addressTokens(run: string) {
  const characters = [...run]
  return CHINESE.test(run) && characters.length > 1
    ? characters.slice(1).map((character, at) => `@${characters[at]}${character}`)
    : [`@${run}`]
}

/**
 * Four kinds of token, each behind its mark so that one range of the index holds them: `=` the name from every
 * character on (秀英 finds 王秀英), `:` its pinyin and initials likewise, with surnames read as surnames (单 is shan),
 * `#` the last four digits of the phone, `@` the words of the address.
 */
export function personTokens({ name, phone, home }: FoundBy): string[] {
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
  const digits = phone?.replace(/\D/g, '') ?? ''
  if (digits.length >= 4) tokens.add(`#${digits.slice(-4)}`)
  for (const run of runsOf(home?.text ?? '')) {
    for (const token of addressTokens(run)) tokens.add(token)
    if (CHINESE.test(run)) for (const character of run) tokens.add(`@${character}`)
  }
  return [...tokens]
}

/** 阿依·古丽 is one name; 3-201 is two figures of an address. */
const withoutDots = (word: string) => (/\d/.test(word) ? word : plainName(word))

const PHONE_END = 3

function meaningsOf(run: string): Record<string, unknown>[] {
  if (CHINESE.test(run)) return [{ tokens: new RegExp(`^=${run}`) }, { tokens: { $all: addressTokens(run) } }]
  if (!/\d/.test(run)) return [{ tokens: new RegExp(`^:${run}`) }, { tokens: `@${run}` }]
  return [
    { phone: run },
    { tokens: `@${run}` },
    ...(run.length === 4 ? [{ tokens: `#${run}` }] : []),
    ...(run.length === PHONE_END ? [{ tokens: new RegExp(`^#\\d${run}$`) }] : []),
    ...(run.length > 4 ? [{ tokens: `#${run.slice(-4)}`, phone: new RegExp(`${run}$`) }] : []),
  ]
}

/**
 * The filter of a search: every run of the typed text is part of the name, the phone or the address. Null for an empty
 * text.
 */
export function foundByFilter(q: string): Record<string, unknown> | null {
  // 0546-8001234 and 138 0000 1234 are one number each.
  const typed = cleanPhone(q)
  const number = /^[\d-]{7,}$/.test(typed) ? [typed, typed.replace(/\D/g, '')] : null
  if (number) return { $or: [{ phone: { $in: number } }, ...meaningsOf(number[1]!)] }
  const runs = q.split(/\s+/).map(withoutDots).flatMap(runsOf)
  return runs.length === 0 ? null : { $and: runs.map((run) => ({ $or: meaningsOf(run) })) }
}
