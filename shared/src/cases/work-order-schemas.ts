import { ChosenRows, columnMapping } from '../files/import-schemas'
import { Coded, Day, Id, Instant, PageQuery, pageOf, z } from '../zod'
import { ORDER_COLUMN_CODES } from './work-order-columns'

const Mapping = columnMapping(ORDER_COLUMN_CODES)
/** The reading of the columns of the file. */
const Settings = {
  mapping: Mapping,
  /** The community of rows that name none; without it the only one that the caller dispatches in. */
  communityId: Id.optional(),
}
export const WorkOrderImportId = z.strictObject({ id: Id })
export const PreviewWorkOrders = z.strictObject({ id: Id, ...Settings })
export const ConfirmWorkOrders = z.strictObject({
  id: Id,
  ...Settings,
  /** Rows that change the order that is there; other rows of known orders are left out. */
  merge: ChosenRows,
})

const Community = z.object({ id: Id, name: z.string() })
export const WorkOrderImport = z.object({
  id: Id,
  fileName: z.string(),
  by: z.string(),
  at: Instant,
  /** From then on the file and the way back are gone. */
  expiresAt: Instant,
  state: Coded,
  headings: z.array(z.string()),
  rowCount: z.int(),
  /** The mapping guessed from the headings and from what the office assigned before, until one was confirmed. */
  mapping: Mapping,
  communityId: Id.nullable(),
  /** Communities in which the caller dispatches cases. */
  communities: z.array(Community),
  counts: z.object({
    created: z.int(),
    /** Orders that were there and now say something else. */
    merged: z.int(),
    /** Another table brought the order in between, or its area is gone. */
    refused: z.int(),
    waiting: z.int(),
    undone: z.int(),
    /** Somebody has worked on the case since: it was not taken back. */
    kept: z.int(),
  }),
  /** The rows that became a case, or changed one; `changes` are the columns that said something new. */
  written: z.array(
    z.object({
      row: z.int(),
      number: z.string(),
      caseId: Id,
      state: Coded,
      isNew: z.boolean(),
      changes: z.array(z.string()),
    }),
  ),
  /** Rows that were not written, with the reason. Their cells are not repeated: they may name who called. */
  left: z.array(z.object({ row: z.int(), number: z.string(), reason: z.string() })),
})
export type WorkOrderImport = z.output<typeof WorkOrderImport>

export const ListWorkOrderImports = z.strictObject({ ...PageQuery })
export const WorkOrderImportPage = pageOf(
  WorkOrderImport.omit({ left: true, written: true, headings: true, communities: true, mapping: true }),
).extend({ communities: z.array(Community) })

export const WorkOrderPreview = z.object({
  rows: z.array(
    z.object({
      /** Index in the file, as `merge` names it. */
      at: z.int(),
      /** The row number as the person who opens the file counts it. */
      row: z.int(),
      /** The title, or the beginning of the words. */
      name: z.string(),
      number: z.string(),
      kind: z.string(),
      urgency: z.string().nullable(),
      /** The community, and the grid where it is known. */
      area: z.string(),
      secret: z.boolean(),
      hasCaller: z.boolean(),
      /** The limits that the order brings. */
      limits: z.array(z.object({ label: z.string(), dueAt: Instant })),
      /** The faults of the row; such a row is never written. */
      problems: z.array(z.string()),
      /** Things to look at; such a row is written as it is read. */
      doubts: z.array(z.string()),
      /** The case of the order, where it is there. */
      like: z
        .object({
          id: Id.nullable(),
          /** The number of the case. */
          number: z.string(),
          /** The columns that the row says otherwise; none: nothing would be written. */
          changes: z.array(z.string()),
        })
        .nullable(),
    }),
  ),
})
export type WorkOrderPreview = z.output<typeof WorkOrderPreview>

/** The days on which the orders became cases, both inclusive; at most 366. */
export const ExportWorkOrders = z.strictObject({
  /** May be left out by a caller who dispatches in one community. */
  communityId: Id.optional(),
  from: Day,
  to: Day,
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
})

/** The work order of a case, for its page at the office. */
export const CaseOrder = z.object({
  number: z.string(),
  upperNumber: z.string().nullable(),
  secret: z.boolean(),
  /** By when it may be sent back to the upper level. */
  returnUntil: Instant.nullable(),
  mayReturn: z.boolean(),
})
