import { Schema, model, type Types } from 'mongoose'
import type { ReportSubject } from '@yike/shared/moderation/reports'

/** A picture that others see, and what the content check says about it. Its id is that of the photo. */
export interface PictureCheck {
  _id: Types.ObjectId
  subjectType: ReportSubject
  subjectId: Types.ObjectId
  title: string
  areas: Types.ObjectId[]
  /** The person who published it: WeChat asks for their openid. */
  byId: Types.ObjectId
  /** The name by which WeChat answers; null until it is asked. */
  traceId: string | null
  tries: number
  at: Date
  expiresAt: Date
}

const id = { type: Schema.Types.ObjectId, required: true }
const PictureCheckSchema = new Schema<PictureCheck>(
  {
    subjectType: { type: String, required: true },
    subjectId: id,
    title: { type: String, required: true },
    areas: { type: [Schema.Types.ObjectId], required: true },
    byId: id,
    traceId: { type: String, default: null },
    tries: { type: Number, default: 0 },
    at: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
PictureCheckSchema.index({ traceId: 1, tries: 1 })
PictureCheckSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export const PictureCheckModel = model<PictureCheck>('PictureCheck', PictureCheckSchema, 'picture_checks')
