import { Coded, Id, Instant, PageQuery, pageOf, text, z } from '../zod'
import { REPORT_REASON_CODES, REPORT_SUBJECT_CODES } from './reports'

export const SendReport = z.strictObject({
  type: z.enum(REPORT_SUBJECT_CODES),
  id: Id,
  reason: z.enum(REPORT_REASON_CODES, '请选哪儿不对'),
  words: z.string().trim().max(200, '最多 200 个字').default(''),
})

export const ListReports = z.strictObject({ state: z.enum(['open', 'decided']).default('open'), ...PageQuery })
/** A report as staff see it. Who reported it is not told. */
export const ReportView = z.object({
  id: Id,
  subject: z.object({ type: z.enum(REPORT_SUBJECT_CODES), label: z.string(), id: Id, title: z.string() }),
  reason: Coded,
  words: z.string(),
  at: Instant,
  state: Coded,
  /** The answer that the reporter got, and who gave it. */
  answer: z.string(),
  decidedBy: z.string().nullable(),
  /** It can be taken off the public view with the decision. */
  mayTakeDown: z.boolean().optional(),
})
export type ReportView = z.output<typeof ReportView>
export const ReportPage = pageOf(ReportView).extend({ openCount: z.int() })

export const DecideReport = z.strictObject({
  id: Id,
  /** True: it was taken down or changed; false: nothing is wrong with it. */
  removed: z.boolean(),
  /** Takes it off the public view in the same step; only with `removed`, and where the report says that it may. */
  takeDown: z.boolean().default(false),
  /** One sentence that the reporter reads. */
  answer: text(100, 2),
})
