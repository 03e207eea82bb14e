/** Stands in a text for words that the office has hidden. */
export const HIDDEN_WORDS = '（已隐去）'

/** The most passages that are hidden at once, and the most characters of one. */
export const PASSAGES_MAX = 20
export const PASSAGE_MAX = 200
/** Fewer characters than these would stand in many places that say nothing of anybody. */
export const PASSAGE_MIN = 2

/** The parts of a report whose words can be hidden, with the title of each for staff. */
export const REPORT_PARTS = { title: '标题', description: '原话', address: '地点' } as const
export type ReportPart = keyof typeof REPORT_PARTS
export const REPORT_PART_CODES = Object.keys(REPORT_PARTS) as [ReportPart, ...ReportPart[]]

/** The words of one text that are hidden: the whole of it, or every place where one of the passages stands. */
export interface Hiding {
  passages: readonly string[]
  whole: boolean
}

interface Span {
  from: number
  to: number
}

const placesOf = (text: string, passage: string): Span[] => {
  const found: Span[] = []
  for (let from = text.indexOf(passage); from >= 0; from = text.indexOf(passage, from + 1))
    found.push({ from, to: from + passage.length })
  return found
}

/**
 * The end of a text that a passage goes on from: a title is the first words of the report, so it may end within a name
 * or a number. The mark of the cut may follow.
 */
function cutOff(text: string, passage: string): Span[] {
  const end = text.replace(/(?:…+|\.{3})$/, '').length
  for (let length = Math.min(passage.length - 1, end); length >= PASSAGE_MIN; length--)
    if (text.slice(end - length, end) === passage.slice(0, length)) return [{ from: end - length, to: end }]
  return []
}

/** Whether a passage stands in a text. */
export const standsIn = (text: string, passage: string) => placesOf(text, passage).length > 0

/** A text as everybody but its author reads it: each hidden place is one `HIDDEN_WORDS`, however long it was. */
export function withoutHidden(text: string, { passages, whole }: Hiding): string {
  if (whole) return text === '' ? '' : HIDDEN_WORDS
  const spans = passages
    .filter((passage) => passage.length >= PASSAGE_MIN)
    .flatMap((passage) => [...placesOf(text, passage), ...cutOff(text, passage)])
    .sort((a, b) => a.from - b.from)
  let shown = ''
  let at = 0
  for (const { from, to } of spans) {
    if (to <= at) continue
    if (from > at || at === 0) shown += text.slice(at, from) + HIDDEN_WORDS
    at = to
  }
  return shown + text.slice(at)
}
