import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type { StaffCase, ById } from './schemas'
import type * as t from './transfer-schemas'

type In<S extends z.ZodType> = z.input<S>
const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'] as const

/**
 * Sends an accepted case to another community of the same district. Number, limits, followers and timeline stay, and the
 * first receiver stays the contact until the other community takes it on. Not for work orders, confidential cases,
 * matters, cases that others were merged into or that were merged, nor while a whistle is under way. INVALID_INPUT for a
 * community of another district.
 */
export const transferCase = endpoint<In<typeof t.TransferCase>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/transfer',
  access: { staff: 'case.assign' },
  errors: [...STEP_ERRORS, 'INVALID_INPUT'],
  idempotent: 'optional',
})
/** The community takes it on: it is theirs from then on, and the caller its owner. */
export const acceptTransfer = endpoint<In<typeof t.AcceptTransfer>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/transfer/accept',
  access: { staff: 'case.accept' },
  errors: [...STEP_ERRORS, 'INVALID_INPUT'],
  idempotent: 'optional',
})
/** It is not theirs. After the second return an arbiter decides. */
export const returnTransfer = endpoint<In<typeof t.ReturnTransfer>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/transfer/return',
  access: { staff: 'case.accept' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** An arbiter says which community it belongs to, after two returns: that one cannot send it back. */
export const ruleTransfer = endpoint<In<typeof t.TransferCase>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/transfer/rule',
  access: { staff: 'case.rule' },
  errors: [...STEP_ERRORS, 'INVALID_INPUT'],
  idempotent: 'optional',
})
/** The communities that a case can be transferred to. */
export const listTransferTargets = endpoint<In<typeof ById>, z.output<typeof t.TransferTargets>>({
  method: 'GET',
  path: '/staff/cases/:id/transfer-targets',
  access: { staff: 'case.read' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
/** The grids of the community that a case was sent to. */
export const listTransferGrids = endpoint<In<typeof ById>, z.output<typeof t.TransferGrids>>({
  method: 'GET',
  path: '/staff/cases/:id/transfer-grids',
  access: { staff: 'case.accept' },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
})
/** Cases that wait to be taken on where the caller accepts cases, the one that waits longest first. */
export const listTransfers = endpoint<In<typeof t.ListTransfers>, z.output<typeof t.TransferredCases>>({
  method: 'GET',
  path: '/staff/case-transfers',
  access: { staff: 'case.accept' },
  errors: [],
})
