import { Schema, model, type Types } from 'mongoose'
import type { ProjectState } from '@yike/shared/needs/projects'
import type { Day } from '@yike/shared/time/china'
import { IdemSchema, withIdem, type Idem } from '../idempotency'

const id = Schema.Types.ObjectId

/** A project of the 项目清单: what the office does about several needs. The cases name it. */
export interface NeedProject {
  _id: Types.ObjectId
  name: string
  /** Its own area first, then those above. */
  areas: Types.ObjectId[]
  /** The day by which those who asked were told that it is done. */
  doneBy: Day
  state: ProjectState
  /** The words that everybody is told at its end, by whom, and since when; absent while it goes on. */
  end?: { text: string; by: Types.ObjectId; at: Date }
  /** Some of its cases may not know of the end yet. */
  ending?: boolean
  idem: Idem
  createdAt: Date
}
const NeedProjectSchema = new Schema<NeedProject>(
  {
    name: { type: String, required: true },
    areas: { type: [id], required: true },
    doneBy: { type: String, required: true },
    state: { type: String, required: true },
    end: { type: new Schema({ text: String, by: id, at: Date }, { _id: false }), default: undefined },
    ending: Boolean,
    idem: { type: IdemSchema, required: true },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
NeedProjectSchema.index({ areas: 1, doneBy: 1 })
NeedProjectSchema.index({ ending: 1 }, { partialFilterExpression: { ending: { $exists: true } } })
withIdem(NeedProjectSchema)
export const NeedProjectModel = model<NeedProject>('NeedProject', NeedProjectSchema, 'need_projects')
