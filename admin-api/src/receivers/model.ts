import { Schema, model, type Types } from 'mongoose'
import type { DutyLine } from '@yike/shared/receivers/duty'
import type { CatalogueSource, ReceiverKind } from '@yike/shared/receivers/kinds'
import type { WorkHours } from '@yike/shared/time/work-hours'
import { IdemSchema, withIdem, type Idem } from '../idempotency'

const id = Schema.Types.ObjectId

/** An organisation that mends what residents report. */
export interface Receiver {
  _id: Types.ObjectId
  name: string
  kind: ReceiverKind
  phone: string
  /** Its own area first, then those above: it works in the first and everything below. */
  areas: Types.ObjectId[]
  memberIds: Types.ObjectId[]
  /** Absent where it keeps the hours of the office around it; read by `hoursOf` in duty.ts. */
  hours?: WorkHours
  roster?: DutyLine<Types.ObjectId>[]
  closed: boolean
  idem?: Idem
  createdAt: Date
}
const ReceiverSchema = new Schema<Receiver>(
  {
    name: { type: String, required: true },
    kind: { type: String, required: true },
    phone: { type: String, required: true },
    areas: { type: [id], required: true },
    memberIds: { type: [id], default: [] },
    hours: {
      type: new Schema<WorkHours>(
        { days: String, periods: { type: [new Schema({ from: Number, to: Number }, { _id: false })] } },
        { _id: false },
      ),
    },
    roster: {
      type: [new Schema<DutyLine<Types.ObjectId>>({ personId: id, weekdays: [Number] }, { _id: false })],
      default: undefined,
    },
    closed: { type: Boolean, default: false },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
ReceiverSchema.index({ areas: 1, name: 1 })
ReceiverSchema.index({ memberIds: 1 })
withIdem(ReceiverSchema)
export const ReceiverModel = model<Receiver>('Receiver', ReceiverSchema, 'receivers')

/** A line of the dispatch catalogue. */
export interface CatalogueRecord {
  _id: Types.ObjectId
  receiverId: Types.ObjectId
  categoryId: Types.ObjectId
  /** The area that it holds in, then those above. */
  areas: Types.ObjectId[]
  validFrom: string
  validUntil: string | null
  source: CatalogueSource
  /** The case whose ruling wrote it. */
  caseId: Types.ObjectId | null
  byId: Types.ObjectId
  at: Date
  idem?: Idem
}
const CatalogueSchema = new Schema<CatalogueRecord>(
  {
    receiverId: { type: id, required: true },
    categoryId: { type: id, required: true },
    areas: { type: [id], required: true },
    validFrom: { type: String, required: true },
    validUntil: { type: String, default: null },
    source: { type: String, required: true },
    caseId: { type: id, default: null },
    byId: { type: id, required: true },
    at: { type: Date, required: true },
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false },
)
CatalogueSchema.index({ receiverId: 1, validFrom: -1 })
CatalogueSchema.index({ categoryId: 1, validFrom: -1 })
CatalogueSchema.index({ areas: 1 })
withIdem(CatalogueSchema)
export const CatalogueModel = model<CatalogueRecord>('CatalogueEntry', CatalogueSchema, 'dispatch_catalogue')
