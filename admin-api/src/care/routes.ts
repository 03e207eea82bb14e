import * as endpoints from '@yike/shared/care/endpoints'
import * as s from '@yike/shared/care/schemas'
import { Done, type z } from '@yike/shared/zod'
import { Types } from 'mongoose'
import { Routes, handle, type Call } from '../http/handle'
import { listAlerts, settleAlert, takeAlert } from './alerts'
import { pauseCheck, resumeCheck, sayWell, setCheck, stopCheck } from './check'
import { authorsOf, describeAlert, describeAlerts, describePeople, alertById } from './describe'
import { readFile, saveFile, withdraw } from './file'
import { addPosition, callForHelp, cancelHelp } from './help'
import type { KeptVisit } from './household-model'
import { homeVisitsOf, recordHomeVisit, sayLiving, takeBackHomeVisit } from './households'
import { listPeople } from './list'
import type { Alert } from './model'
import { personFor, familyFor, type KnownPerson } from './people'
import {
  outcomeOf,
  presentAlert,
  presentAlertCard,
  presentCare,
  presentFile,
  presentHomeVisit,
  presentRead,
  presentRow,
} from './presenter'
import { listReads } from './reads'
import { phoneTime } from '../phone-time'

const Nothing = s.Nothing as z.ZodType<Record<string, never>, Record<string, never>>

async function show(met: KnownPerson, { actor, now, saw }: Call) {
  if (met.as === 'staff') saw([met.person._id])
  return presentCare(actor, (await describePeople([met]))[0]!, now)
}
async function showAlert(alert: Alert, { actor, now, saw }: Call) {
  const described = await describeAlert(actor, alert, now)
  if (described.met.as === 'staff') saw([alert.personId])
  return presentAlert(actor, described)
}

async function showVisits(visits: readonly KeptVisit[], { actor, now }: Call) {
  const people = await authorsOf(visits)
  return visits.map((visit) => presentHomeVisit(actor, visit, { people, now }))
}

export function careRoutes() {
  const routes = new Routes()
  const person = { input: s.OfPerson, output: s.CareView }
  const alert = { input: s.ById, output: s.AlertView }

  handle(routes, endpoints.getMyCare, { input: Nothing, output: s.MyCare }, async (_, { actor, now }) => {
    const { me, family } = await familyFor(actor)
    const [mine, ...others] = await describePeople([me, ...family])
    return {
      mine: presentCare(actor, mine!, now),
      family: others.filter(({ check, alert: one }) => check ?? one).map((one) => presentCare(actor, one, now)),
    }
  })
  handle(routes, endpoints.getCare, person, async ({ personId }, call) =>
    show(await personFor(call.actor, personId), call),
  )

  handle(
    routes,
    endpoints.getCareFile,
    { input: s.GetCareFile, output: s.CareFileView },
    async ({ personId, why }, { actor, now }) => presentFile(actor, await readFile(actor, personId, why, now), now),
  )
  handle(
    routes,
    endpoints.saveCareFile,
    { input: s.SaveCareFile, output: s.CareFileView },
    async (input, { actor, now }) => presentFile(actor, await saveFile(actor, input, now), now),
  )
  handle(
    routes,
    endpoints.withdrawCareFile,
    { input: s.OfPerson, output: Done },
    async ({ personId }, { actor, now }) => {
      await withdraw(actor, personId, now)
      return { done: true as const }
    },
  )
  handle(
    routes,
    endpoints.listCareReads,
    { input: s.ListCareReads, output: s.CareReadPage },
    async ({ personId, cursor, limit }, { actor }) => {
      const { items, nextCursor } = await listReads(actor, personId, cursor, limit)
      return { items: items.map(presentRead), nextCursor }
    },
  )

  handle(routes, endpoints.setCheck, { input: s.SetCheck, output: s.CareView }, async (input, call) =>
    show(await setCheck(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.stopCheck, person, async ({ personId }, call) =>
    show(await stopCheck(call.actor, personId), call),
  )
  handle(routes, endpoints.pauseCheck, { input: s.PauseCheck, output: s.CareView }, async (input, call) =>
    show(await pauseCheck(call.actor, input, call.now), call),
  )
  handle(routes, endpoints.resumeCheck, person, async ({ personId }, call) =>
    show(await resumeCheck(call.actor, personId), call),
  )
  handle(routes, endpoints.sayWell, { input: s.SayWell, output: s.CareView }, async ({ personId, at }, call) =>
    show(await sayWell(call.actor, personId, call.now, phoneTime(at, call.now)), call),
  )

  handle(routes, endpoints.sayLiving, { input: s.SayLiving, output: s.CareView }, async (input, call) =>
    show(await sayLiving(call.actor, input, call.now), call),
  )

  handle(routes, endpoints.callForHelp, { input: Nothing, output: s.AlertView }, async (_, call) =>
    showAlert(await callForHelp(call.actor, call.key, call.now), call),
  )
  handle(routes, endpoints.addHelpPosition, { input: s.AddPosition, output: s.AlertView }, async (input, call) =>
    showAlert(await addPosition(call.actor, input), call),
  )
  handle(routes, endpoints.cancelHelp, alert, async ({ id }, call) =>
    showAlert(await cancelHelp(call.actor, id, call.now), call),
  )
  handle(routes, endpoints.getAlert, alert, async ({ id }, call) => showAlert(await alertById(id), call))

  handle(
    routes,
    endpoints.listAlerts,
    { input: s.ListAlerts, output: s.AlertList },
    async (input, { actor, now, saw }) => {
      const { alerts, open } = await listAlerts(actor, input, now)
      saw(alerts.map(({ personId }) => personId))
      const items = (await describeAlerts(alerts)).map((one) => ({
        ...presentAlertCard(one),
        outcome: outcomeOf(one.alert),
      }))
      return { items, open }
    },
  )
  handle(routes, endpoints.takeAlert, alert, async ({ id }, call) =>
    showAlert(await takeAlert(call.actor, id, call.now), call),
  )
  handle(routes, endpoints.settleAlert, { input: s.SettleAlert, output: s.AlertView }, async (input, call) =>
    showAlert(await settleAlert(call.actor, input, call.now), call),
  )
  handle(
    routes,
    endpoints.listCarePeople,
    { input: s.ListCarePeople, output: s.CarePeople },
    async (input, { actor, now, saw }) => {
      const { items, nextCursor } = await listPeople(actor, input)
      saw(items.map(({ person }) => person._id))
      return { items: items.map((row) => presentRow(actor, row, now)), nextCursor }
    },
  )
  handle(routes, endpoints.recordHomeVisit, { input: s.RecordHomeVisit, output: s.HomeVisit }, async (input, call) => {
    const visit = await recordHomeVisit(call, input)
    call.saw([new Types.ObjectId(input.personId)])
    return (await showVisits([visit], call))[0]!
  })
  handle(routes, endpoints.listHomeVisits, { input: s.OfPerson, output: s.HomeVisits }, async ({ personId }, call) => ({
    items: await showVisits(await homeVisitsOf(call.actor, personId, call.now), call),
  }))
  handle(
    routes,
    endpoints.takeBackHomeVisit,
    { input: s.TakeBackHomeVisit, output: Done },
    async (input, { actor, now, saw }) => {
      await takeBackHomeVisit(actor, input, now)
      saw([new Types.ObjectId(input.personId)])
      return { done: true as const }
    },
  )
  return routes
}
