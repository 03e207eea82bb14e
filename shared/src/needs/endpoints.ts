import type { StaffCase } from '../cases/schemas'
import { endpoint } from '../endpoint'
import type { z } from '../zod'
import type * as s from './schemas'

type In<Schema extends z.ZodType> = z.input<Schema>
type Out<Schema extends z.ZodType> = z.output<Schema>

/** 需求清单: the needs that the caller sees, counted by category and compound. Numbers alone: nobody is named. */
export const countNeeds = endpoint<Record<string, never>, Out<typeof s.NeedCounts>>({
  method: 'GET',
  path: '/staff/needs/counts',
  access: { staff: 'case.read' },
  errors: [],
})
/** The same as a table, with its exporter in the last row. On record as an export. */
export const exportNeeds = endpoint<In<typeof s.ExportNeeds>, never>({
  method: 'GET',
  path: '/staff/needs/export',
  access: { staff: 'case.read' },
  errors: [],
})
/** 项目清单 of the caller's areas: those that go on first, by their day. */
export const listNeedProjects = endpoint<Record<string, never>, Out<typeof s.NeedProjectList>>({
  method: 'GET',
  path: '/staff/need-projects',
  access: { staff: 'case.read' },
  errors: [],
})
export const createNeedProject = endpoint<In<typeof s.CreateNeedProject>, s.NeedProject>({
  method: 'POST',
  path: '/staff/need-projects',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'KEY_REUSED'],
  idempotent: true,
})
/** Ends a project: done, and its needs are answered; dropped, and they wait for the office again. Everybody is told. */
export const endNeedProject = endpoint<In<typeof s.EndNeedProject>, s.NeedProject>({
  method: 'POST',
  path: '/staff/need-projects/:id/end',
  access: { staff: 'case.assign' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})

const STEP_ERRORS = ['NOT_FOUND', 'CASE_MOVED', 'CASE_STEP_NOT_ALLOWED', 'KEY_REUSED'] as const
/** A place or a service of the directory meets the need, which is answered with it. */
export const matchNeed = endpoint<In<typeof s.MatchNeed>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/match',
  access: { staff: 'case.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
/** Makes a need part of a project; its promise to solve is the day of the project. */
export const planNeed = endpoint<In<typeof s.PlanNeed>, StaffCase>({
  method: 'POST',
  path: '/staff/cases/:id/plan',
  access: { staff: 'case.handle' },
  errors: STEP_ERRORS,
  idempotent: 'optional',
})
