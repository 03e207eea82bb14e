interface Heard {
  /** Each piece of speech as text, once it is certain. */
  onText: (text: string) => void
  /** The end: by itself, by `stop`, or because this phone cannot listen, with the sentence that says so. */
  onEnd: (problem?: string) => void
}

/** Listens and writes down what is said; returns what ends it. */
export type Dictation = (heard: Heard) => () => void

/** WeChat turns speech into text only by a plugin that each office applies for (docs/decisions/031-dictation.md). */
export const dictation = (): Dictation | null => null
