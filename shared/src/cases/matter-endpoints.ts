import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as m from './matter-schemas'
import type { CaseView, StaffCase } from './schemas'

type In<Schema extends z.ZodType> = z.input<Schema>

/** Photos of papers, of the person's own case: one that waited for them goes on. */
export const sendPapers = endpoint<In<typeof m.SendPapers>, CaseView>({
  method: 'POST',
  path: '/cases/:id/papers',
  access: 'resident',
  errors: ['NOT_FOUND', 'CASE_STEP_NOT_ALLOWED', 'CASE_MOVED', 'PHOTO_TAKEN', 'KEY_REUSED'],
  idempotent: true,
})

const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'] as const

/** Says of each paper whether it is in order. Where one is not, the case waits for the resident, who is sent the words. */
export const checkPapers = endpoint<In<typeof m.CheckPapers>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/papers/check',
  access: { staff: 'matter.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** It can be collected. Only when every paper is in order. */
export const makeReady = endpoint<In<typeof m.MakeReady>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/ready',
  access: { staff: 'matter.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** Collected, by the resident or by somebody who is named: the case is closed. */
export const collectMatter = endpoint<In<typeof m.CollectMatter>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/collect',
  access: { staff: 'matter.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
