import { Schema, model, type Types } from 'mongoose'
import type { MatterResult } from '@yike/shared/matters/results'
import { IdemSchema, withIdem, type Idem } from '../idempotency'

const id = Schema.Types.ObjectId

export interface Paper {
  key: string
  name: string
  note: string
}
const PaperSchema = new Schema<Paper>({ key: String, name: String, note: String }, { _id: false })

/** A matter that the community handles, as its guide tells it. */
export interface Matter {
  _id: Types.ObjectId
  name: string
  forWhom: string
  papers: Paper[]
  workdays: number
  where: string
  when: string
  result: MatterResult
  basis: string
  /** Its own area first, then those above: it is handled in the first and everything below. */
  areas: Types.ObjectId[]
  closed: boolean
  idem?: Idem
  createdAt: Date
}
const MatterSchema = new Schema<Matter>(
  {
    name: { type: String, required: true },
    forWhom: { type: String, required: true },
    papers: { type: [PaperSchema], default: [] },
    workdays: { type: Number, required: true },
    where: { type: String, required: true },
    when: { type: String, required: true },
    result: { type: String, required: true },
    basis: { type: String, default: '' },
    areas: { type: [id], required: true },
    closed: { type: Boolean, default: false },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
MatterSchema.index({ areas: 1, name: 1 })
withIdem(MatterSchema)
export const MatterModel = model<Matter>('Matter', MatterSchema, 'matters')
