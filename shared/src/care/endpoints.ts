import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>
type Done = { done: true }

/** Oneself and the family: what the home page shows. */
export const getMyCare = endpoint<Record<string, never>, s.MyCare>({
  method: 'GET',
  path: '/me/care',
  access: 'resident',
  errors: [],
})
/** Of the person, their family, or staff who respond in their area; to anybody else there is no such person. */
export const getCare = endpoint<In<typeof s.OfPerson>, s.CareView>({
  method: 'GET',
  path: '/care/people/:personId',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** Staff have to say why; the reading is on record before the answer leaves. */
export const getCareFile = endpoint<In<typeof s.GetCareFile>, s.CareFileView>({
  method: 'GET',
  path: '/care/people/:personId/file',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const saveCareFile = endpoint<In<typeof s.SaveCareFile>, s.CareFileView>({
  method: 'PUT',
  path: '/care/people/:personId/file',
  access: 'resident',
  errors: ['NOT_FOUND', 'CONFLICT', 'CARE_CONSENT_NEEDED'],
})
/** Takes the consent back: the file is gone with the same write. */
export const withdrawCareFile = endpoint<In<typeof s.OfPerson>, Done>({
  method: 'DELETE',
  path: '/care/people/:personId/file',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const listCareReads = endpoint<In<typeof s.ListCareReads>, Out<typeof s.CareReadPage>>({
  method: 'GET',
  path: '/care/people/:personId/reads',
  access: 'resident',
  errors: ['NOT_FOUND'],
})

/** Turns the daily 我很好 on, or sets another time. */
export const setCheck = endpoint<In<typeof s.SetCheck>, s.CareView>({
  method: 'PUT',
  path: '/care/people/:personId/check',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const stopCheck = endpoint<In<typeof s.OfPerson>, s.CareView>({
  method: 'DELETE',
  path: '/care/people/:personId/check',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const pauseCheck = endpoint<In<typeof s.PauseCheck>, s.CareView>({
  method: 'PUT',
  path: '/care/people/:personId/pause',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const resumeCheck = endpoint<In<typeof s.OfPerson>, s.CareView>({
  method: 'DELETE',
  path: '/care/people/:personId/pause',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** Once a day, however often it is tapped; what was raised meanwhile settles. */
export const sayWell = endpoint<In<typeof s.OfPerson>, s.CareView>({
  method: 'POST',
  path: '/care/people/:personId/well',
  access: 'resident',
  errors: ['NOT_FOUND'],
})

/** One call at a time: a second tap finds the first. Nobody is told for ten seconds. */
export const callForHelp = endpoint<Record<string, never>, s.AlertView>({
  method: 'POST',
  path: '/care/help',
  access: 'resident',
  errors: [],
  idempotent: true,
})
/** Sent after the call, which does not wait for the phone to find itself. */
export const addHelpPosition = endpoint<In<typeof s.AddPosition>, s.AlertView>({
  method: 'POST',
  path: '/care/alerts/:id/position',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** 点错了: within ten seconds nobody hears of it, later those who were told hear that all is well. */
export const cancelHelp = endpoint<In<typeof s.ById>, s.AlertView>({
  method: 'POST',
  path: '/care/alerts/:id/cancel',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
export const getAlert = endpoint<In<typeof s.ById>, s.AlertView>({
  method: 'GET',
  path: '/care/alerts/:id',
  access: 'resident',
  errors: ['NOT_FOUND'],
})

/** Calls for help that nobody took first, then what needs help, then by time. */
export const listAlerts = endpoint<In<typeof s.ListAlerts>, s.AlertList>({
  method: 'GET',
  path: '/staff/care/alerts',
  access: { staff: 'care.respond' },
  errors: [],
})
/** 我来处理 or 我在路上: of two who tap at once one has it. */
export const takeAlert = endpoint<In<typeof s.ById>, s.AlertView>({
  method: 'POST',
  path: '/staff/care/alerts/:id/take',
  access: { staff: 'care.respond' },
  errors: ['NOT_FOUND', 'ALERT_TAKEN', 'ALERT_OVER'],
})
export const settleAlert = endpoint<In<typeof s.SettleAlert>, s.AlertView>({
  method: 'POST',
  path: '/staff/care/alerts/:id/settle',
  access: { staff: 'care.respond' },
  errors: ['NOT_FOUND', 'ALERT_TAKEN', 'ALERT_OVER'],
})
/** Those with a file or a daily check in the own areas; nothing of what a file says. */
export const listCarePeople = endpoint<In<typeof s.ListCarePeople>, Out<typeof s.CarePeople>>({
  method: 'GET',
  path: '/staff/care/people',
  access: { staff: 'care.read' },
  errors: [],
})
