import { pinyin } from 'pinyin-pro'

const CHINESE = /[\u4e00-\u9fff]/

const pairs = (text: string) => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))

/** Runs of Chinese or of Latin letters and figures; everything else parts them. */
const runs = (text: string) => text.toLowerCase().match(/[\u4e00-\u9fff]+|[a-z0-9]+/g) ?? []

/** Saying a name takes as long as reading its place from the database: the last ones said are remembered. */
const said = new Map<string, readonly string[]>()
const REMEMBERED = 20_000

/** How the Chinese characters of a name are said, one syllable each, without tones. */
export function spokenOf(name: string): readonly string[] {
  const known = said.get(name)
  if (known) return known
  const spoken = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed', v: true })
  if (said.size >= REMEMBERED) said.clear()
  said.set(name, spoken)
  return spoken
}
export const initialsOf = (name: string) =>
  spokenOf(name)
    .map((syllable) => syllable[0])
    .join('')

/**
 * What an entry is found by: single characters and pairs of its words; and, behind one mark so that one range of the
 * index holds all that letters can begin, its Latin words and figures and of its name the pinyin from every syllable on
 * (「shitang」 finds 颐园长者食堂) and the initials likewise (「st」).
 */
export function tokensOf(name: string, words: readonly string[]): string[] {
  const tokens = new Set<string>()
  for (const run of [name, ...words].flatMap(runs)) {
    if (!CHINESE.test(run)) tokens.add(`:${run}`)
    else for (const token of [...run, ...pairs(run)]) tokens.add(token)
  }
  const spoken = spokenOf(name)
  for (let from = 0; from < spoken.length; from++) {
    const rest = spoken.slice(from)
    tokens.add(`:${rest.join('')}`)
    tokens.add(`:${rest.map((syllable) => syllable[0]).join('')}`)
  }
  return [...tokens]
}

/** The filter of a search: every run of what was typed must be there. Null when nothing was typed that can be found. */
export function searchFilter(q: string): Record<string, unknown> | null {
  const found = runs(q).map((run) => {
    if (CHINESE.test(run)) return { tokens: { $all: run.length === 1 ? [run] : pairs(run) } }
    return { tokens: new RegExp(`^:${run}`) }
  })
  return found.length === 0 ? null : { $and: found }
}

/**
 * The filter of a search that forgives one wrong character: what shares any pair of characters with a run, or its first
 * two letters. Wider than what is meant; `relevance` decides. Null where nothing is long enough to be forgiven.
 */
export function forgivingFilter(q: string): Record<string, unknown> | null {
  const found = runs(q).flatMap((run) => {
    if (run.length < 3) return []
    if (CHINESE.test(run)) return { tokens: { $in: pairs(run) } }
    return { tokens: new RegExp(`^:${run.slice(0, 2)}`) }
  })
  return found.length === 0 ? null : { $and: found }
}
