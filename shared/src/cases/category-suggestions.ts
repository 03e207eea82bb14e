import { bigramsOf } from './bigrams'
import { scoresOfWords, type Guessable } from './suggest'

/** Numbers by the id of a category. */
export type ByCategory = Readonly<Record<string, number>>

/** The cases whose category staff confirmed, as far as one text asks for them. */
export interface ConfirmedCases {
  /** The confirmed cases of each category. */
  cases: ByCategory
  /** All pairs of characters in them. */
  pairs: ByCategory
  /** Of each pair of the text: the cases that it stands in. */
  having: ReadonlyMap<string, ByCategory>
}
export const NOTHING_CONFIRMED: ConfirmedCases = { cases: {}, pairs: {}, having: new Map() }

/** The reason of a suggestion: a word of the category, or words that confirmed cases of it have. */
export interface SuggestionReason {
  by: 'words' | 'cases'
  /** As they stand in the text. */
  words: string
}
export interface CategorySuggestion<Category> {
  category: Category
  /** 0 to 1: how sure the suggestion is, beside the other categories. */
  share: number
  reason: SuggestionReason
}

/** People say at the beginning what it is about: later pairs made 5-fold accuracy no better (bench/suggester.ts). */
const PAIRS_READ = 100
/** Fewer confirmed cases than these say nothing yet: the words of the categories decide alone. */
export const FEWEST_CONFIRMED = 20
/** Confirmed cases weigh as much as the words of the categories once there are so many. */
const EVEN_WEIGHT = 50
/** A pair that fewer cases have is not read, so that a rare word of one person moves no suggestion. */
const FEWEST_WITH_PAIR = 3
/** Smoothing: one case more for every pair, and about so many pairs in all. */
const ONE_MORE = 1
const PAIRS_KNOWN = 1000
/** Pairs of one text depend on each other: without this power of their number a suggestion is surer than it is right. */
const DEPENDENCE = 0.3
/** Where the likeliest is less sure than this nothing is suggested; beside it stands nothing less sure than that. */
const LEAST_SHARE = 0.15
const LEAST_SHARE_BESIDE = 0.03
const SUGGESTED = 3
const WORDS_SHOWN = 6

/** The pairs of neighbouring characters that a text teaches and is recognised by, in its order. */
export const pairsOf = (text: string) => [...bigramsOf(text)].slice(0, PAIRS_READ)

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const asShares = (scores: readonly number[]) => {
  const all = sum(scores)
  return scores.map((score) => (all > 0 ? score / all : 0))
}

/** Of each pair its weight for each category, or null where too few cases have it. */
type Weights = readonly (readonly number[] | null)[]

/**
 * Complement naive Bayes over pairs of characters (Rennie and others 2003), a multinomial naive Bayes that asks of each
 * category how rare a pair is in all others, which holds where some categories have few cases. Pairs that many cases
 * have weigh less.
 */
function weightsOf(
  pairs: readonly string[],
  ids: readonly string[],
  { cases, pairs: pairsIn, having }: ConfirmedCases,
): Weights {
  const all = sum(ids.map((id) => cases[id] ?? 0))
  const allPairs = sum(ids.map((id) => pairsIn[id] ?? 0))
  return pairs.map((pair) => {
    const counts = having.get(pair) ?? {}
    const withPair = sum(ids.map((id) => counts[id] ?? 0))
    if (withPair < FEWEST_WITH_PAIR) return null
    const rarity = Math.log(all / withPair)
    return ids.map((id) => {
      const elsewhere = (withPair - (counts[id] ?? 0) + ONE_MORE) / (allPairs - (pairsIn[id] ?? 0) + PAIRS_KNOWN)
      return -rarity * Math.log(elsewhere)
    })
  })
}

/** The shares of the categories by the confirmed cases. */
function sharesByCases(ids: readonly string[], weights: Weights, { cases }: ConfirmedCases) {
  const known = weights.filter((one) => one !== null)
  const all = sum(ids.map((id) => cases[id] ?? 0))
  const scores = ids.map((id, at) => {
    const frequency = Math.log(((cases[id] ?? 0) + 1) / (all + ids.length))
    return frequency + sum(known.map((one) => one[at]!)) / Math.max(1, known.length) ** DEPENDENCE
  })
  const best = Math.max(...scores)
  return asShares(scores.map((score) => Math.exp(score - best)))
}

/** The weight of the confirmed cases beside the words of the categories, 0 to 1. */
function weightOfCases(ids: readonly string[], { cases }: ConfirmedCases) {
  const counted = ids.map((id) => cases[id] ?? 0)
  const all = sum(counted)
  return all < FEWEST_CONFIRMED || Math.max(...counted) === all ? 0 : all / (all + EVEN_WEIGHT)
}

/**
 * The categories of the second and third level that a text most likely belongs to, three at most, the likeliest first. Two opinions are added,
 * each by its weight: the words of the categories (`keywords`), and the cases that staff have put under them. Of n
 * confirmed cases, these weigh n / (n + 50); with fewer than 20, or all of one category, the words decide alone.
 */
export function suggestCategories<Category extends Guessable>(
  text: string,
  categories: readonly Category[],
  confirmed: ConfirmedCases,
): CategorySuggestion<Category>[] {
  const scores = scoresOfWords(text, categories)
  const leaves = categories.filter(({ parentId }) => parentId !== null)
  const ids = leaves.map(({ id }) => id)
  const pairs = pairsOf(text)
  const weights = weightsOf(pairs, ids, confirmed)
  const ofCases = weights.some((one) => one !== null) ? weightOfCases(ids, confirmed) : 0
  const byWords = asShares(scores.filter((_, at) => categories[at]!.parentId !== null))
  const byCases = ofCases > 0 ? sharesByCases(ids, weights, confirmed) : []
  // Where no word is found, the cases decide alone.
  const most = ofCases > 0 && sum(byWords) === 0 ? 1 : ofCases
  const likeliest = leaves
    .map((category, at) => {
      const [words, cases] = [(1 - most) * byWords[at]!, most * (byCases[at] ?? 0)]
      return { category, at, share: words + cases, byWords: words > 0 && words >= cases }
    })
    .filter(({ share }) => share >= LEAST_SHARE_BESIDE)
    .sort((a, b) => b.share - a.share)
    .slice(0, SUGGESTED)
  if (likeliest.length === 0 || likeliest[0]!.share < LEAST_SHARE) return []
  return likeliest.map(({ category, at, share, byWords: isByWords }) => {
    const words = isByWords ? longestWord(text, category) : tellingWords(text, at, pairs, weights)
    return { category, share, reason: { by: isByWords ? 'words' : 'cases', words } }
  })
}

const longestWord = (text: string, { keywords }: Guessable) =>
  keywords.filter((word) => word !== '' && text.includes(word)).sort((a, b) => b.length - a.length)[0] ?? ''

/** The words of the text that speak most for one category: its strongest pairs, joined where they overlap. */
function tellingWords(text: string, category: number, pairs: readonly string[], weights: Weights) {
  const ahead = weights.map((one) => (one ? one[category]! - sum(one) / one.length : 0))
  const strongest = ahead.indexOf(Math.max(...ahead))
  if (strongest < 0 || ahead[strongest]! <= 0) return ''
  let [from, to] = [strongest, strongest]
  const joins = (left: number, right: number) =>
    ahead[left]! > 0 && ahead[right]! > 0 && [...pairs[left]!][1] === [...pairs[right]!][0]
  while (from > 0 && to - from < WORDS_SHOWN - 2 && joins(from - 1, from)) from--
  while (to < pairs.length - 1 && to - from < WORDS_SHOWN - 2 && joins(to, to + 1)) to++
  const words = `${pairs[from]!}${pairs
    .slice(from + 1, to + 1)
    .map((pair) => [...pair][1])
    .join('')}`
  return text.includes(words) ? words : pairs[strongest]!
}

/** The reason of a suggestion in a sentence: 「话里有“路灯”」, 「说到“灯不亮”的，同事多归在这一类」. */
export const reasonInWords = ({ by, words }: SuggestionReason) =>
  by === 'words' ? `话里有“${words}”` : words ? `说到“${words}”的，同事多归在这一类` : '说法相近的，同事多归在这一类'
