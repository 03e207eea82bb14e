import { Id, z } from '../zod'

/** A photo as records show it. Addresses are signed and live 15 minutes; ask again for the record when they ended. */
export const Photo = z.object({
  id: Id,
  url: z.string(),
  thumbUrl: z.string(),
  /** A face or a plate is covered in it; the original is kept apart. */
  redacted: z.boolean().optional(),
})
export type Photo = z.output<typeof Photo>

export const SignedFile = z.strictObject({
  id: Id,
  v: z.enum(['full', 'thumb']).default('full'),
  exp: z.string().regex(/^\d{1,12}$/),
  sig: z.string().max(100),
})
