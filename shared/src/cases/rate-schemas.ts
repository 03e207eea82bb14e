import { Id, z } from '../zod'
import { CASE_KIND_CODES } from './kinds'
import { MOST_MONTHS, RATE_GROUP_CODES } from './rates'

/** 「2026-11」. */
const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '写成 2026-11 这样')
const months = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))

/** The cases that were filed in these months, both included. */
export const GetRates = z
  .strictObject({
    by: z.enum(RATE_GROUP_CODES).default('community'),
    from: Month,
    until: Month,
    /** Like is compared with like: the cases of one kind alone. */
    kind: z.enum(CASE_KIND_CODES).optional(),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: '结束的月份不能比开始的早' })
  .refine(({ from, until }) => months(until) - months(from) < MOST_MONTHS, {
    path: ['from'],
    error: `一次最多看 ${MOST_MONTHS} 个月`,
  })

const Share = z.object({ some: z.int(), of: z.int(), rate: z.number().nullable() })
const Figures = z.object({ filed: z.int(), answered: Share, solved: Share, satisfied: Share })
const RateRow = z.object({ id: z.union([Id, z.string()]), label: z.string(), figures: Figures })
export type RateRow = z.output<typeof RateRow>
export const RateTable = z.object({
  /** By name, or by month: no ranking. */
  rows: z.array(RateRow),
  total: Figures,
})
export type RateTable = z.output<typeof RateTable>
