// Over 300 lines: the records of the directory, each with its schema and its indexes side by side.
import { Schema, model, type Types } from 'mongoose'
import type { PlaceCategory, PlaceStatus, ServiceKind } from '@yike/shared/directory/categories'
import type { OpeningHours } from '@yike/shared/directory/hours'
import type {
  Accessibility,
  Language,
  PremisesState,
  ServiceGroup,
  ServiceTopic,
} from '@yike/shared/directory/taxonomy'
import type { Correctable, CorrectionState } from '@yike/shared/directory/correctable'
import type { MealMode } from '@yike/shared/meals/kinds'
import type { MealPrice } from '@yike/shared/meals/rules'
import { withChangedAt, type Stamped } from '../cache/changed-at'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { IdemSchema, withIdem, type Idem } from '../idempotency'

/** One field that somebody changed, for the log of an entry. */
export interface Change {
  at: Date
  byId: Types.ObjectId
  field: string
  from: unknown
  to: unknown
}

export interface Place extends Stamped {
  _id: Types.ObjectId
  communityId: Types.ObjectId
  areas: Types.ObjectId[]
  name: string
  category: PlaceCategory
  address: string
  /** GeoJSON, GCJ-02, longitude first. */
  location: { type: 'Point'; coordinates: [number, number] }
  phone: string | null
  /** Missing in older records, which have only one number. */
  morePhones?: string[]
  status: PlaceStatus
  alert: string | null
  about: string
  hours: OpeningHours
  accessibility: Accessibility[]
  photoIds: Types.ObjectId[]
  /** The organization that runs it, with its name at that time. */
  organizationId: Types.ObjectId | null
  organizationName: string | null
  /** Characters, pairs of them, pinyin and initials: the tokens of a search. */
  tokens: string[]
  verifiedAt: Date | null
  verifiedByName?: string
  /** The import that wrote it last: it makes a repeated write harmless. */
  importId?: Types.ObjectId | null
  removed: boolean
  revision: number
  changes: Change[]
  idem?: Idem
  createdAt: Date
}

export interface Service extends Stamped {
  _id: Types.ObjectId
  placeId: Types.ObjectId
  areas: Types.ObjectId[]
  kind: ServiceKind
  name: string
  about: string
  eligibility: string
  minAge: number | null
  maxAge: number | null
  weeklyLimit: number | null
  /** Missing in older records, which ask nobody. */
  needsRealName?: boolean
  maxSeats: number
  priceFen: number | null
  noteChoices: string[]
  closesBeforeMinutes: number
  opensBeforeDays: number
  /** Missing where no room is named. */
  room?: string | null
  status: PlaceStatus
  topic: ServiceTopic | null
  /** Null: the hours of the place. */
  hours: OpeningHours | null
  phone: string | null
  groups: ServiceGroup[]
  documents: string[]
  fees: { who: string; priceFen: number }[]
  subsidy: string
  /** The price rules of a meal; missing where `fees` are enough. */
  mealPrices?: MealPrice[]
  mealModes?: MealMode[]
  languages: Language[]
  removed: boolean
  revision: number
  /** Missing in older records, which had no log. */
  changes?: Change[]
  idem?: Idem
  createdAt: Date
}

const id = Schema.Types.ObjectId
const text = { type: String, required: true }
const maybeNumber = { type: Number, default: null }
const PeriodSchema = { from: Number, to: Number }

const CHANGES = {
  type: [new Schema({ at: Date, byId: id, field: String, from: {}, to: {} }, { _id: false })],
  default: [],
}

const HOURS = {
  rules: {
    type: [new Schema({ weekdays: [Number], ...PeriodSchema, validFrom: String, validTo: String }, { _id: false })],
    default: [],
  },
  holidays: { type: String, default: 'same' },
  exceptions: {
    type: [
      new Schema(
        { day: String, periods: [new Schema(PeriodSchema, { _id: false })], reason: { type: String } },
        { _id: false },
      ),
    ],
    default: [],
  },
}

const PlaceSchema = new Schema<Place>(
  // A field that the record has and this schema lacks would be left out of every write without a word.
  {
    communityId: { type: id, required: true },
    areas: { type: [id], required: true },
    name: text,
    category: text,
    address: text,
    location: { type: new Schema({ type: { type: String }, coordinates: [Number] }, { _id: false }), required: true },
    phone: { type: String, default: null },
    morePhones: { type: [String], default: [] },
    status: { type: String, default: 'active' as const },
    alert: { type: String, default: null },
    about: { type: String, default: '' },
    hours: HOURS,
    accessibility: { type: [String], default: [] },
    photoIds: { type: [id], default: [] },
    organizationId: { type: id, default: null },
    organizationName: { type: String, default: null },
    tokens: { type: [String], default: [] },
    verifiedAt: { type: Date, default: null },
    verifiedByName: String,
    importId: id,
    removed: { type: Boolean, default: false },
    revision: { type: Number, default: 1 },
    changes: CHANGES,
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  } satisfies Record<Exclude<keyof Place, '_id' | 'changedAt'>, unknown>,
  { autoIndex: false, versionKey: false },
)
PlaceSchema.index({ location: '2dsphere' })
PlaceSchema.index({ communityId: 1, name: 1 }, { unique: true, partialFilterExpression: { removed: false } })
PlaceSchema.index({ tokens: 1 })
PlaceSchema.index({ removed: 1, name: 1, _id: 1 })
PlaceSchema.index({ areas: 1, name: 1 })
PlaceSchema.index({ areas: 1, verifiedAt: 1, _id: 1 })
withIdem(PlaceSchema)
withChangedAt(PlaceSchema, 'Place')
export const PlaceModel = model<Place>('Place', PlaceSchema, 'places')

const ServiceSchema = new Schema<Service>(
  {
    placeId: { type: id, required: true },
    areas: { type: [id], required: true },
    kind: text,
    name: text,
    about: { type: String, default: '' },
    eligibility: { type: String, default: '' },
    minAge: maybeNumber,
    maxAge: maybeNumber,
    weeklyLimit: maybeNumber,
    needsRealName: { type: Boolean, default: false },
    maxSeats: { type: Number, default: 1 },
    priceFen: maybeNumber,
    noteChoices: { type: [String], default: [] },
    closesBeforeMinutes: { type: Number, default: 30 },
    opensBeforeDays: { type: Number, default: 14 },
    room: { type: String, default: null },
    status: { type: String, default: 'active' },
    topic: { type: String, default: null },
    hours: { type: new Schema(HOURS, { _id: false }), default: null },
    phone: { type: String, default: null },
    groups: { type: [String], default: [] },
    documents: { type: [String], default: [] },
    fees: { type: [new Schema({ who: String, priceFen: Number }, { _id: false })], default: [] },
    subsidy: { type: String, default: '' },
    mealPrices: {
      type: [
        new Schema(
          { minAge: Number, entitlement: { type: String, default: null }, payFen: Number, subsidyFen: Number },
          { _id: false },
        ),
      ],
      default: undefined,
    },
    mealModes: { type: [String], default: undefined },
    languages: { type: [String], default: [] },
    removed: { type: Boolean, default: false },
    revision: { type: Number, default: 1 },
    changes: CHANGES,
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
ServiceSchema.index({ placeId: 1, name: 1 }, { unique: true, partialFilterExpression: { removed: false } })
ServiceSchema.index({ areas: 1, kind: 1 })
withIdem(ServiceSchema)
withChangedAt(ServiceSchema, 'Service')
export const ServiceModel = model<Service>('Service', ServiceSchema, 'services')

/** An organization that runs places: a company, a public body, a society. Created when somebody first names it. */
export interface Organization {
  _id: Types.ObjectId
  communityId: Types.ObjectId
  areas: Types.ObjectId[]
  name: string
}
const OrganizationSchema = new Schema<Organization>(
  { communityId: { type: id, required: true }, areas: { type: [id], required: true }, name: text },
  { autoIndex: false, versionKey: false },
)
OrganizationSchema.index({ communityId: 1, name: 1 }, { unique: true })
OrganizationSchema.index({ areas: 1, name: 1 })
export const OrganizationModel = model<Organization>('Organization', OrganizationSchema, 'organizations')

/** 用房: rooms that a community is owed. */
export interface Premises {
  _id: Types.ObjectId
  communityId: Types.ObjectId
  areas: Types.ObjectId[]
  name: string
  address: string
  squareMetres: number
  use: string
  owner: string
  state: PremisesState
  note: string
  revision: number
  /** Missing in older records, which had no log. */
  changes?: Change[]
  idem?: Idem
  createdAt: Date
}
const PremisesSchema = new Schema<Premises>(
  {
    communityId: { type: id, required: true },
    areas: { type: [id], required: true },
    name: text,
    address: text,
    squareMetres: { type: Number, required: true },
    use: text,
    owner: text,
    state: text,
    note: { type: String, default: '' },
    revision: { type: Number, default: 1 },
    changes: CHANGES,
    idem: { type: IdemSchema },
    createdAt: { type: Date, required: true },
  },
  { autoIndex: false, versionKey: false },
)
PremisesSchema.index({ communityId: 1, name: 1 }, { unique: true })
PremisesSchema.index({ areas: 1, name: 1, _id: 1 })
withIdem(PremisesSchema)
export const PremisesModel = model<Premises>('Premises', PremisesSchema, 'premises')

/** A resident's correction of a place, decided field by field. */
export interface Correction {
  _id: Types.ObjectId
  placeId: Types.ObjectId
  areas: Types.ObjectId[]
  personId: Types.ObjectId
  personName: string
  fields: {
    field: Correctable
    value: string
    state: CorrectionState
    decidedByName: string | null
    reason: string | null
  }[]
  /** Fields that nobody has decided: 0 once it is done. */
  open: number
  at: Date
  outbox: OutboxEntry[]
  outboxSeq: number
  idem?: Idem
}
const CorrectionSchema = new Schema<Correction>(
  {
    placeId: { type: id, required: true },
    areas: { type: [id], required: true },
    personId: { type: id, required: true },
    personName: text,
    fields: [
      new Schema(
        {
          field: text,
          value: { type: String, default: '' },
          state: { type: String, default: 'open' },
          decidedByName: { type: String, default: null },
          reason: { type: String, default: null },
        },
        { _id: false },
      ),
    ],
    open: { type: Number, required: true },
    at: { type: Date, required: true },
    outbox: { type: [OutboxSchema], default: [] },
    outboxSeq: { type: Number, default: 0 },
    idem: { type: IdemSchema },
  },
  { autoIndex: false, versionKey: false },
)
CorrectionSchema.index({ areas: 1, at: 1, _id: 1 })
CorrectionSchema.index({ placeId: 1, at: 1 })
withIdem(CorrectionSchema)
withOutbox(CorrectionSchema)
export const CorrectionModel = model<Correction>('Correction', CorrectionSchema, 'place_corrections')
