import { Schema, model, type Types } from 'mongoose'
import type { KnownHeading, OrderColumn, OrderMapping } from '@yike/shared/cases/work-order-columns'
import type { ImportStep } from '../files/import-run'
import { tableImportSchema, type TableImport } from '../files/table-import-model'
import { sealedField } from '../sealed-values'
import type { SealedValue } from '../sealing'
import type { Caller } from './callers'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId

/** The row of a work order, under the id of its case: all that the upper level said, without the caller. */
export interface WorkOrder {
  _id: Id
  areas: Id[]
  /** A KeptOrder as JSON. */
  row: SealedValue<string> | null
  at: Date
}
const WorkOrderSchema = new Schema<WorkOrder>(
  { areas: { type: [id], required: true }, row: sealedField, at: { type: Date, required: true } },
  { autoIndex: false, versionKey: false },
)
WorkOrderSchema.index({ areas: 1 })
export const WorkOrderModel = model<WorkOrder>('WorkOrder', WorkOrderSchema, 'work_orders')

/** The effect of one row on the cases of the office: `merge` changes the order that is there. */
export interface OrderStep extends ImportStep {
  caseId: Id
  communityId: Id
  areas: Id[]
  number: string
  caller?: Caller | null
  /** The columns that the row says otherwise. */
  changes?: OrderColumn[]
  /** The row that a change replaced, for the undo; written before the case is. */
  before?: SealedValue<string>
}

/** A file of work orders that is being imported. */
export type OrderImport = TableImport<
  OrderStep,
  { mapping: OrderMapping; communityId: Id | null },
  { at: number; number: string; reason: string }
>
const OrderImportSchema = tableImportSchema<OrderImport>(
  {
    ...{ at: Number, kind: String, state: String, number: String },
    ...{ caseId: id, communityId: id, areas: [id] },
    caller: { type: new Schema({ personId: id, toRegister: Boolean }, { _id: false }), default: null },
    changes: { type: [String], default: undefined },
    before: Schema.Types.Mixed,
  },
  { at: Number, number: String, reason: String },
)
export const OrderImportModel = model<OrderImport>('WorkOrderImport', OrderImportSchema, 'work_order_imports')

/** The tables of one community: the columns of the last one, and the headings that were assigned by hand. */
export interface OrderHeadings {
  /** The community. */
  _id: Id
  columns: { heading: string; column: OrderColumn | null }[]
  known: KnownHeading[]
}
const OrderHeadingsSchema = new Schema<OrderHeadings>(
  {
    columns: {
      type: [new Schema({ heading: String, column: { type: String, default: null } }, { _id: false })],
      default: [],
    },
    known: { type: [new Schema({ heading: String, column: String }, { _id: false })], default: [] },
  },
  { autoIndex: false, versionKey: false },
)
export const OrderHeadingsModel = model<OrderHeadings>('WorkOrderHeadings', OrderHeadingsSchema, 'work_order_headings')
