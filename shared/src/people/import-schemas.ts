import { ChosenRows, columnMapping } from '../files/import-schemas'
import { Coded, Id, Instant, PageQuery, pageOf, z } from '../zod'
import { RESIDENT_COLUMN_CODES } from './resident-import'

const Mapping = columnMapping(RESIDENT_COLUMN_CODES)
/** The reading of the columns of the file. */
const Settings = {
  mapping: Mapping,
  /** The community of rows that name none; without it the only one that the caller works for. */
  communityId: Id.optional(),
}
export const ResidentImportId = z.strictObject({ id: Id })
export const PreviewResidentImport = z.strictObject({ id: Id, ...Settings })

/** People who are likely known are left out unless their row is named here. */
export const ConfirmResidentImport = z
  .strictObject({
    id: Id,
    ...Settings,
    /** Rows that complete the record of the person they resemble. */
    merge: ChosenRows,
    /** Rows that are somebody else all the same. */
    keep: ChosenRows,
  })
  .refine(({ merge, keep }) => !merge.some((row) => keep.includes(row)), {
    path: ['keep'],
    message: '同一行不能又合并又当作另一位',
  })

export const ResidentImport = z.object({
  id: Id,
  fileName: z.string(),
  by: z.string(),
  at: Instant,
  /** From then on the file and the way back are gone. */
  expiresAt: Instant,
  state: Coded,
  headings: z.array(z.string()),
  rowCount: z.int(),
  /** The mapping guessed from the headings, until one was confirmed: then the confirmed one. */
  mapping: Mapping,
  communityId: Id.nullable(),
  /** Communities in which the caller registers people. */
  communities: z.array(z.object({ id: Id, name: z.string() })),
  counts: z.object({
    created: z.int(),
    merged: z.int(),
    /** Somebody changed the record in between. */
    refused: z.int(),
    waiting: z.int(),
    undone: z.int(),
    /** Changed or used since, and therefore not taken back. */
    kept: z.int(),
  }),
  /** Rows of the file that were not written, with the reason, as cells; empty before it is done. */
  left: z.array(z.object({ row: z.int(), cells: z.array(z.string()), reason: z.string() })),
})
export type ResidentImport = z.output<typeof ResidentImport>

export const ListResidentImports = z.strictObject({ ...PageQuery })
export const ResidentImportPage = pageOf(
  ResidentImport.omit({ left: true, headings: true, communities: true, mapping: true }),
)

const Facts = {
  name: z.string(),
  phoneLast4: z.string().nullable(),
  birthYear: z.int().nullable(),
  idLast4: z.string().nullable(),
  home: z.string().nullable(),
}
export const ResidentImportPreview = z.object({
  rows: z.array(
    z.object({
      /** Index in the file, as `merge` and `keep` name it. */
      at: z.int(),
      /** The row number as the person who opens the file counts it. */
      row: z.int(),
      ...Facts,
      /** The community, and the grid where it is known. */
      area: z.string(),
      /** The faults of the row; such a row is never written. */
      problems: z.array(z.string()),
      /** Things to look at; such a row is written as it is read. */
      doubts: z.array(z.string()),
      like: z
        .object({
          /** A person on record; null when it is an earlier row. */
          id: Id.nullable(),
          row: z.int().nullable(),
          ...Facts,
          why: Coded,
          /** The facts that the row would add to the record, in words; what is on record stays. */
          adds: z.array(z.string()),
          /** Whether the caller may complete this record, and the row has something to add. */
          canMerge: z.boolean(),
        })
        .nullable(),
    }),
  ),
})
export type ResidentImportPreview = z.output<typeof ResidentImportPreview>
