import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './phone-schemas'
import type { SignedIn, StaffSignIn } from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Done = { done: true }

/**
 * On the phone: leaves a request to bind the signed-in WeChat id to the staff account whose name and password are
 * given. It waits ten minutes (`BINDING_MINUTES`) for `answerMyPhone` or `answerPhoneOf`. A phone that is bound to this
 * account already is confirmed at once.
 */
export const askPhoneBinding = endpoint<In<typeof StaffSignIn>, s.PhoneBinding>({
  method: 'POST',
  path: '/staff/auth/phones',
  access: 'resident',
  errors: [
    'WRONG_CREDENTIALS',
    'TOO_MANY_REQUESTS',
    'SECOND_FACTOR_NEEDED',
    'SECOND_FACTOR_SETUP',
    'SECOND_FACTOR_WRONG',
  ],
})
/** What became of the request of this phone. */
export const getPhoneBinding = endpoint<Record<string, never>, s.PhoneBinding>({
  method: 'GET',
  path: '/staff/auth/phones/mine',
  access: 'resident',
  errors: [],
})
/**
 * On the phone, once it is confirmed: the signed-in WeChat id becomes a sign-in for the member of staff, who is signed
 * in. NOT_FOUND without a request that lives, FORBIDDEN for one that was refused or whose account has ended meanwhile.
 */
export const finishPhoneBinding = endpoint<Record<string, never>, SignedIn>({
  method: 'POST',
  path: '/staff/auth/phones/mine/finish',
  access: 'resident',
  errors: ['NOT_FOUND', 'FORBIDDEN', 'PHONE_NOT_CONFIRMED'],
})
/** The phones that wait to be bound to the caller's account, the newest first. */
export const listMyWaitingPhones = endpoint<Record<string, never>, z.output<typeof s.WaitingPhones>>({
  method: 'GET',
  path: '/staff/me/phones',
  access: { staff: 'any' },
  errors: [],
})
/**
 * Confirms or refuses one of them; the same answer twice is one. NOT_FOUND once its time is over, CONFLICT after the
 * other answer.
 */
export const answerMyPhone = endpoint<In<typeof s.AnswerPhone>, Done>({
  method: 'POST',
  path: '/staff/me/phones/:id/answer',
  access: { staff: 'any' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
