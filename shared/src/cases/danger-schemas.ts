import { z } from '../zod'
import { DANGER_CODES } from './dangers'

export const ListDangerPhones = z.strictObject({})
export const DangerPhones = z.object({
  items: z.array(z.object({ danger: z.enum(DANGER_CODES), name: z.string(), phone: z.string() })),
})
export type DangerPhones = z.output<typeof DangerPhones>
