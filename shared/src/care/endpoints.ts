import { endpoint } from '../endpoint'
import type { z } from 'zod'
import type * as s from './schemas'

type In<S extends z.ZodType> = z.input<S>
type Out<S extends z.ZodType> = z.output<S>
type Done = { done: true }

/** The care of the caller and their family, as the home page shows it. */
export const getMyCare = endpoint<Record<string, never>, s.MyCare>({
  method: 'GET',
  path: '/me/care',
  access: 'resident',
  errors: [],
})
/** For the person, their family, or staff who respond in their area; anybody else gets NOT_FOUND. */
export const getCare = endpoint<In<typeof s.OfPerson>, s.CareView>({
  method: 'GET',
  path: '/care/people/:personId',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** Staff have to give a reason; the reading is on record before the answer is sent. */
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
/** Withdraws the consent: the same write removes the file. */
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
/**
 * Counts once a day, however often it is tapped; an alert that was raised meanwhile is settled. A tap of an earlier
 * day, or one heard only after its time was over, is refused in words: the person is asked to tap again.
 */
export const sayWell = endpoint<In<typeof s.SayWell>, s.CareView>({
  method: 'POST',
  path: '/care/people/:personId/well',
  access: 'resident',
  errors: ['NOT_FOUND'],
})

/**
 * Says whether somebody lives alone: for the person, their family, and staff who read care files there. The last word
 * counts; who said it and when is shown with it.
 */
export const sayLiving = endpoint<In<typeof s.SayLiving>, s.CareView>({
  method: 'PUT',
  path: '/care/people/:personId/living',
  access: 'resident',
  errors: ['NOT_FOUND'],
})

/** One call at a time: a second tap finds the first. Nobody is notified for ten seconds. */
export const callForHelp = endpoint<Record<string, never>, s.AlertView>({
  method: 'POST',
  path: '/care/help',
  access: 'resident',
  errors: [],
  idempotent: true,
})
/** The position follows the call, which does not wait for the phone to find itself. */
export const addHelpPosition = endpoint<In<typeof s.AddPosition>, s.AlertView>({
  method: 'POST',
  path: '/care/alerts/:id/position',
  access: 'resident',
  errors: ['NOT_FOUND'],
})
/** 点错了: within ten seconds nobody is notified, later everybody who was notified learns that all is well. */
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

/** Calls for help that nobody took first, then alerts that need help, then by time. */
export const listAlerts = endpoint<In<typeof s.ListAlerts>, s.AlertList>({
  method: 'GET',
  path: '/staff/care/alerts',
  access: { staff: 'care.respond' },
  errors: [],
})
/** 我来处理 or 我在路上: of two people who tap at once, one gets it. */
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
/**
 * People of the caller's areas with a file, a daily check, or on record with whom they live or a visit: those who live
 * alone first, then couples, the longest not met first. Nothing of the content of a file.
 */
export const listCarePeople = endpoint<In<typeof s.ListCarePeople>, Out<typeof s.CarePeople>>({
  method: 'GET',
  path: '/staff/care/people',
  access: { staff: 'care.read' },
  errors: [],
})

/** Records that the caller was at somebody's door (入户走访). The note is stored sealed. */
export const recordHomeVisit = endpoint<In<typeof s.RecordHomeVisit>, s.HomeVisit>({
  method: 'POST',
  path: '/staff/care/people/:personId/home-visits',
  access: { staff: 'care.read' },
  errors: ['NOT_FOUND'],
  idempotent: true,
})
/** Home visits of the last year, newest first; reading them is on record and shown to the person. */
export const listHomeVisits = endpoint<In<typeof s.OfPerson>, s.HomeVisits>({
  method: 'GET',
  path: '/staff/care/people/:personId/home-visits',
  access: { staff: 'care.read' },
  errors: ['NOT_FOUND'],
})
/** For its author, within ten minutes after it was recorded; later it is CONFLICT. Repeating it changes nothing. */
export const takeBackHomeVisit = endpoint<In<typeof s.TakeBackHomeVisit>, Done>({
  method: 'POST',
  path: '/staff/care/people/:personId/home-visits/:id/take-back',
  access: { staff: 'care.read' },
  errors: ['NOT_FOUND', 'CONFLICT'],
})
