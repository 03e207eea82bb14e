import { initialsOf, spokenOf } from './tokens'

/** Shorter words have too many neighbours one character away. */
const FORGIVEN_FROM = { chinese: 3, latin: 3 }

/**
 * The score of a name for the words, 0 for not at all: the name itself 6, its beginning 5, a part of it 4, its pinyin
 * or initials from the first syllable on 3, from a later one 2, its other words (the category, the address) 1, the
 * sound of a part of the name 0.75, the name with one wrong character 0.5, the other words likewise 0.25.
 */
export function relevance(name: string, others: readonly string[], words: string): number {
  const q = plain(words)
  const [text, rest] = [plain(name), others.map(plain)]
  if (text === q) return 6
  if (text.startsWith(q)) return 5
  if (text.includes(q)) return 4
  if (/^[a-z0-9]+$/.test(q)) {
    const spoken = [spokenOf(name).join(''), initialsOf(name)]
    if (spoken.some((one) => one.startsWith(q))) return 3
    if (spoken.some((one) => one.includes(q))) return 2
    return q.length >= FORGIVEN_FROM.latin && spoken.some((one) => holdsAlmost(one, q)) ? 0.5 : 0
  }
  if (rest.some((one) => one.includes(q))) return 1
  const said = spokenOf(q).join('')
  if (q.length >= 2 && said !== '' && spokenOf(name).join('').includes(said)) return 0.75
  if (q.length < FORGIVEN_FROM.chinese) return 0
  return holdsAlmost(text, q) ? 0.5 : rest.some((one) => holdsAlmost(one, q)) ? 0.25 : 0
}

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '')

/** Whether some part of a text differs from the words by at most one character: wrong, missing or too many (Sellers). */
function holdsAlmost(text: string, words: string): boolean {
  let row = Array.from({ length: words.length + 1 }, (_, at) => at)
  for (const sign of text) {
    const next = [0]
    for (let at = 1; at <= words.length; at++)
      next[at] = Math.min(row[at]! + 1, next[at - 1]! + 1, row[at - 1]! + (words[at - 1] === sign ? 0 : 1))
    if (next[words.length]! <= 1) return true
    row = next
  }
  return false
}
