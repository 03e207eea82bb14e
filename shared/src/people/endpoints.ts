import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Done = { done: true }

export const signInWithWechat = endpoint<In<typeof s.WechatSignIn>, s.SignedIn>({
  method: 'POST',
  path: '/auth/wechat',
  access: 'public',
  errors: ['WECHAT_REFUSED'],
})
/** Whether somebody outside of WeChat can sign in, by a code that comes by SMS. */
export const getSignInWays = endpoint<Record<string, never>, s.SignInWays>({
  method: 'GET',
  path: '/auth/ways',
  access: 'public',
  errors: [],
})
/** Sends six digits to a mobile number, valid for ten minutes. Three times in 15 minutes at most. */
export const sendSmsCode = endpoint<In<typeof s.SendSmsCode>, Done>({
  method: 'POST',
  path: '/auth/sms/code',
  access: 'public',
  errors: ['SMS_REFUSED', 'TOO_MANY_REQUESTS'],
})
/**
 * Signs in by these digits, which show that the number is the caller's: to the account whose verified number it is, or
 * to a new one. For residents; staff sign in by name and password.
 */
export const signInBySms = endpoint<In<typeof s.SmsSignIn>, s.SignedIn>({
  method: 'POST',
  path: '/auth/sms',
  access: 'public',
  errors: ['SMS_CODE_WRONG', 'CONFLICT'],
})
/** People without an account who are this one: the same name, and the same verified phone (in the demo the name alone). */
export const listWrittenDown = endpoint<Record<string, never>, z.output<typeof s.WrittenDownList>>({
  method: 'GET',
  path: '/me/written-down',
  access: 'resident',
  errors: [],
})
/**
 * Claims the record that the family or the counter wrote down: the caller's account is theirs from now on, and the
 * caller's own record ends.
 */
export const claimWrittenDown = endpoint<In<typeof s.BeneficiaryId>, s.SignedIn>({
  method: 'POST',
  path: '/me/written-down/:personId/claim',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const refreshSession = endpoint<In<typeof s.Refresh>, s.SignedIn>({
  method: 'POST',
  path: '/auth/refresh',
  access: 'public',
  errors: ['SESSION_ENDED'],
})
/** Ends the session of the access token or of the refresh token, whichever is given and still valid. */
export const signOut = endpoint<In<typeof s.Refresh>, Done>({
  method: 'POST',
  path: '/auth/logout',
  access: 'public',
  errors: [],
})
/** The clients on which the caller, a resident or a member of staff, is signed in: this one first, then by last use. */
export const listSessions = endpoint<Record<string, never>, s.SessionList>({
  method: 'GET',
  path: '/me/sessions',
  access: 'resident',
  errors: [],
})
/** Signs one of them out, at once. */
export const endSession = endpoint<In<typeof s.SessionId>, s.SessionList>({
  method: 'DELETE',
  path: '/me/sessions/:id',
  access: 'resident',
  errors: [],
})
/** Signs out everywhere but here. */
export const endOtherSessions = endpoint<Record<string, never>, s.SessionList>({
  method: 'POST',
  path: '/me/sessions/end-others',
  access: 'resident',
  errors: [],
})
export const getMe = endpoint<Record<string, never>, s.Me>({
  method: 'GET',
  path: '/me',
  access: 'resident',
  errors: [],
})
export const changeMe = endpoint<In<typeof s.ChangeMe>, s.Me>({
  method: 'PATCH',
  path: '/me',
  access: 'resident',
  errors: [],
})
/** Takes the number of the phone itself, by WeChat's button: from then on it is verified. */
export const verifyMyPhone = endpoint<In<typeof s.PhoneCode>, s.Me>({
  method: 'POST',
  path: '/me/phone',
  access: 'resident',
  errors: ['WECHAT_REFUSED', 'WECHAT_UNREACHABLE'],
})
export const listBeneficiaries = endpoint<Record<string, never>, z.output<typeof s.BeneficiaryList>>({
  method: 'GET',
  path: '/me/beneficiaries',
  access: 'resident',
  errors: [],
})
/**
 * Writes down somebody whom the caller books for. INVALID_INPUT for a child under 14 without the guardian's consent, which
 * is kept with the child's record.
 */
export const addBeneficiary = endpoint<In<typeof s.AddBeneficiary>, s.Beneficiary>({
  method: 'POST',
  path: '/me/beneficiaries',
  access: 'resident',
  errors: ['NAME_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
export const removeBeneficiary = endpoint<In<typeof s.BeneficiaryId>, Done>({
  method: 'DELETE',
  path: '/me/beneficiaries/:personId',
  access: 'resident',
  errors: ['PERSON_IN_USE'],
})
/** The people who act for the caller, who ask to, and whom the caller asked. */
export const listFamily = endpoint<Record<string, never>, s.Family>({
  method: 'GET',
  path: '/me/family',
  access: 'resident',
  errors: [],
})
/** Six digits to show to a family member, valid for ten minutes; the ones before are not valid any more. */
export const showFamilyCode = endpoint<Record<string, never>, s.FamilyCode>({
  method: 'POST',
  path: '/me/family/code',
  access: 'resident',
  errors: [],
})
/**
 * Asks to act for somebody, who is notified and answers within seven days. By phone the answer is the same whether
 * somebody of that name and number is registered or not.
 */
export const askFamily = endpoint<In<typeof s.AskFamily>, s.FamilyRequest>({
  method: 'POST',
  path: '/me/family/requests',
  access: 'resident',
  errors: ['FAMILY_CODE_WRONG', 'FAMILY_ASKED', 'FAMILY_REQUESTS_OPEN', 'TOO_MANY_REQUESTS', 'KEY_REUSED'],
  idempotent: true,
})
export const confirmFamily = endpoint<In<typeof s.FamilyRequestId>, s.Family>({
  method: 'POST',
  path: '/me/family/requests/:id/confirm',
  access: 'resident',
  errors: ['NOT_FOUND', 'FAMILY_MOVED'],
})
export const declineFamily = endpoint<In<typeof s.FamilyRequestId>, s.Family>({
  method: 'POST',
  path: '/me/family/requests/:id/decline',
  access: 'resident',
  errors: ['NOT_FOUND', 'FAMILY_MOVED'],
})
/** By the side that asked. */
export const withdrawFamily = endpoint<In<typeof s.FamilyRequestId>, s.Family>({
  method: 'POST',
  path: '/me/family/requests/:id/withdraw',
  access: 'resident',
  errors: ['NOT_FOUND', 'FAMILY_MOVED'],
})
/** This person acts for the caller no longer, from now on. */
export const endFamilyActor = endpoint<In<typeof s.ActorId>, s.Family>({
  method: 'DELETE',
  path: '/me/family/actors/:personId',
  access: 'resident',
  errors: ['NOT_FOUND'],
})

/**
 * In two steps where the account has an authenticator: without `code` SECOND_FACTOR_NEEDED follows a right password; its
 * details have `phone`, whether the bound phone can confirm instead (`askPhoneSignIn`). An
 * administrator without one gets SECOND_FACTOR_SETUP, whose details have the `secret` and the `otpauth` address of a new
 * one, the same until its first code comes.
 */
export const signInStaff = endpoint<In<typeof s.StaffSignIn>, s.StaffSignedIn>({
  method: 'POST',
  path: '/staff/auth/login',
  access: 'public',
  errors: [
    'WRONG_CREDENTIALS',
    'TOO_MANY_REQUESTS',
    'SECOND_FACTOR_NEEDED',
    'SECOND_FACTOR_SETUP',
    'SECOND_FACTOR_WRONG',
  ],
})
export const refreshStaffSession = endpoint<In<typeof s.Refresh>, s.SignedIn>({
  method: 'POST',
  path: '/staff/auth/refresh',
  access: 'public',
  errors: ['SESSION_ENDED'],
})
/** Like `signOut`, for the console. */
export const signOutStaff = endpoint<In<typeof s.Refresh>, Done>({
  method: 'POST',
  path: '/staff/auth/logout',
  access: 'public',
  errors: [],
})
/**
 * The binding of a phone in one call, for mini-programs that do not know `askPhoneBinding`: the first try leaves the
 * request and answers PHONE_NOT_CONFIRMED, which says where to confirm; a try after the confirmation binds and signs in.
 */
export const bindStaff = endpoint<In<typeof s.StaffSignIn>, s.SignedIn>({
  method: 'POST',
  path: '/staff/auth/bind',
  access: 'resident',
  errors: [
    'WRONG_CREDENTIALS',
    'TOO_MANY_REQUESTS',
    'CONFLICT',
    'SECOND_FACTOR_NEEDED',
    'SECOND_FACTOR_SETUP',
    'SECOND_FACTOR_WRONG',
    'PHONE_NOT_CONFIRMED',
  ],
})
export const getStaffMe = endpoint<Record<string, never>, s.StaffMe>({
  method: 'GET',
  path: '/staff/me',
  access: { staff: 'any' },
  errors: [],
})
/**
 * Searches by the beginning of the name or of a given name, its pinyin or initials (`wxy`), a phone number or its last
 * three or four digits, words of the address, and several of these together. At most 20, the most recently helped
 * first.
 */
export const findPeople = endpoint<In<typeof s.FindPeople>, z.output<typeof s.PeopleFound>>({
  method: 'GET',
  path: '/staff/people',
  access: { staff: 'person.find' },
  errors: [],
})
/**
 * Registers somebody. A person who is likely known is named instead of registered twice, until staff answer that it is
 * somebody else.
 */
export const registerPerson = endpoint<In<typeof s.RegisterPerson>, s.PersonFound>({
  method: 'POST',
  path: '/staff/people',
  access: { staff: 'booking.book' },
  errors: ['KEY_REUSED', 'PERSON_KNOWN'],
  idempotent: true,
})
export const getStaffPerson = endpoint<In<typeof s.BeneficiaryId>, s.StaffPerson>({
  method: 'GET',
  path: '/staff/people/:personId',
  access: { staff: 'person.find' },
  errors: ['NOT_FOUND'],
})
/** Staff correct what is on record of somebody, who can read who did. */
export const changePerson = endpoint<In<typeof s.ChangePerson>, s.StaffPerson>({
  method: 'PATCH',
  path: '/staff/people/:personId',
  access: { staff: 'person.edit' },
  errors: ['NOT_FOUND'],
})
/**
 * Makes one of two records of the same person: bookings, cases, visits, messages and family go along, and the other id
 * answers by this one. Refused, with the way out, where the two may be two people or both have what exists once.
 */
export const mergePeople = endpoint<In<typeof s.MergePeople>, s.StaffPerson>({
  method: 'POST',
  path: '/staff/people/:personId/merge',
  access: { staff: 'person.merge' },
  errors: ['NOT_FOUND', 'CONFLICT', 'KEY_REUSED'],
  idempotent: true,
})
/** Parts two records again, within 24 hours of the merge. */
export const undoMerge = endpoint<In<typeof s.MergeId>, s.StaffPerson>({
  method: 'POST',
  path: '/staff/people/merges/:id/undo',
  access: { staff: 'person.merge' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Staff begin to help somebody: from now on they are among the first to be found. */
export const helpPerson = endpoint<In<typeof s.BeneficiaryId>, s.PersonFound>({
  method: 'POST',
  path: '/staff/people/:personId/helped',
  access: { staff: 'person.find' },
  errors: ['NOT_FOUND'],
})
/**
 * The whole number of somebody of the caller's areas, to phone them: it goes on record, and the person can read who
 * looked.
 */
export const showPersonPhone = endpoint<In<typeof s.BeneficiaryId>, s.ShownPhone>({
  method: 'POST',
  path: '/staff/people/:personId/phone/show',
  access: { staff: 'person.find' },
  errors: ['NOT_FOUND'],
})
/** Staff have seen somebody's number, or reached them on it: it is verified, and replaces the one before. */
export const verifyPhone = endpoint<In<typeof s.VerifyPhone>, s.StaffPerson>({
  method: 'POST',
  path: '/staff/people/:personId/phone',
  access: { staff: 'person.bind' },
  errors: ['NOT_FOUND'],
})
/** Staff have seen that one may act for the other: an open request, a line somebody wrote down, or a new one. */
export const confirmFamilyByStaff = endpoint<In<typeof s.ConfirmFamily>, s.StaffPerson>({
  method: 'POST',
  path: '/staff/people/:personId/family',
  access: { staff: 'person.bind' },
  errors: ['NOT_FOUND', 'FAMILY_ASKED', 'FAMILY_MOVED', 'PHOTO_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})
/** Ends a line for somebody who cannot end it themself; both are notified with the reason. */
export const endFamilyByStaff = endpoint<In<typeof s.EndFamily>, s.StaffPerson>({
  method: 'POST',
  path: '/staff/people/:personId/family/:askerId/end',
  access: { staff: 'person.bind' },
  errors: ['NOT_FOUND'],
})
export const listColleagues = endpoint<Record<string, never>, z.output<typeof s.Colleagues>>({
  method: 'GET',
  path: '/staff/colleagues',
  access: { staff: 'case.read' },
  errors: [],
})
