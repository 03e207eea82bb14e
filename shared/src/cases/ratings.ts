/** A resident's ratings of an answer, the best first; figures as the schema takes them. */
export const RATINGS = [
  { score: 3, label: '好了' },
  { score: 2, label: '差一点' },
  { score: 1, label: '没办好' },
] as const

/** 没办好: it is redone under supervision. */
export const WORST = 1

export const ratingLabel = (score: number) => RATINGS.find((rating) => rating.score === score)?.label ?? ''
