import { Schema, model, type Types } from 'mongoose'
import type { FamilyState } from '@yike/shared/people/family'
import type { ClientCode } from '@yike/shared/people/devices'
import type { ProvenLevel, RealNameDocument } from '@yike/shared/people/real-name'
import type { HomeProofWay } from '@yike/shared/people/home'
import type { Relation } from '@yike/shared/people/relations'
import type { Permission, Role } from '@yike/shared/people/permissions'
import type { Day } from '@yike/shared/time/china'
import { IdemSchema, withIdem, type Idem } from '../idempotency'
import type { Sealed, SealedValue } from '../sealing'
import { sealedField, type SealedPhone } from '../sealed-values'
import { personTokens } from './found-by'
import type { EmergencyContact, Home } from './sealed-facts'

/**
 * A signed-in client. It is part of the person, so that one read gives the actor, the roles and whether it still lives.
 */
export interface Session {
  id: string
  /** The number of its renewals: the refresh token of this number is the valid one. */
  generation: number
  renewedAt: Date
  expiresAt: Date
  /** Absent on those opened before they were noted. */
  openedAt?: Date
  client?: ClientCode
  device?: string
  /** The WeChat account that opened it. Absent on those opened otherwise, or before it was noted. */
  credentialId?: string
  /** Opened by both steps of a sign-in, or by a phone that was bound by both. */
  secondFactor?: boolean
}

export interface Family {
  personId: Types.ObjectId
  name: string
  relation: Relation
  state: FamilyState
  /** The binding that confirmed it. */
  bindingId: Types.ObjectId | null
}

/**
 * A role in an area. `placeIds`: only at these places of the area; `changeId`: the area change that gave it; `custom`:
 * the role of the office, with its permissions as they are now.
 */
export interface HeldRole {
  role: Role
  areaId: Types.ObjectId
  placeIds?: Types.ObjectId[]
  changeId?: Types.ObjectId
  custom?: { id: Types.ObjectId; label: string; permissions: Permission[] }
}

/** One way in which the office knows that a name is somebody's own. */
export interface RealNameProof {
  level: ProvenLevel
  at: Date
  /** The member of staff, the author of the list, or the person themself. */
  byId: Types.ObjectId
  /** The kind of document that staff saw. */
  document?: RealNameDocument
}

/** The proof of an address: its way, and the person who saw it. It goes when the address beside it changes. */
export interface HomeProof {
  way: HomeProofWay
  at: Date
  byId: Types.ObjectId
  compoundId: Types.ObjectId | null
}

export interface Person {
  _id: Types.ObjectId
  name: string
  phone: SealedPhone | null
  /**
   * The time at which WeChat's button or the counter verified the number; a number that was only typed matches nobody.
   */
  phoneVerifiedAt?: Date | null
  birthYear: number | null
  /** The end of their identity card number. */
  idLast4?: SealedValue<string> | null
  home: SealedValue<Home> | null
  /** Null or missing while the person alone says it. */
  homeProof?: HomeProof | null
  /** The person to phone in an emergency, as this person wrote it down. Nobody else reads it. */
  emergencyContact?: SealedValue<EmergencyContact> | null
  communityId: Types.ObjectId
  areas: Types.ObjectId[]
  settings: { elderView: boolean; pace: 'adult' | 'elder' }
  consentVersion: string | null
  roles: HeldRole[]
  sessions: Session[]
  /** The people whom this person books and speaks for: everybody else is a stranger. */
  family: Family[]
  /** Bindings that have ended: a process that still carries out their confirmation is refused. */
  endedBindings: Types.ObjectId[]
  /** Written down by somebody else (family, counter) and never signed in. */
  writtenDownBy: Types.ObjectId | null
  /** Each level at most once. Missing in older records. */
  realName?: RealNameProof[]
  /** The guardian who agreed that a child under 14 is written down, or the member of staff whom they told; and when. */
  guardianConsent?: { byId: Types.ObjectId; at: Date }
  /** Missed too many bookings: cannot book until then. */
  bookingPausedUntil?: Date | null
  /** Written down before the person was known, and the same one as this. Not found any more. */
  mergedInto: Types.ObjectId | null
  /** The account that claimed to be this person, who was written down without one. */
  claimedBy?: Types.ObjectId | null
  /** The time at which the account was deleted at the person's wish: only the id is left, for records of others. */
  erasedAt?: Date
  /** The day on which the person died, as staff recorded it: nobody finds, books for or asks them any more. */
  diedOn?: Day
  /** The day on which the account is deleted, unless the person takes it back. */
  eraseOn?: Day
  /** The time of staff's last help, and who helped. */
  helped: { at: Date; byId: Types.ObjectId } | null
  /** The tokens by which staff find them (found-by.ts). */
  tokens: string[]
  demo: boolean
  idem?: Idem
  createdAt: Date
}

const id = Schema.Types.ObjectId

const PersonSchema = new Schema<Person>(
  {
    name: { type: String, required: true },
    phone: sealedField,
    phoneVerifiedAt: { type: Date, default: null },
    birthYear: { type: Number, default: null },
    idLast4: sealedField,
    home: sealedField,
    homeProof: {
      type: new Schema({ way: String, at: Date, byId: id, compoundId: { type: id, default: null } }, { _id: false }),
    },
    emergencyContact: sealedField,
    communityId: { type: id, required: true },
    areas: { type: [id], required: true },
    settings: {
      elderView: { type: Boolean, default: false },
      pace: { type: String, enum: ['adult', 'elder'], default: 'adult' },
    },
    consentVersion: { type: String, default: null },
    roles: {
      type: [
        new Schema(
          {
            role: String,
            areaId: id,
            placeIds: { type: [id], default: undefined },
            changeId: id,
            custom: { type: new Schema({ id, label: String, permissions: [String] }, { _id: false }) },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    sessions: {
      type: [
        new Schema(
          {
            id: String,
            generation: Number,
            renewedAt: Date,
            expiresAt: Date,
            openedAt: Date,
            client: String,
            device: String,
            credentialId: String,
            secondFactor: Boolean,
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    family: {
      type: [
        new Schema(
          {
            personId: id,
            name: String,
            relation: String,
            state: { type: String, default: 'written_down' },
            bindingId: { type: id, default: null },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    endedBindings: { type: [id], default: [] },
    writtenDownBy: { type: id, default: null },
    realName: {
      type: [new Schema({ level: String, at: Date, byId: id, document: String }, { _id: false })],
      default: undefined,
    },
    guardianConsent: { type: new Schema({ byId: id, at: Date }, { _id: false }) },
    bookingPausedUntil: { type: Date, default: null },
    mergedInto: { type: id, default: null },
    claimedBy: { type: id },
    erasedAt: Date,
    eraseOn: String,
    diedOn: String,
    helped: { type: new Schema({ at: Date, byId: id }, { _id: false }), default: null },
    tokens: { type: [String], default: [] },
    demo: { type: Boolean, default: false },
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
PersonSchema.index({ areas: 1, name: 1 })
PersonSchema.index({ 'phone.index': 1 }, { partialFilterExpression: { 'phone.index': { $exists: true } } })
PersonSchema.index({ tokens: 1 })
PersonSchema.index({ 'idLast4.index': 1 }, { partialFilterExpression: { 'idLast4.index': { $exists: true } } })
PersonSchema.index({ 'family.personId': 1 })
PersonSchema.index({ 'helped.byId': 1, 'helped.at': -1 })
PersonSchema.index({ demo: 1 }, { partialFilterExpression: { demo: true } })
PersonSchema.index({ 'roles.areaId': 1 })
PersonSchema.index({ 'roles.changeId': 1 }, { sparse: true })
PersonSchema.index({ 'roles.custom.id': 1 }, { sparse: true })
withIdem(PersonSchema)
PersonSchema.pre('save', function () {
  this.tokens = personTokens(this)
})
export const PersonModel = model<Person>('Person', PersonSchema, 'people')

/** One way to sign in: `wechat` by openid, `password` by user name, `demo` by the name given. Belongs to a person. */
export interface Credential {
  _id: string
  personId: Types.ObjectId
  passwordHash: string | null
  /** The first sign-in by password; absent until then. */
  usedAt?: Date
  /** Of a phone: bound by both steps of a sign-in, so that it is a second factor by itself. */
  secondFactor?: boolean
  createdAt: Date
}
const CredentialSchema = new Schema<Credential>(
  {
    /** `wechat:<openid>`, `password:<user name>`, `demo:<name>`: unique by being the id. */
    _id: { type: String, required: true },
    personId: { type: id, required: true },
    passwordHash: { type: String, default: null },
    secondFactor: Boolean,
    usedAt: Date,
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
CredentialSchema.index({ personId: 1 })
export const CredentialModel = model<Credential>('Credential', CredentialSchema, 'credentials')

/** Sign-in attempts that failed, counted over all processes; the row is removed when its window ends. */
export interface Attempts {
  _id: string
  count: number
  expiresAt: Date
}
const AttemptsSchema = new Schema<Attempts>(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
AttemptsSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
export const AttemptsModel = model<Attempts>('Attempts', AttemptsSchema, 'sign_in_attempts')

/** The authenticator of a member of staff, under the person's id. Its secret is sealed; of recovery codes only digests. */
export interface SecondFactor {
  _id: Types.ObjectId
  sealed: Sealed
  /** The time of its first code; null while it is being set up. */
  confirmedAt: Date | null
  /** The step of the last code: that one and older ones are spent. */
  lastStep: number
  recovery: string[]
  createdAt: Date
}
const SecondFactorSchema = new Schema<SecondFactor>(
  {
    sealed: {
      type: new Schema<Sealed>({ key: String, wrapped: String, fields: Schema.Types.Mixed }, { _id: false }),
      required: true,
    },
    confirmedAt: { type: Date, default: null },
    lastStep: { type: Number, default: 0 },
    recovery: { type: [String], default: [] },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
SecondFactorSchema.index({ 'sealed.key': 1 })
export const SecondFactorModel = model<SecondFactor>('SecondFactor', SecondFactorSchema, 'second_factors')
