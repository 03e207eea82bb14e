import { Coded, Id, Instant, z } from '../zod'
import { BINDING_ANSWERS } from './phone-binding'
import { SignedIn } from './schemas'

/** The request of the phone that asks: `expired` where there is none, or none any more. */
export const PhoneBinding = z.object({
  state: Coded,
  /** Two digits that the phone and the console both show, so that nobody confirms somebody else's phone. */
  number: z.int().nullable(),
  expiresAt: Instant.nullable(),
})
export type PhoneBinding = z.output<typeof PhoneBinding>

/** A phone that waits to be bound to an account, as its owner and the administrators of the account see it. */
export const WaitingPhone = z.object({
  id: Id,
  number: z.int(),
  client: Coded,
  /** 「iPhone」; empty where it is not known. */
  device: z.string(),
  askedAt: Instant,
  expiresAt: Instant,
})
export type WaitingPhone = z.output<typeof WaitingPhone>
export const WaitingPhones = z.object({ items: z.array(WaitingPhone) })

export const AnswerPhone = z.strictObject({ id: Id, answer: z.enum(BINDING_ANSWERS) })
export const AnswerPhoneOf = AnswerPhone.extend({ personId: Id })

/** A sign-in at the console that the phone may confirm. The token is the console's alone, and shown only this once. */
export const PhoneSignIn = z.object({ token: z.string(), number: z.int(), expiresAt: Instant })
export type PhoneSignIn = z.output<typeof PhoneSignIn>
export const PhoneSignInToken = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/, '请从头登录一次') })
/** `signedIn` with the state `confirmed`, once. */
export const PhoneSignInResult = z.object({ state: Coded, signedIn: SignedIn.nullable() })
export type PhoneSignInResult = z.output<typeof PhoneSignInResult>

/** Somebody with the right password at a console, as the phone of the account shows it. */
export const WaitingSignIn = z.object({
  id: Id,
  askedAt: Instant,
  expiresAt: Instant,
  /** 「113.88.*.*」. */
  address: z.string(),
  /** The phone and that console are in the same network. */
  isSameNetwork: z.boolean(),
  /** 「Windows 电脑」; empty where it is not known. */
  device: z.string(),
  /** One of them stands at the console. */
  choices: z.array(z.int()),
})
export type WaitingSignIn = z.output<typeof WaitingSignIn>
export const WaitingSignIns = z.object({ items: z.array(WaitingSignIn) })
export const ChooseNumber = z.strictObject({ id: Id, number: z.int().min(0).max(99) })
/** `confirmed`, or `missed` for a wrong number. */
export const NumberChosen = z.object({ state: Coded })
export const RefuseSignIn = z.strictObject({ id: Id })

const password = z.string().min(1, '这里不能空着').max(200)
export const ChangePassword = z.strictObject({ password, newPassword: password })
