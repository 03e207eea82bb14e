/** The fields of a category that guessing needs. */
export interface Guessable {
  id: string
  parentId: string | null
  keywords: readonly string[]
}

/** The score of a category by its words in a text: the sum of the squares of their lengths. */
export const scoreOfWords = (text: string, { keywords }: Pick<Guessable, 'keywords'>) =>
  keywords.filter((word) => word !== '' && text.includes(word)).reduce((sum, word) => sum + word.length ** 2, 0)

/**
 * The leaf category that a text most likely belongs to: longer words found in it count more (「电动车充电」 beats
 * 「电动车」). Null when no word is found; of equals the first in the tree.
 */
export function suggestCategory<Category extends Guessable>(text: string, categories: readonly Category[]) {
  let best: { category: Category; score: number } | null = null
  for (const category of categories) {
    if (category.parentId === null) continue
    const score = scoreOfWords(text, category)
    if (score > (best?.score ?? 0)) best = { category, score }
  }
  return best?.category ?? null
}
