import { Schema, model, type Types } from 'mongoose'
import type { MatterResult } from '@yike/shared/matters/results'
import type { Paper } from '../matters/model'

type Id = Types.ObjectId
const id = Schema.Types.ObjectId

/** The matter of a case as it was filed, with the photos of its papers, under the id of the case. Written before it. */
export interface CasePapers {
  _id: Id
  areas: Id[]
  name: string
  result: MatterResult
  where: string
  when: string
  papers: Paper[]
  /** Removed some days after the case is finished; nobody but its reporter and clerks with the duty see them. */
  photos: { key: string; id: Id }[]
}
const CasePapersSchema = new Schema<CasePapers>(
  {
    areas: { type: [id], required: true },
    name: { type: String, required: true },
    result: { type: String, required: true },
    where: { type: String, required: true },
    when: { type: String, required: true },
    papers: {
      type: [new Schema<Paper>({ key: String, name: String, note: String }, { _id: false })],
      default: [],
    },
    photos: { type: [new Schema({ key: String, id }, { _id: false })], default: [] },
  },
  { autoIndex: false, versionKey: false },
)
CasePapersSchema.index({ areas: 1 })
export const CasePapersModel = model<CasePapers>('CasePapers', CasePapersSchema, 'case_papers')

/** The owner of the photos of a case's papers: apart from its other photos, to be removed earlier. */
export const claimOfPapers = (caseId: Id) => `case_papers:${String(caseId)}`
