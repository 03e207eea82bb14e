import { Photo } from '../files/schemas'
import { Coded, Id, Instant, PageQuery, pageOf, text, z } from '../zod'
import { HOME_PHOTOS } from './home'

const Compound = z.object({ id: Id, name: z.string() })

/** How an address came to be bound; null while the person alone says it. */
const HomeProof = z.object({
  way: Coded,
  at: Instant,
  /** The residential compound that it is bound to; null where none fits. */
  compound: Compound.nullable(),
})
/** The same for staff, with who confirmed it. */
export const StaffHomeProof = HomeProof.extend({ by: z.string() })
export type StaffHomeProof = z.output<typeof StaffHomeProof>

export const MyHome = z.object({
  text: z.string().nullable(),
  proof: HomeProof.nullable(),
  /** The last proof that was sent, with the reason of one that came back; null where none was sent in the last month. */
  request: z.object({ state: Coded, reason: z.string(), sentAt: Instant }).nullable(),
  can: z.object({ send: z.boolean(), withdraw: z.boolean() }),
})
export type MyHome = z.output<typeof MyHome>

export const SendHomeProof = z.strictObject({
  photoIds: z.array(Id).min(1, '至少拍一张证明').max(HOME_PHOTOS, `最多 ${HOME_PHOTOS} 张`),
})

/** The compound that staff bind the address to; without it the one that the address names, if any. */
const compoundId = Id.nullable().optional()

export const ConfirmHome = z.strictObject({ personId: Id, compoundId })

export const ListHomeRequests = z.strictObject({ ...PageQuery })
export const HomeRequest = z.object({
  id: Id,
  person: z.object({ id: Id, name: z.string(), phoneLast4: z.string().nullable() }),
  /** The address that the photos are to prove. */
  home: z.string(),
  photos: z.array(Photo),
  sentAt: Instant,
  /** The compounds of the person's community, and the one that the address names. */
  compounds: z.array(Compound),
  compoundId: Id.nullable(),
})
export type HomeRequest = z.output<typeof HomeRequest>
export const HomeRequestPage = pageOf(HomeRequest).extend({ openCount: z.int() })

export const DecideHomeRequest = z
  .strictObject({
    id: Id,
    accept: z.boolean(),
    compoundId,
    /** Why it is returned, and what is missing; the resident reads it. */
    reason: text(100, 2).optional(),
  })
  .refine(({ accept, reason }) => accept || reason !== undefined, {
    path: ['reason'],
    message: '退回要写一句为什么，居民看得到',
  })
