import { Coded, Id, Instant, z } from '../zod'
import { BINDING_ANSWERS } from './phone-binding'

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
