import { z } from '../zod'
import type { WhistleLimits } from './whistle-limits'

const between = (least: number, most: number, unit: string) =>
  z.int(`写整${unit}数`).min(least, `至少 ${least} ${unit}`).max(most, `最多 ${most} ${unit}`)

export const WhistleLimitsView = z.object({
  signMinutes: z.int(),
  contactHours: z.int(),
  reportInWorkdays: z.int(),
  hardWorkdays: z.int(),
}) satisfies z.ZodType<WhistleLimits>

/** Limits as an office may set them: a hard case has no less time than another one. */
export const WhistleLimitsInput = z
  .strictObject({
    signMinutes: between(10, 24 * 60, '分钟'),
    contactHours: between(1, 7 * 24, '小时'),
    reportInWorkdays: between(1, 20, '个工作日'),
    hardWorkdays: between(1, 30, '个工作日'),
  })
  .refine(({ reportInWorkdays, hardWorkdays }) => hardWorkdays >= reportInWorkdays, {
    path: ['hardWorkdays'],
    message: '难办的不能比平常的短',
  })
