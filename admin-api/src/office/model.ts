import { Schema, model, type Types } from 'mongoose'
import type { Role } from '@yike/shared/people/permissions'
import { IdemSchema, withIdem, type Idem } from '../idempotency'

const id = Schema.Types.ObjectId

/** The one office that operates this installation, and its opening. */
export interface Office {
  _id: 'office'
  /** SHA-256 of the valid set-up link; absent once the set-up is done. */
  linkDigest?: string
  linkExpiresAt?: Date
  operator?: { name: string; phone: string }
  finishedAt: Date | null
}
export const OfficeModel = model<Office>(
  'Office',
  new Schema<Office>(
    {
      _id: { type: String, required: true },
      linkDigest: String,
      linkExpiresAt: Date,
      operator: { type: new Schema({ name: String, phone: String }, { _id: false }) },
      finishedAt: { type: Date, default: null },
    },
    { autoIndex: false, versionKey: false },
  ),
  'office',
)

/** An account that somebody is to make for themself. The row is removed a while after it expired. */
export interface Invitation {
  _id: Types.ObjectId
  tokenDigest: string
  name: string
  role: Role
  areaId: Types.ObjectId
  areaName: string
  /** The area and those above it: administrators of any of them see the invitation. */
  areas: Types.ObjectId[]
  invitedById: Types.ObjectId
  invitedByName: string
  /** The user name that is being made from it: a second try has to give the same. */
  username: string | null
  usedAt: Date | null
  expiresAt: Date
  idem?: Idem
  createdAt: Date
}
const InvitationSchema = new Schema<Invitation>(
  {
    tokenDigest: { type: String, required: true },
    name: { type: String, required: true },
    role: { type: String, required: true },
    areaId: { type: id, required: true },
    areaName: { type: String, required: true },
    areas: { type: [id], required: true },
    invitedById: { type: id, required: true },
    invitedByName: { type: String, required: true },
    username: { type: String, default: null },
    usedAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
InvitationSchema.index({ tokenDigest: 1 }, { unique: true })
InvitationSchema.index({ areas: 1, expiresAt: 1 })
/** A month after it expired nobody asks about it. */
InvitationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 30 * 86_400 })
withIdem(InvitationSchema)
export const InvitationModel = model<Invitation>('Invitation', InvitationSchema, 'invitations')
