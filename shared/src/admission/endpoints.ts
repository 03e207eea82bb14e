import { endpoint } from '../endpoint'
import type { Done, z } from '../zod'
import type * as s from './schemas'

type In<Schema extends z.ZodType> = z.input<Schema>
const id = '/staff/admissions/:id'

/** The works that the street hands to a community, the admitted ones first; those refused or ended with the reason. */
export const listAdmissions = endpoint<In<typeof s.ListAdmissions>, z.output<typeof s.AdmissionList>>({
  method: 'GET',
  path: '/admissions',
  access: 'public',
  errors: ['NOT_FOUND'],
})
/** The works of the streets that the caller works in, with sums of hours for the communities that they work for. */
export const listStaffAdmissions = endpoint<Record<string, never>, s.StaffAdmissionList>({
  method: 'GET',
  path: '/staff/admissions',
  access: { staff: 'admission.work' },
  errors: [],
})
/** The works that the departments of the caller asked for, with what became of them. FORBIDDEN for members of none. */
export const listAskedAdmissions = endpoint<Record<string, never>, s.AskedAdmissionList>({
  method: 'GET',
  path: '/staff/asked-admissions',
  access: { staff: 'admission.ask' },
  errors: ['FORBIDDEN'],
})
/** A department asks a street to let its communities do a work. */
export const askAdmission = endpoint<In<typeof s.AskAdmission>, s.StaffAdmission>({
  method: 'POST',
  path: '/staff/asked-admissions',
  access: { staff: 'admission.ask' },
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
/** Of two answers the first counts; the second gives CONFLICT, and its writer keeps the words. */
export const admit = endpoint<In<typeof s.Admit>, s.StaffAdmission>({
  method: 'POST',
  path: `${id}/admit`,
  access: { staff: 'admission.decide' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
export const refuse = endpoint<In<typeof s.Refuse>, s.StaffAdmission>({
  method: 'POST',
  path: `${id}/refuse`,
  access: { staff: 'admission.decide' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** Ends an admitted work before its time. CONFLICT where it is not admitted any more. */
export const endAdmission = endpoint<In<typeof s.EndAdmission>, s.StaffAdmission>({
  method: 'POST',
  path: `${id}/end`,
  access: { staff: 'admission.decide' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
/** A community objects to a work, or remarks on it; the street and the department read it. */
export const remarkOn = endpoint<In<typeof s.RemarkOn>, s.StaffAdmission>({
  method: 'POST',
  path: `${id}/remarks`,
  access: { staff: 'admission.work' },
  errors: ['NOT_FOUND', 'CONFLICT'],
  idempotent: true,
})
/** Hours that a community spent on a day: they count in the sum of its month, and are nobody’s. */
export const noteHours = endpoint<In<typeof s.NoteHours>, s.StaffAdmission>({
  method: 'POST',
  path: `${id}/hours`,
  access: { staff: 'admission.work' },
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
/** Takes the caller’s own entry back. NOT_FOUND for entries of others. */
export const takeBackHours = endpoint<In<typeof s.TakeBackHours>, Done>({
  method: 'POST',
  path: '/staff/admission-hours/:id/take-back',
  access: { staff: 'admission.work' },
  errors: ['NOT_FOUND'],
})
