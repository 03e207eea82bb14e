import { Schema, model, type Types } from 'mongoose'
import type { WorkKind } from '@yike/shared/office/open-work'
import type { AreaLevel } from '@yike/shared/territory/levels'
import type { Permission } from '@yike/shared/people/permissions'
import type { Day } from '@yike/shared/time/china'
import type { HeldRole } from '../people/model'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import { sealedText, withSealedText } from '../sealed-text'

const id = Schema.Types.ObjectId

/** The one office that operates this installation, and its opening. */
export interface Office {
  _id: 'office'
  /** SHA-256 of the valid set-up link; absent once the set-up is done. */
  linkDigest?: string
  linkExpiresAt?: Date
  operator?: { name: string; phone: string; level?: AreaLevel }
  finishedAt: Date | null
}
export const OfficeModel = model<Office>(
  'Office',
  new Schema<Office>(
    {
      _id: { type: String, required: true },
      linkDigest: String,
      linkExpiresAt: Date,
      operator: { type: new Schema({ name: String, phone: String, level: String }, { _id: false }) },
      finishedAt: { type: Date, default: null },
    },
    { autoIndex: false, versionKey: false },
  ),
  'office',
)

/** An area for which its administrators put the list of first steps away. Id: the area. */
interface FirstStepsPutAway {
  _id: Types.ObjectId
  at: Date
}
export const FirstStepsPutAwayModel = model<FirstStepsPutAway>(
  'FirstStepsPutAway',
  new Schema<FirstStepsPutAway>(
    { _id: { type: id, required: true }, at: { type: Date, required: true } },
    { autoIndex: false, versionKey: false },
  ),
  'first_steps_put_away',
)

/** An account that somebody is to make for themself. The row is removed a while after it expired. */
export interface Invitation {
  _id: Types.ObjectId
  tokenDigest: string
  name: string
  role: HeldRole['role']
  custom?: HeldRole['custom']
  placeIds?: Types.ObjectId[]
  areaId: Types.ObjectId
  areaName: string
  areaLevel?: AreaLevel
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
    custom: { type: new Schema({ id, label: String, permissions: [String] }, { _id: false }) },
    placeIds: { type: [id], default: undefined },
    areaId: { type: id, required: true },
    areaName: { type: String, required: true },
    areaLevel: String,
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

/** One part of the work that is handed over: `to_do` until it is with its taker; `left` where nobody could take it. */
export interface HandoverPart {
  kind: WorkKind
  itemId: Types.ObjectId
  title: string
  detail: string
  /** Null where nobody may take it. */
  toId: Types.ObjectId | null
  state: 'to_do' | 'given' | 'left'
}
/** The end of an account, and of what was in its hands. Kept: it answers who has whose work. */
export interface Handover {
  _id: Types.ObjectId
  personId: Types.ObjectId
  personName: string
  /** The person, while parts are to do: one handover at a time. */
  openOf?: Types.ObjectId
  /** The areas that the administrator administers: roles in these end, and work in these is handed over. */
  scope: Types.ObjectId[]
  /** The areas of the roles that ended, and those above: their administrators see the record. */
  areas: Types.ObjectId[]
  byId: Types.ObjectId
  byName: string
  reason: string
  /** Takes what came in while the account ended. */
  toId: Types.ObjectId | null
  /** The leave that it is for: the account goes on. Absent where the account ended. */
  leaveId?: Types.ObjectId
  parts: HandoverPart[]
  createdAt: Date
}
const HandoverSchema = new Schema<Handover>(
  {
    personId: { type: id, required: true },
    personName: { type: String, required: true },
    openOf: id,
    scope: { type: [id], required: true },
    areas: { type: [id], required: true },
    byId: { type: id, required: true },
    byName: { type: String, required: true },
    reason: sealedText({ required: true }),
    toId: { type: id, default: null },
    leaveId: id,
    parts: {
      type: [
        new Schema<HandoverPart>(
          {
            kind: String,
            itemId: id,
            title: sealedText(),
            detail: sealedText(),
            toId: { type: id, default: null },
            state: String,
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
withSealedText(HandoverSchema)
HandoverSchema.index({ openOf: 1 }, { unique: true, partialFilterExpression: { openOf: { $exists: true } } })
HandoverSchema.index({ areas: 1, createdAt: -1 })
HandoverSchema.index({ leaveId: 1 }, { unique: true, partialFilterExpression: { leaveId: { $exists: true } } })
export const HandoverModel = model<Handover>('Handover', HandoverSchema, 'handovers')

/** A leave of a member of staff, whole days. */
export interface Leave {
  _id: Types.ObjectId
  personId: Types.ObjectId
  from: Day
  until: Day
  delegateId: Types.ObjectId | null
  /** The time from which the open work goes to the delegate; absent once it is there, or where nobody gets it. */
  handOverAt?: Date
  /** The areas of the person's roles, and those above. */
  areas: Types.ObjectId[]
  byId: Types.ObjectId
  idem?: Idem
  createdAt: Date
}
const LeaveSchema = new Schema<Leave>(
  {
    personId: { type: id, required: true },
    from: { type: String, required: true },
    until: { type: String, required: true },
    delegateId: { type: id, default: null },
    handOverAt: Date,
    areas: { type: [id], required: true },
    byId: { type: id, required: true },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
LeaveSchema.index({ personId: 1, until: 1 })
LeaveSchema.index({ areas: 1, until: 1 })
LeaveSchema.index({ handOverAt: 1 }, { partialFilterExpression: { handOverAt: { $exists: true } } })
withIdem(LeaveSchema)
export const LeaveModel = model<Leave>('Leave', LeaveSchema, 'leaves')

/** A role that the office made of permissions. Its name and permissions are also in each entry that holds it. */
export interface CustomRole {
  _id: Types.ObjectId
  areaId: Types.ObjectId
  areaName: string
  areas: Types.ObjectId[]
  label: string
  permissions: Permission[]
  revision: number
  /** The revision that everybody who holds it has. */
  appliedRevision: number
  idem?: Idem
  createdAt: Date
}
const CustomRoleSchema = new Schema<CustomRole>(
  {
    areaId: { type: id, required: true },
    areaName: { type: String, required: true },
    areas: { type: [id], required: true },
    label: { type: String, required: true },
    permissions: { type: [String], required: true },
    revision: { type: Number, default: 0 },
    appliedRevision: { type: Number, default: 0 },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
CustomRoleSchema.index({ areaId: 1, label: 1 }, { unique: true })
CustomRoleSchema.index({ areas: 1 })
withIdem(CustomRoleSchema)
export const CustomRoleModel = model<CustomRole>('CustomRole', CustomRoleSchema, 'custom_roles')
