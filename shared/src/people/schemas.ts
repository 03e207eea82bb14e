import { MERGE_REASONS } from './merge'
import { Day, Coded, Id, Instant, PersonName, Phone, Position, text, z } from '../zod'
import { Photo } from '../files/schemas'
import { EVIDENCE_CODES, EVIDENCE_PHOTOS } from './family'
import { isIdEnd, plainIdEnd } from './identity'
import { FEATURE_CODES } from '../territory/features'
import { PERMISSIONS } from './permissions'
import { StaffHomeProof } from './home-schemas'
import { RealNameView, StaffRealName } from './real-name-schemas'
import { RELATIONS } from './relations'
import { isTotpCode, plainCode, RECOVERY_PATTERN } from './second-factor'

const relationCodes = Object.keys(RELATIONS) as [keyof typeof RELATIONS, ...(keyof typeof RELATIONS)[]]

export const WechatSignIn = z.strictObject({
  /** From `wx.login`; `demo:<name>` where the demo login is on. */
  code: text(256),
  /** Version of the user agreement and privacy text the person ticked; needed the first time. */
  consentVersion: text(20).optional(),
})
export const SendSmsCode = z.strictObject({ phone: Phone })
export const SmsSignIn = z.strictObject({
  phone: Phone,
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, '验证码是 6 位数字'),
  consentVersion: text(20).optional(),
})
/** The ways by which a resident can sign in here. */
export const SignInWays = z.object({ sms: z.boolean() })
export type SignInWays = z.output<typeof SignInWays>
export const StaffCredentials = z.strictObject({
  username: text(64),
  password: z.string().min(1, '这里不能空着').max(200),
})
export const StaffSignIn = StaffCredentials.extend({
  /** The second step: 6 digits of the authenticator app, or a recovery code. */
  code: z
    .string()
    .max(40)
    .transform(plainCode)
    .refine((code) => isTotpCode(code) || RECOVERY_PATTERN.test(code), '动态码是 6 位数字，备用码是 16 位')
    .optional(),
})
/** A browser sends nothing: its refresh token is in a cookie. The mini-program sends its own. */
export const Refresh = z.strictObject({ refreshToken: z.string().max(200).optional() })
export const Nothing = z.strictObject({})

/** A client somebody is signed in on. */
const SessionView = z.object({
  id: z.string(),
  /** Null for one that was opened before clients were noted. */
  client: Coded.nullable(),
  /** 「iPhone」; empty where it is not known. */
  device: z.string(),
  openedAt: z.string().nullable(),
  /** To half an hour: a client renews its token that often while it is used. */
  usedAt: z.string(),
  /** The one that asks. */
  isThis: z.boolean(),
})
export const SessionList = z.object({ items: z.array(SessionView) })
export type SessionList = z.output<typeof SessionList>
export const SessionId = z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/, '没有这个登录，刷新再看') })

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
/** With the first code of a new authenticator: its recovery codes, shown only this once. */
export const StaffSignedIn = SignedIn.extend({ recoveryCodes: z.array(z.string()).optional() })
export type StaffSignedIn = z.output<typeof StaffSignedIn>

const HomeAddress = z.strictObject({
  /** 楼号 and so on, as people say it: 颐园 3 号楼 2 单元 501. */
  text: text(100),
  position: Position.optional(),
})

const Settings = z.strictObject({
  elderView: z.boolean(),
  /** The pace walking minutes are counted with. */
  pace: z.enum(['adult', 'elder']),
})

/** A person the reader wants to phone in an emergency: written down by the reader, for their own phone. */
const EmergencyContact = z.strictObject({ name: PersonName, phone: Phone })

export const Me = z.object({
  id: Id,
  name: z.string(),
  /** The last four digits; the rest never leaves the server. */
  phoneLast4: z.string().nullable(),
  /** Whether WeChat or the counter showed that the number is theirs: only then their family finds them by it. */
  phoneVerified: z.boolean(),
  birthYear: z.int().nullable(),
  /** Finds them when they arrive and have forgotten their number. */
  idLast4: z.string().nullable(),
  home: z.object({ text: z.string(), position: Position.nullable() }).nullable(),
  /** How the address came to be bound; null while the person alone says it. */
  homeProof: Coded.nullable(),
  /** As the person wrote it down; with the whole number, which only they read. */
  emergencyContact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  community: z.object({ id: Id, name: z.string(), phone: z.string(), position: Position }),
  settings: Settings,
  realName: RealNameView,
  consentVersion: z.string().nullable(),
  /** The day on which the account is deleted; null where nobody asked for it. */
  eraseOn: Day.nullable(),
  /** Whether this person is staff who may open 工作台. */
  isStaff: z.boolean(),
  unreadMessages: z.int(),
})
export type Me = z.output<typeof Me>

const IdLast4 = z.string().max(40).transform(plainIdEnd).refine(isIdEnd, '身份证后四位是 4 位，最后一位可以是 X')

export const ChangeMe = z
  .strictObject({
    name: PersonName,
    phone: Phone,
    birthYear: z.int().min(1900, '出生年份不对').max(2100, '出生年份不对'),
    home: HomeAddress,
    /** Null takes it out again. */
    idLast4: IdLast4.nullable(),
    /** Null takes it out again. */
    emergencyContact: EmergencyContact.nullable(),
    settings: Settings.partial(),
    consentVersion: text(20),
  })
  .partial()

/** The code that WeChat's phone button gave: five minutes, once. */
export const PhoneCode = z.strictObject({ code: z.string().min(1).max(200) })

export const Beneficiary = z.object({
  personId: Id,
  name: z.string(),
  relation: Coded,
  birthYear: z.int().nullable(),
  phoneLast4: z.string().nullable(),
  home: z.string().nullable(),
  /** `written_down` by the person who acts, or `confirmed` by the other side or by staff. */
  state: Coded,
  /** The person who confirmed it: the other side's name, or 「张海燕（社区核对户口本）」. */
  confirmedBy: z.string().nullable(),
  confirmedAt: Instant.nullable(),
})
export type Beneficiary = z.output<typeof Beneficiary>
export const BeneficiaryList = z.object({ items: z.array(Beneficiary) })

/** Somebody who was written down before they had an account. */
export const WrittenDown = z.object({
  personId: Id,
  name: z.string(),
  birthYear: z.int().nullable(),
  /** The person who wrote them down: 「王秀英」; null where the office did. */
  by: z.string().nullable(),
})
export type WrittenDown = z.output<typeof WrittenDown>
export const WrittenDownList = z.object({ items: z.array(WrittenDown) })

export const AddBeneficiary = z.strictObject({
  name: PersonName,
  relation: z.enum(relationCodes),
  birthYear: z.int().min(1900, '出生年份不对').max(2100, '出生年份不对').optional(),
  phone: Phone.optional(),
  home: text(100).optional(),
  /** The caller is the guardian and agrees; needed for a child under 14 (`needsGuardian`). */
  guardian: z.boolean().optional(),
})
export const BeneficiaryId = z.strictObject({ personId: Id })

/** To act for somebody who is registered: by the six digits they show, or by their name and phone number. */
export const AskFamily = z
  .strictObject({
    relation: z.enum(relationCodes, '请选他是您的什么人'),
    code: z
      .string()
      .regex(/^\d{6}$/, '六位数字，让对方在“家人”里点开给您看')
      .optional(),
    name: PersonName.optional(),
    phone: Phone.optional(),
  })
  .superRefine(({ code, name, phone }, ctx) => {
    const need = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: [field], message })
    if (code !== undefined) {
      if (name !== undefined || phone !== undefined) need('code', '六位码和电话只填一样')
      return
    }
    if (phone === undefined) need('phone', '填对方的电话，或者六位码')
    if (name === undefined) need('name', '填对方登记的姓名')
  })
export const FamilyRequestId = z.strictObject({ id: Id })
export const ActorId = z.strictObject({ personId: Id })

/** One request to act, as one of its two sides sees it. */
export const FamilyRequest = z.object({
  id: Id,
  /**
   * The other side. For somebody asked by phone it is the typed name, until they agree: nobody learns who is
   * registered.
   */
  name: z.string(),
  phoneLast4: z.string().nullable(),
  /** The relation of the person acted for to the person who acts. */
  relation: Coded,
  state: Coded,
  askedAt: Instant,
  expiresAt: Instant,
  can: z.object({ confirm: z.boolean(), decline: z.boolean(), withdraw: z.boolean() }),
})
export type FamilyRequest = z.output<typeof FamilyRequest>
/** Somebody who acts for the reader. */
export const FamilyActor = z.object({
  personId: Id,
  name: z.string(),
  phoneLast4: z.string().nullable(),
  /** The reader's relation to them. */
  relation: Coded,
  state: Coded,
  confirmedBy: z.string().nullable(),
  confirmedAt: Instant.nullable(),
})
export type FamilyActor = z.output<typeof FamilyActor>
export const Family = z.object({
  /** The people who act for the reader. */
  actors: z.array(FamilyActor),
  /** Requests of people who ask to act for the reader. */
  incoming: z.array(FamilyRequest),
  /** The reader's own requests that nobody has answered yet. */
  outgoing: z.array(FamilyRequest),
})
export type Family = z.output<typeof Family>
/** Six digits to read out, and the text of a QR code that says the same. */
export const FamilyCode = z.object({ code: z.string(), qr: z.string(), expiresAt: Instant })
export type FamilyCode = z.output<typeof FamilyCode>

export const StaffMe = z.object({
  id: Id,
  name: z.string(),
  roles: z.array(
    z.object({
      role: Coded,
      area: z.object({ id: Id, name: z.string(), level: z.string() }),
      /** The places of the area at which the role counts; null where it counts in all of it. */
      placeIds: z.array(Id).nullable(),
    }),
  ),
  /** The permissions that this person holds somewhere; each record carries in `can` what may be done with it. */
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Those of them that count in a whole area. A provider changes the entry of their own place and adds none. */
  areaPermissions: z.array(z.enum(PERMISSIONS)),
  /** Communities this person works in, as the top of the console shows them. */
  communities: z.array(
    z.object({ id: Id, name: z.string(), street: z.string(), position: Position, phone: z.string() }),
  ),
  /**
   * The grids that this person walks: those of the role of a grid worker, which may be all of a community, and any that a
   * role of theirs is for. Absent in an answer that a phone kept from before.
   */
  grids: z.array(z.object({ id: Id, name: z.string() })).optional(),
  /** The features that none of these communities uses: the menus leave them out. */
  featuresOff: z.array(z.enum(FEATURE_CODES)),
  /** A member of an organisation that may ask a street for 工作准入. Absent in an answer that a phone kept from before. */
  handsWorkDown: z.boolean().optional(),
  /**
   * Roles of administration, security or audit that do not count on this phone, because it was bound without a second
   * step. Absent in an answer that a phone kept from before.
   */
  needsSecondFactor: z.boolean().optional(),
  wechatBound: z.boolean(),
  /** A sign-in at the console may wait for this person's phone: the account has an authenticator and a bound phone. */
  confirmsSignIns: z.boolean(),
})
export type StaffMe = z.output<typeof StaffMe>

/** Without words: the people whom this member of staff helped last. */
export const FindPeople = z.strictObject({ q: z.string().trim().max(40, '最多 40 个字').optional() })
export const PersonFound = z.object({
  id: Id,
  name: z.string(),
  phoneLast4: z.string().nullable(),
  phoneVerified: z.boolean(),
  birthYear: z.int().nullable(),
  home: z.string().nullable(),
  family: z.array(z.object({ personId: Id, name: z.string(), relation: z.string() })),
  /** Whether they sign in by themselves. */
  hasAccount: z.boolean(),
  /** The level of their real name; `none` where nobody has confirmed it. */
  realName: Coded,
  /** The time at which staff last helped them. */
  helpedAt: Instant.nullable(),
})
export type PersonFound = z.output<typeof PersonFound>
/** A whole number, for a member of staff who phones. */
export const ShownPhone = z.object({ name: z.string(), phone: z.string() })
export type ShownPhone = z.output<typeof ShownPhone>
export const PeopleFound = z.object({ items: z.array(PersonFound) })
/** An elder without a phone, written down at the counter. */
export const RegisterPerson = z.strictObject({
  name: PersonName,
  phone: Phone.optional(),
  birthYear: z.int().min(1900, '出生年份不对').max(2100, '出生年份不对').optional(),
  home: text(100).optional(),
  idLast4: IdLast4.optional(),
  /** The caller has looked at the person of the same name, and it is somebody else. */
  isSomebodyElse: z.boolean().optional(),
  /** The guardian has told the caller that they agree; needed for a child under 14 (`needsGuardian`). */
  guardian: z.boolean().optional(),
})

/** A correction by staff; a missing field stays. Null takes a fact out. A new number is verified (`VerifyPhone`). */
export const ChangePerson = z
  .strictObject({
    name: PersonName,
    birthYear: z.int().min(1900, '出生年份不对').max(2100, '出生年份不对').nullable(),
    home: text(100).nullable(),
    idLast4: IdLast4.nullable(),
    phone: z.null('新号码请用“看过或打通的号码”'),
    /** As at the registration, where the year of birth becomes one under 14. */
    guardian: z.boolean(),
  })
  .partial()
  .extend({ personId: Id })
/** `fromId` ends in `personId`, who keeps their facts and gets those they lack. */
export const MergePeople = z.strictObject({ personId: Id, fromId: Id })
export const MergeId = z.strictObject({ id: Id })

/** A number that somebody showed at the counter, or from which they were reached. */
export const VerifyPhone = z.strictObject({ personId: Id, phone: Phone })

const Evidence = z.strictObject({
  kind: z.enum(EVIDENCE_CODES, '请选看的是哪种证件'),
  photoIds: z.array(Id).min(1, '至少拍一张证件照片').max(EVIDENCE_PHOTOS, `最多 ${EVIDENCE_PHOTOS} 张`),
  note: z.string().trim().max(200, '最多 200 个字').default(''),
})
/** Staff have seen the evidence: `askerId` may act for `personId`. */
export const ConfirmFamily = z.strictObject({
  personId: Id,
  askerId: Id,
  relation: z.enum(relationCodes, '请选他是什么人'),
  evidence: Evidence,
})
export const EndFamily = z.strictObject({ personId: Id, askerId: Id, reason: text(100, 2) })
const StaffFamilyLine = z.object({
  personId: Id,
  name: z.string(),
  phoneLast4: z.string().nullable(),
  /** The relation of the person acted for to the person who acts. */
  relation: Coded,
  /** `open` for a request that waits for an answer. */
  state: Coded,
  confirmedBy: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  /** The evidence that staff looked at; null where the other side agreed, and for staff who may not confirm. */
  evidence: z.object({ kind: Coded, note: z.string(), photos: z.array(Photo) }).nullable(),
  can: z.object({ confirm: z.boolean(), end: z.boolean() }),
})
export type StaffFamilyLine = z.output<typeof StaffFamilyLine>
/** A resident at the counter: the people who act for them, and the people they act for. */
export const StaffPerson = z.object({
  person: PersonFound,
  /** How the address came to be bound; null while the person alone says it. */
  homeProof: StaffHomeProof.nullable(),
  /** The compounds of the community, to bind an address to. */
  compounds: z.array(z.object({ id: Id, name: z.string() })),
  /** The proof that counts; null where nobody has confirmed the name. */
  realName: StaffRealName.nullable(),
  actors: z.array(StaffFamilyLine),
  actsFor: z.array(StaffFamilyLine),
  /** Others who are likely the same person, to merge. */
  alike: z.array(PersonFound),
  /** Records that ended in this one. */
  merged: z.array(
    z.object({
      id: Id,
      name: z.string(),
      by: z.string(),
      reason: z.enum(MERGE_REASONS),
      at: Instant,
      canUndo: z.boolean(),
    }),
  ),
  can: z.object({
    bind: z.boolean(),
    book: z.boolean(),
    edit: z.boolean(),
    merge: z.boolean(),
    confirmRealName: z.boolean(),
    undoRealName: z.boolean(),
    confirmHome: z.boolean(),
    undoHome: z.boolean(),
  }),
})
export type StaffPerson = z.output<typeof StaffPerson>

/** Staff at work in the caller's areas, to assign cases to. */
export const Colleague = z.object({ id: Id, name: z.string(), role: Coded, openCases: z.int() })
export type Colleague = z.output<typeof Colleague>
export const Colleagues = z.object({ items: z.array(Colleague) })
