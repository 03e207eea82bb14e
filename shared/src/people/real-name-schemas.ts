import { Coded, Id, Instant, z } from '../zod'
import { idEndOf, isIdNumber, withoutIdNumbers } from './id-numbers'
import { isIdEnd, plainIdEnd } from './identity'
import { REAL_NAME_DOCUMENT_CODES } from './real-name'

/** The way in which the office knows that the name is the person's own: a level of `REAL_NAME_LEVELS`. */
export const RealNameView = z.object({
  level: Coded,
  /** What it means for the resident, in a sentence. */
  words: z.string(),
  at: Instant.nullable(),
})

/** The resident's level, and whether they can prove their name by themselves: by a number that an outside service knows. */
export const MyRealName = RealNameView.extend({
  can: z.object({ prove: z.boolean() }),
  /** Why not, in a sentence with the way out; null where they can, and where nothing is missing. */
  why: z.string().nullable(),
})
export type MyRealName = z.output<typeof MyRealName>
/** The whole number goes to the outside service and is not kept. */
export const ProveRealName = z.strictObject({
  idNumber: z.string().max(40).refine(isIdNumber, '身份证号是 18 位，对着证件再看看'),
})

/** The proof that counts, as staff see it. */
export const StaffRealName = z.object({
  /** Who confirmed it: a member of staff, the person themself by an outside service, or the author of a list. */
  by: z.string(),
  at: Instant,
  /** The kind of document that was seen at the counter. */
  document: Coded.nullable(),
})
export type StaffRealName = z.output<typeof StaffRealName>

/** Staff have looked at a document of the person: its kind, and, to compare, its number or the end of it. */
export const ConfirmRealName = z.strictObject({
  personId: Id,
  document: z.enum(REAL_NAME_DOCUMENT_CODES, '请选看的是哪种证件'),
  /** Compared with what is on record. Of a whole number only the year of birth and the end pass this door. */
  idNumber: z
    .string()
    .max(40)
    .transform((typed, ctx) => {
      if (isIdEnd(typed)) return { birthYear: null, idLast4: plainIdEnd(typed) }
      const ends = idEndOf(withoutIdNumbers(typed.trim()))
      if (!ends) ctx.addIssue({ code: 'custom', message: '证件号写 18 位，或者只写后四位' })
      return ends ?? z.NEVER
    })
    .optional(),
})
