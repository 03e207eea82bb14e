import { Coded, Id, Phone, Position, text, z } from '../zod'
import { PERMISSIONS } from './permissions'
import { RELATIONS } from './relations'

const relationCodes = Object.keys(RELATIONS) as [keyof typeof RELATIONS, ...(keyof typeof RELATIONS)[]]

export const WechatSignIn = z.strictObject({
  /** From `wx.login`; `demo:<name>` where the demo login is on. */
  code: text(256),
  /** Version of the user agreement and privacy text the person ticked; needed the first time. */
  consentVersion: text(20).optional(),
})
export const StaffSignIn = z.strictObject({ username: text(64), password: z.string().min(1, '这里不能空着').max(200) })
/** A browser sends nothing: its refresh token is in a cookie. The mini-program sends its own. */
export const Refresh = z.strictObject({ refreshToken: z.string().max(200).optional() })
export const Nothing = z.strictObject({})

/** Tokens are null for browsers, which hold them in httpOnly cookies. */
export const SignedIn = z.object({
  personId: Id,
  name: z.string(),
  accessToken: z.string().nullable(),
  refreshToken: z.string().nullable(),
  /** Seconds the access token lives. */
  expiresIn: z.int(),
})
export type SignedIn = z.output<typeof SignedIn>

export const HomeAddress = z.strictObject({
  /** 楼号 and so on, as it is said: 颐园 3 号楼 2 单元 501. */
  text: text(100),
  position: Position.optional(),
})

export const Settings = z.strictObject({
  elderView: z.boolean(),
  /** The pace walking minutes are counted with. */
  pace: z.enum(['adult', 'elder']),
})

export const Me = z.object({
  id: Id,
  name: z.string(),
  /** Only the last four digits leave the server. */
  phoneLast4: z.string().nullable(),
  birthYear: z.int().nullable(),
  home: z.object({ text: z.string(), position: Position.nullable() }).nullable(),
  community: z.object({ id: Id, name: z.string(), phone: z.string(), position: Position }),
  settings: Settings,
  consentVersion: z.string().nullable(),
  /** Whether this person is staff who may open 工作台. */
  isStaff: z.boolean(),
  unreadMessages: z.int(),
})
export type Me = z.output<typeof Me>

export const ChangeMe = z
  .strictObject({
    name: text(20),
    phone: Phone,
    birthYear: z.int().min(1900, '出生年份不对').max(2100, '出生年份不对'),
    home: HomeAddress,
    settings: Settings.partial(),
    consentVersion: text(20),
  })
  .partial()

export const Beneficiary = z.object({
  personId: Id,
  name: z.string(),
  relation: Coded,
  birthYear: z.int().nullable(),
  phoneLast4: z.string().nullable(),
  home: z.string().nullable(),
})
export type Beneficiary = z.output<typeof Beneficiary>
export const BeneficiaryList = z.object({ items: z.array(Beneficiary) })

export const AddBeneficiary = z.strictObject({
  name: text(20),
  relation: z.enum(relationCodes),
  birthYear: z.int().min(1900, '出生年份不对').max(2100, '出生年份不对').optional(),
  phone: Phone.optional(),
  home: text(100).optional(),
})
export const BeneficiaryId = z.strictObject({ personId: Id })

export const StaffMe = z.object({
  id: Id,
  name: z.string(),
  roles: z.array(z.object({ role: Coded, area: z.object({ id: Id, name: z.string(), level: z.string() }) })),
  /** What this person may do somewhere; each record says for itself, in `can`, what may be done with it. */
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Communities this person works in, with what the console shows at the top. */
  communities: z.array(
    z.object({ id: Id, name: z.string(), street: z.string(), position: Position, phone: z.string() }),
  ),
  wechatBound: z.boolean(),
})
export type StaffMe = z.output<typeof StaffMe>

export const FindPeople = z.strictObject({ q: text(40) })
export const PersonFound = z.object({
  id: Id,
  name: z.string(),
  phoneLast4: z.string().nullable(),
  birthYear: z.int().nullable(),
  home: z.string().nullable(),
  family: z.array(z.object({ personId: Id, name: z.string(), relation: z.string() })),
})
export type PersonFound = z.output<typeof PersonFound>
export const PeopleFound = z.object({ items: z.array(PersonFound) })
/** An elder without a phone, written down at the counter. */
export const RegisterPerson = z.strictObject({
  name: text(20),
  phone: Phone.optional(),
  birthYear: z.int().min(1900).max(2100).optional(),
  home: text(100).optional(),
})

/** Staff at work in the own areas, to assign cases to. */
export const Colleague = z.object({ id: Id, name: z.string(), role: Coded, openCases: z.int() })
export type Colleague = z.output<typeof Colleague>
export const Colleagues = z.object({ items: z.array(Colleague) })
