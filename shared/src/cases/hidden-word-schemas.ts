import { Id, text, z } from '../zod'
import { PASSAGE_MAX, PASSAGE_MIN, PASSAGES_MAX, REPORT_PART_CODES } from './hidden-words'

/** The words of one step, by the seq of its event. */
const STEPS_MAX = 50

export const HideCaseWords = z.strictObject({
  id: Id,
  /** Hidden wherever they stand in the words of this case: in its report and in its steps. */
  passages: z
    .array(text(PASSAGE_MAX, PASSAGE_MIN))
    .max(PASSAGES_MAX, `一次最多隐去 ${PASSAGES_MAX} 处，先存了再接着选`)
    .default([]),
  /** Hidden as a whole. */
  parts: z.array(z.enum(REPORT_PART_CODES)).max(REPORT_PART_CODES.length).default([]),
  steps: z.array(z.int().min(1)).max(STEPS_MAX).default([]),
})

/** The words of a case before some were hidden. `seq` is the step that they were said with; null for the report. */
export const OriginalWords = z.object({
  items: z.array(z.object({ label: z.string(), seq: z.int().nullable(), text: z.string() })),
})

export const ShowCaseToNeighbours = z.strictObject({
  id: Id,
  /** False: off the map, the page and the interface that others than the office and the reporter read. */
  shown: z.boolean(),
})
