import { FIRST_STEP_CODES } from './first-steps'
import { WORK_KIND_CODES } from './open-work'
import { WaitingPhone } from '../people/phone-schemas'
import { RoleGiven } from './role-schemas'
import { FEATURE_CODES, OFF_AT_FIRST } from '../territory/features'
import { OfficeHoursInput } from '../time/work-hours-schema'
import { Coded, Id, Instant, PersonName, Phone, Position, text, z } from '../zod'

/** A secret in an address, behind the `#`, which no server log sees. */
const LinkToken = z.string().regex(/^[\w-]{43}$/, '这个链接不完整，请从头复制一次')
export const LinkInput = z.strictObject({ token: LinkToken })

/** The name somebody signs in with: letters, digits and `.`, `_`, `-`. */
const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, '账号用 3 到 32 个小写字母、数字、点或短横，以字母开头')
const Password = z.string().min(1, '这里不能空着').max(200)

export const SetupState = z.object({ needed: z.boolean() })
export const SetupOpened = z.object({ expiresAt: Instant })
export type SetupOpened = z.output<typeof SetupOpened>

export const SetupDivisions = z.strictObject({
  token: LinkToken,
  /** The division above the wanted ones: a city of 4 digits, a district of 6, a street of 9; without it the cities. */
  code: z
    .string()
    .regex(/^\d{4}(\d{2}(\d{3})?)?$/, '区划代码不对')
    .optional(),
})
export const DivisionList = z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) })

/** An area of the territory: chosen from the national list, or typed where the list does not go so far. */
const NewArea = z.strictObject({
  name: text(40, 2),
  code: z
    .string()
    .regex(/^\d{4,12}$/, '区划代码是数字')
    .optional(),
})
export const Setup = z.strictObject({
  token: LinkToken,
  /** The operator: the name that residents read in the agreement, and the number they call. */
  operator: z.strictObject({
    name: text(40, 2),
    phone: Phone,
    /** The level of its area: the first administrator works for all of it. */
    level: z.enum(['city', 'district', 'street', 'community']).default('street'),
  }),
  admin: z.strictObject({ name: PersonName, username: Username, password: Password }),
  city: NewArea,
  district: NewArea,
  street: NewArea,
  communities: z.array(NewArea).min(1, '至少写一个社区').max(60),
  /** The middle of the first community, GCJ-02. */
  position: Position,
  /** The office hours of the operator's area, and the features that it does without; without them the usual ones. */
  hours: OfficeHoursInput.optional(),
  featuresOff: z.array(z.enum(FEATURE_CODES)).default([...OFF_AT_FIRST]),
})

export const FirstStepList = z.object({
  items: z.array(
    z.object({
      code: z.enum(FIRST_STEP_CODES),
      label: z.string(),
      isDone: z.boolean(),
      /** The number of records that are there, or the way to do the step. */
      says: z.string(),
      /** The page of the console where it is done. */
      page: z.string(),
    }),
  ),
  /** Somebody put the list away for the areas that the caller administers. */
  isPutAway: z.boolean(),
})
export type FirstStepList = z.output<typeof FirstStepList>

export const ListStaff = z.strictObject({})
export const StaffAccount = z.object({
  personId: Id,
  name: z.string(),
  /** Null for somebody who signs in by WeChat alone. */
  username: z.string().nullable(),
  roles: z.array(z.object({ role: Coded, area: z.string() })),
  can: z.object({ deactivate: z.boolean() }),
  /** The phones that wait to be bound to the account. */
  waitingPhones: z.array(WaitingPhone),
})
export type StaffAccount = z.output<typeof StaffAccount>
export const OpenInvitation = z.object({
  id: Id,
  name: z.string(),
  role: Coded,
  area: z.string(),
  invitedBy: z.string(),
  expiresAt: Instant,
})
export type OpenInvitation = z.output<typeof OpenInvitation>
export const StaffList = z.object({ accounts: z.array(StaffAccount), invitations: z.array(OpenInvitation) })

export const InviteStaff = z.strictObject({
  name: PersonName,
  ...RoleGiven,
})
/** The token is shown only this once. */
export const Invited = z.object({ invitation: OpenInvitation, token: z.string() })
export type Invited = z.output<typeof Invited>
export const ById = z.strictObject({ id: Id })

/** Unfinished work of somebody, and the colleagues who may take each part of it. */
export const OpenWorkOf = z.strictObject({ personId: Id })
export const OpenWorkView = z.object({
  items: z.array(
    z.object({
      kind: Coded,
      id: Id,
      title: z.string(),
      /** The number of a case, the time of a visit. */
      detail: z.string(),
      /** Person ids; none where nobody may take it: then it stays, and the record of the handover names it. */
      takers: z.array(Id),
    }),
  ),
  colleagues: z.array(z.object({ personId: Id, name: z.string(), roles: z.string() })),
})
export type OpenWorkView = z.output<typeof OpenWorkView>

const Handover = z.strictObject({
  /** The colleague who takes everything that `others` does not name. */
  toId: Id,
  others: z
    .array(z.strictObject({ kind: z.enum(WORK_KIND_CODES), id: Id, toId: Id }))
    .max(500)
    .default([]),
})
export const DeactivateStaff = z.strictObject({
  personId: Id,
  reason: text(100, 2),
  /** Needed while work is open in their hands. */
  handover: Handover.optional(),
})
export const HandoverView = z.object({
  id: Id,
  name: z.string(),
  reason: z.string(),
  by: z.string(),
  at: Instant,
  /** A leave began; otherwise the account ended. */
  forLeave: z.boolean(),
  /** False while parts are still being handed over. */
  done: z.boolean(),
  given: z.array(z.object({ to: z.string(), count: z.int() })),
  /** Nobody could take these: the office arranges them by phone. */
  left: z.array(z.object({ kind: Coded, title: z.string(), detail: z.string() })),
})
export type HandoverView = z.output<typeof HandoverView>
export const HandoverList = z.object({ items: z.array(HandoverView) })

/** The facts that an invited person reads before they choose a name and a password. */
export const InvitationView = OpenInvitation.omit({ id: true })
export type InvitationView = z.output<typeof InvitationView>
export const AcceptInvitation = z.strictObject({ token: LinkToken, username: Username, password: Password })
