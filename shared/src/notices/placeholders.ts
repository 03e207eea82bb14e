/**
 * A blank in the words of a notice, to be filled in by its writer: 「【待填：什么时候来】」. The bracketed year of a document
 * is none.
 */
export const placeholder = (what: string) => `【待填：${what}】`

const PLACEHOLDER = /【待填[:：][^】]*】/g

/** The blanks that are left in some words, in their order. */
export const placeholdersIn = (words: string): string[] => words.match(PLACEHOLDER) ?? []

/** The sentence that refuses to publish words with a blank; null where none is left. */
export function blankFault(words: string): string | null {
  const left = placeholdersIn(words)
  return left.length > 0 ? `还有 ${left.length} 处没填：${left[0]}，填好或者删掉再发布` : null
}
