import { COORDINATE_SYSTEM_CODES } from '../geo/systems'
import { Coded, Id, Instant, PageQuery, pageOf, z } from '../zod'
import { PLACE_CATEGORY_CODES } from './categories'
import { CORRECTABLE, CORRECTABLE_CODES } from './correctable'
import { ChosenRows, columnMapping } from '../files/import-schemas'
import { IMPORT_FIELD_CODES } from './import'
import { correctionReader } from './place-fields'

const CorrectedField = z
  .strictObject({ field: z.enum(CORRECTABLE_CODES), value: z.string().trim().max(200, '最多 200 个字').default('') })
  .superRefine(({ field, value }, ctx) => {
    const { label, asks } = CORRECTABLE[field]
    const told = (message: string) => ctx.addIssue({ code: 'custom', path: ['value'], message })
    if (asks !== null && value.length < 2) return told(`${label}应该是什么，写一写`)
    const reading = correctionReader(field)?.(value)
    if (reading && 'problem' in reading) told(reading.problem)
  })
/** A resident's corrections, field by field. */
export const SuggestCorrection = z.strictObject({
  id: Id,
  fields: z
    .array(CorrectedField)
    .min(1, '选一样哪儿不对')
    .max(6)
    .refine((fields) => new Set(fields.map(({ field }) => field)).size === fields.length, '同一样说了两遍'),
})
export const ListCorrections = z.strictObject({
  state: z.enum(['open', 'decided']).default('open'),
  placeId: Id.optional(),
  ...PageQuery,
})
export const Correction = z.object({
  id: Id,
  place: z.object({ id: Id, name: z.string() }),
  by: z.string(),
  at: Instant,
  fields: z.array(
    z.object({
      field: Coded,
      /** The present value of the entry; null where it has none. */
      now: z.string().nullable(),
      value: z.string(),
      state: Coded,
      decidedBy: z.string().nullable(),
      reason: z.string().nullable(),
      /** Whether accepting writes the value into the entry; else somebody enters it by hand. */
      applied: z.boolean(),
    }),
  ),
})
export type Correction = z.output<typeof Correction>
export const CorrectionPage = pageOf(Correction).extend({ openCount: z.int() })
/** Accepts or refuses one field; a refusal gives a reason, which the resident reads. */
export const DecideCorrection = z
  .strictObject({
    id: Id,
    field: z.enum(CORRECTABLE_CODES),
    accept: z.boolean(),
    reason: z.string().trim().max(100, '最多 100 个字').optional(),
  })
  .refine(({ accept, reason }) => accept || (reason ?? '').length >= 2, { path: ['reason'], message: '写一句为什么' })

/** The reading of the columns of the file, and the source of its positions. */
const ImportSettings = {
  mapping: columnMapping(IMPORT_FIELD_CODES),
  system: z.enum(COORDINATE_SYSTEM_CODES),
  /** For rows that name no category. */
  category: z.enum(PLACE_CATEGORY_CODES).optional(),
}
export const PreviewImport = z.strictObject({ id: Id, ...ImportSettings })
/** Likely duplicates are left out unless their row is named here. */
export const ConfirmImport = z
  .strictObject({
    id: Id,
    ...ImportSettings,
    /** Rows that complete the place they resemble. */
    merge: ChosenRows,
    /** Rows that are a place of their own all the same. */
    keep: ChosenRows,
  })
  .refine(({ merge, keep }) => !merge.some((row) => keep.includes(row)), {
    path: ['keep'],
    message: '同一行不能又合并又当作新的',
  })
export const PlaceImport = z.object({
  id: Id,
  fileName: z.string(),
  by: z.string(),
  at: Instant,
  state: Coded,
  headings: z.array(z.string()),
  rowCount: z.int(),
  /** The mapping guessed from the headings, until one was confirmed: then the confirmed one. */
  mapping: columnMapping(IMPORT_FIELD_CODES),
  system: z.enum(COORDINATE_SYSTEM_CODES),
  category: z.string().nullable(),
  counts: z.object({
    created: z.int(),
    merged: z.int(),
    /** Somebody took the name, or changed the place, in between. */
    refused: z.int(),
    waiting: z.int(),
    undone: z.int(),
    /** Changed since, and therefore not taken back. */
    kept: z.int(),
  }),
  /** Rows of the file that were not written, with the reason, as cells; empty before it is done. */
  left: z.array(z.object({ row: z.int(), cells: z.array(z.string()), reason: z.string() })),
})
export type PlaceImport = z.output<typeof PlaceImport>
export const ListImports = z.strictObject({ ...PageQuery })
export const PlaceImportPage = pageOf(PlaceImport.omit({ left: true, headings: true }))
export const ImportPreview = z.object({
  rows: z.array(
    z.object({
      /** Index in the file, as `merge` and `keep` name it. */
      at: z.int(),
      /** The row number as the person who opens the file counts it. */
      row: z.int(),
      name: z.string(),
      address: z.string(),
      category: z.string(),
      community: z.string(),
      /** Opening hours as the cell says them and as they are read; null where the cell is empty or not understood. */
      hours: z.object({ written: z.string(), read: z.string() }).nullable(),
      /** The faults of the row; such a row is never written. */
      problems: z.array(z.string()),
      /** Two values of the file that contradict each other; such a row is written as it is read. */
      doubts: z.array(z.string()),
      like: z
        .object({
          /** A place of the directory; null when it is an earlier row. */
          id: Id.nullable(),
          row: z.int().nullable(),
          name: z.string(),
          address: z.string(),
          why: Coded,
          metres: z.int(),
          /**
           * Whether the row can become a place of its own. The same name cannot exist twice in a community: such a row
           * is merged or left out.
           */
          canKeep: z.boolean(),
        })
        .nullable(),
    }),
  ),
})
export type ImportPreview = z.output<typeof ImportPreview>

const PLACE_EXPORT_FORMATS = ['xlsx', 'csv', 'geojson', 'hsds'] as const
export const ExportPlaces = z.strictObject({ format: z.enum(PLACE_EXPORT_FORMATS) })
