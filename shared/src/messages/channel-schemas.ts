import { Coded, Instant, z } from '../zod'

/** One thing that was tried: it works, or why not and where to mend it. */
const Tried = z.object({
  what: z.string(),
  isOk: z.boolean(),
  says: z.string(),
  /** Null where it works. */
  mend: z.string().nullable(),
})

/** The ways by which messages leave the product, without any secret. */
export const Channels = z.object({
  /** Null while no mini-program is set. */
  wechat: z
    .object({
      appId: z.string(),
      /** Kinds of message with a template. */
      templates: z.array(Coded),
      /** The number of kinds without one: they are read inside the mini-program only. */
      without: z.int(),
    })
    .nullable(),
  /** Null while no gateway is set. */
  sms: z.object({ host: z.string(), kinds: z.array(Coded) }).nullable(),
  /** The last try; null before the first one. */
  lastTry: z
    .object({
      at: Instant,
      /** False where the settings have changed since: it says nothing about those of now. */
      isOfNow: z.boolean(),
      items: z.array(Tried),
    })
    .nullable(),
})
export type Channels = z.output<typeof Channels>
