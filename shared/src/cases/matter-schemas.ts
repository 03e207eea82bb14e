import { Photo } from '../files/schemas'
import { Coded, Id, PersonName, text, z } from '../zod'

const PHOTOS_MAX = 5
const PaperKey = z.string().regex(/^p\d{1,3}$/, '材料的编号不对，回去重新打开')

/** The matter that a case asks for, with what is there of its papers: photos, or the word that they are brought along. */
export const FiledMatter = z.strictObject({
  id: Id,
  papers: z
    .array(
      z.strictObject({
        key: PaperKey,
        photoIds: z.array(Id).max(PHOTOS_MAX, `一样材料最多 ${PHOTOS_MAX} 张`).default([]),
      }),
    )
    .max(15)
    .default([]),
})

/** The part of a case that is about its matter. */
export const CaseMatter = z.object({
  id: Id,
  name: z.string(),
  result: Coded,
  where: z.string(),
  when: z.string(),
  papers: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      note: z.string(),
      state: Coded,
      /** Of the person who sent them, and of staff who hold `matter.handle`; empty for everybody else. */
      photos: z.array(Photo),
      photoCount: z.int(),
    }),
  ),
  /** The resident can send photos of papers now. */
  canSend: z.boolean(),
})
export type CaseMatter = z.output<typeof CaseMatter>

/** Photos of papers that were asked for. */
export const SendPapers = z.strictObject({
  id: Id,
  papers: z
    .array(z.strictObject({ key: PaperKey, photoIds: z.array(Id).min(1, '拍一张再交').max(PHOTOS_MAX) }))
    .min(1, '至少交一样')
    .max(15),
  text: z.string().trim().max(200, '最多 200 个字').default(''),
})

const step = { id: Id, seq: z.int() }
/** The clerk's finding about each paper; one that is missing or wrong says why, in words that the resident reads. */
export const CheckPapers = z.strictObject({
  ...step,
  papers: z
    .array(
      z
        .strictObject({
          key: PaperKey,
          inOrder: z.boolean(),
          why: z.string().trim().max(100, '最多 100 个字').default(''),
        })
        .refine(({ inOrder, why }) => inOrder || why.length >= 2, {
          path: ['why'],
          error: '写清哪里要补，居民才知道补什么',
        }),
    )
    .min(1, '至少看一样')
    .max(15),
})
/** The place and time to collect it: the resident reads them, with the number to say. */
export const MakeReady = z.strictObject({ ...step, text: text(300, 2) })
/** Collected at the counter; somebody else than the resident is named. */
export const CollectMatter = z
  .strictObject({ ...step, by: z.enum(['resident', 'other']), name: PersonName.optional() })
  .refine(({ by, name }) => by === 'resident' || name !== undefined, {
    path: ['name'],
    error: '写上是谁替他领的',
  })
