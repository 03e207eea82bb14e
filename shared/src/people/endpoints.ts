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
export const refreshSession = endpoint<In<typeof s.Refresh>, s.SignedIn>({
  method: 'POST',
  path: '/auth/refresh',
  access: 'public',
  errors: ['SESSION_ENDED'],
})
export const signOut = endpoint<Record<string, never>, Done>({
  method: 'POST',
  path: '/auth/logout',
  access: 'public',
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
export const listBeneficiaries = endpoint<Record<string, never>, z.output<typeof s.BeneficiaryList>>({
  method: 'GET',
  path: '/me/beneficiaries',
  access: 'resident',
  errors: [],
})
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

export const signInStaff = endpoint<In<typeof s.StaffSignIn>, s.SignedIn>({
  method: 'POST',
  path: '/staff/auth/login',
  access: 'public',
  errors: ['WRONG_CREDENTIALS', 'TOO_MANY_REQUESTS'],
})
export const refreshStaffSession = endpoint<In<typeof s.Refresh>, s.SignedIn>({
  method: 'POST',
  path: '/staff/auth/refresh',
  access: 'public',
  errors: ['SESSION_ENDED'],
})
export const signOutStaff = endpoint<Record<string, never>, Done>({
  method: 'POST',
  path: '/staff/auth/logout',
  access: 'public',
  errors: [],
})
/** On the phone: the signed-in WeChat id becomes a way in for the member of staff whose name and password are given. */
export const bindStaff = endpoint<In<typeof s.StaffSignIn>, s.SignedIn>({
  method: 'POST',
  path: '/staff/auth/bind',
  access: 'resident',
  errors: ['WRONG_CREDENTIALS', 'TOO_MANY_REQUESTS', 'CONFLICT'],
})
export const getStaffMe = endpoint<Record<string, never>, s.StaffMe>({
  method: 'GET',
  path: '/staff/me',
  access: { staff: 'any' },
  errors: [],
})
/** By name, phone number, its last four digits, or address. At most 20. */
export const findPeople = endpoint<In<typeof s.FindPeople>, z.output<typeof s.PeopleFound>>({
  method: 'GET',
  path: '/staff/people',
  access: { staff: 'person.find' },
  errors: [],
})
export const registerPerson = endpoint<In<typeof s.RegisterPerson>, s.PersonFound>({
  method: 'POST',
  path: '/staff/people',
  access: { staff: 'booking.book' },
  errors: ['KEY_REUSED'],
  idempotent: true,
})
export const listColleagues = endpoint<Record<string, never>, z.output<typeof s.Colleagues>>({
  method: 'GET',
  path: '/staff/colleagues',
  access: { staff: 'case.read' },
  errors: [],
})
