import { pinyin } from 'pinyin-pro'

/** Rare characters too: names of shops and streets have 𠮷, 㛃 and 〇. */
const CHINESE = /\p{Script=Han}/u

const pairs = (text: string) => {
  const characters = [...text]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/** Runs of Chinese or of Latin letters and figures; all other characters separate them. */
const runs = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []

/** Finding the pinyin of a name takes as long as reading its place from the database: the last ones are remembered. */
const said = new Map<string, readonly string[]>()
const REMEMBERED = 20_000

/** The pinyin of the Chinese characters of a name, one syllable each, without tones. */
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
 * The search tokens of an entry: single characters and pairs of its words; and, behind one mark so that one range of
 * the index holds every beginning in letters, its Latin words and figures and of its name the pinyin from every
 * syllable on (「shitang」 finds 颐园长者食堂) and the initials likewise (「st」).
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

/** The filter of a search: every run of the typed text must match. Null when the text has nothing to search for. */
export function searchFilter(q: string): Record<string, unknown> | null {
  const found = runs(q).map((run) => {
    if (CHINESE.test(run)) return { tokens: { $all: [...run].length === 1 ? [run] : pairs(run) } }
    return { tokens: new RegExp(`^:${run}`) }
  })
  return found.length === 0 ? null : { $and: found }
}

/** A run of characters with one of them wrong: one half is whole, and of the other every character but that one is there. */
function almostChinese(run: string): object[] {
  const characters = [...run]
  const half = Math.floor(characters.length / 2)
  const [first, second] = [characters.slice(0, half), characters.slice(half)]
  return characters.map((_, wrong) => {
    const [whole, other] = wrong < half ? [second, first] : [first, second]
    const at = wrong < half ? wrong : wrong - half
    const rest = other.filter((_, index) => index !== at)
    return { tokens: { $all: [...(whole.length === 1 ? whole : pairs(whole.join(''))), ...rest] } }
  })
}

/** Letters of which one after the second is wrong, missing or too many. */
function almostLatin(run: string): object {
  const ways = Array.from(run.slice(2), (_, at) => {
    const [before, from, behind] = [run.slice(2, at + 2), run.slice(at + 2), run.slice(at + 3)]
    return `${before}(?:.${from}|.?${behind})`
  })
  return { tokens: new RegExp(`^:${run.slice(0, 2)}(?:${ways.join('|')})`) }
}

/**
 * The filter of a search that forgives one wrong character: Chinese that sounds alike (食糖 finds 食堂) or has all but
 * one of three characters or more, Latin from three letters on with the first two right. It matches more than is meant;
 * `relevance` decides. Null where nothing is long enough to be forgiven.
 */
export function forgivingFilter(q: string): Record<string, unknown> | null {
  const found = runs(q).flatMap((run): object[] => {
    if (!CHINESE.test(run)) return run.length < 3 ? [] : [almostLatin(run)]
    const { length } = [...run]
    if (length < 2) return []
    const alike = { tokens: new RegExp(`^:${spokenOf(run).join('')}`) }
    return [{ $or: [alike, ...(length < 3 ? [{ tokens: run }] : almostChinese(run))] }]
  })
  return found.length === 0 ? null : { $and: found }
}
