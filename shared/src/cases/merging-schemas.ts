import { Id, text, z } from '../zod'
import { StaffCaseCard } from './schemas'

/** The sentence that the reporters read, and why. */
const said = text(500, 2)
/** Of the two the older one goes on. `otherSeq`: the steps of the other case as the caller read it. */
export const MergeCase = z.strictObject({ id: Id, seq: z.int(), otherId: Id, otherSeq: z.int(), text: said })
export const UnmergeCase = z.strictObject({ id: Id, seq: z.int(), text: said })
export const LinkCases = z.strictObject({ id: Id, otherId: Id })

const LikelyDuplicate = StaffCaseCard.extend({
  /** 「相距 40 米，同一类，前后 2 天」. */
  reason: z.string(),
})
export const LikelyDuplicates = z.object({ items: z.array(LikelyDuplicate) })
