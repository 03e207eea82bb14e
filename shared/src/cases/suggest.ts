/** The fields of a category that guessing needs. */
export interface Guessable {
  id: string
  parentId: string | null
  keywords: readonly string[]
}

const scoreOfWords = (text: string, { keywords }: Pick<Guessable, 'keywords'>) =>
  keywords.filter((word) => word !== '' && text.includes(word)).reduce((sum, word) => sum + word.length ** 2, 0)

/**
 * The scores of categories by their words in a text: the sum of the squares of the lengths of those found. A 细类 of which
 * a word is found has the words of its 小类 besides, so that it comes before that.
 */
export function scoresOfWords(text: string, categories: readonly Guessable[]): number[] {
  const own = new Map(categories.map((one) => [one.id, { ...one, score: scoreOfWords(text, one) }]))
  return [...own.values()].map(({ parentId, score }) => {
    const above = parentId === null ? undefined : own.get(parentId)
    return score > 0 && above && above.parentId !== null ? score + above.score : score
  })
}

/**
 * The category of the second or third level that a text most likely belongs to: longer words found in it count more (「电动车充电」 beats
 * 「电动车」). Null when no word is found; of equals the first in the tree.
 */
export function suggestCategory<Category extends Guessable>(text: string, categories: readonly Category[]) {
  let best: { category: Category; score: number } | null = null
  const scores = scoresOfWords(text, categories)
  for (const [at, category] of categories.entries()) {
    if (category.parentId === null) continue
    const score = scores[at]!
    if (score > (best?.score ?? 0)) best = { category, score }
  }
  return best?.category ?? null
}
