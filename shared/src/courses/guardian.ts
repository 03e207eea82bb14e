import type { z } from 'zod'
import { PUPIL_CONSENT_VERSION } from './rules'
import type { PupilInput } from './schemas'

/** The form for a child in a class for children; empty boxes of a guardian mean the person who enrols. */
export const NO_GUARDIAN = {
  name: '',
  phone: '',
  relation: '',
  collector: '',
  collectorPhone: '',
  notes: '',
  agreed: false,
}
export type GuardianForm = typeof NO_GUARDIAN

/** The part of the form that is sent to the server. */
export const guardianOf = (form: GuardianForm): z.input<typeof PupilInput> => {
  const { name, phone, relation, collector, collectorPhone, notes, agreed } = form
  return {
    ...(name.trim() || phone.trim()
      ? { guardian: { name: name.trim(), phone: phone.trim(), relation: relation.trim() } }
      : {}),
    ...(collector.trim() ? { collectors: [{ name: collector.trim(), phone: collectorPhone.trim() }] } : {}),
    notes: notes.trim(),
    ...(agreed ? { consent: { version: PUPIL_CONSENT_VERSION } } : {}),
  }
}
