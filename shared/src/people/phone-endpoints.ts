import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './phone-schemas'
import type { SignedIn, StaffCredentials, StaffSignIn } from './schemas'

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

/**
 * The second step of a sign-in by the phone that is bound to the account: offered where SECOND_FACTOR_NEEDED has
 * `phone: true`. It lives two minutes (`PHONE_SIGN_IN_SECONDS`). SECOND_FACTOR_NEEDED where the account has no phone.
 */
export const askPhoneSignIn = endpoint<In<typeof StaffCredentials>, s.PhoneSignIn>({
  method: 'POST',
  path: '/staff/auth/phone-sign-ins',
  access: 'public',
  errors: ['WRONG_CREDENTIALS', 'TOO_MANY_REQUESTS', 'SECOND_FACTOR_NEEDED'],
})
/** What became of it. Once it is confirmed the first call signs in; the next one finds it expired. */
export const enterByPhone = endpoint<In<typeof s.PhoneSignInToken>, s.PhoneSignInResult>({
  method: 'POST',
  path: '/staff/auth/phone-sign-ins/enter',
  access: 'public',
  errors: [],
})
/** On the phone: the sign-ins at a console that wait for the caller, the newest first. */
export const listWaitingSignIns = endpoint<Record<string, never>, z.output<typeof s.WaitingSignIns>>({
  method: 'GET',
  path: '/staff/me/sign-ins',
  access: { staff: 'any' },
  errors: [],
})
/**
 * On the phone: confirms one by the number that stands at the console. A wrong number ends it: its state is `missed`.
 * FORBIDDEN at a console: the phone is the second step.
 */
export const chooseNumber = endpoint<In<typeof s.ChooseNumber>, z.output<typeof s.NumberChosen>>({
  method: 'POST',
  path: '/staff/me/sign-ins/:id/choose',
  access: { staff: 'any' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
/** On the phone: 「不是我」. Ends it; that network asks no phone of this account for 15 minutes. */
export const refuseSignIn = endpoint<In<typeof s.RefuseSignIn>, Done>({
  method: 'POST',
  path: '/staff/me/sign-ins/:id/refuse',
  access: { staff: 'any' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
/**
 * A new password, by the one before; every other sign-in of the caller ends. INVALID_INPUT names the field of one that
 * is too short, too common or the user name; NOT_FOUND for somebody who signs in by WeChat alone.
 */
export const changeMyPassword = endpoint<In<typeof s.ChangePassword>, Done>({
  method: 'POST',
  path: '/staff/me/password',
  access: { staff: 'any' },
  errors: ['NOT_FOUND', 'WRONG_CREDENTIALS', 'TOO_MANY_REQUESTS', 'CONFLICT'],
})
