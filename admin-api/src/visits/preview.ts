import type { Types } from 'mongoose'
import { availability } from '@yike/shared/booking/rules'
import { addDays, clockOf, dayOf, instantAt, minuteOf, mondayOf } from '@yike/shared/time/china'
import { planEnd, previewPlan, type PlannableSitting } from '@yike/shared/visits/rules'
import type { PlanPreview, PreviewPlan } from '@yike/shared/visits/schemas'
import type { z } from '@yike/shared/zod'
import { linesOf } from '../booking/diary'
import type { DiaryLine, Sitting } from '../booking/model'
import { findSittings } from '../booking/records'
import { offerOf } from '../directory/services'
import { authorize, type Actor } from '../http/policy'
import { whoCouldCome } from './choose'
import { ownPlan, personOfPlan } from './plans'
import { visitPolicy } from './policy'

const WHY = { full: '满了', closed: '已截止', cancelled: '取消了' } as const

/** The bookings in the way of a plan. */
interface Others {
  /** Everything that the person has in those weeks. */
  lines: readonly DiaryLine[]
  /** Bookings of the plan that is changed: their days stay its own. */
  own: readonly Types.ObjectId[]
}

async function plannable(sitting: Sitting, { lines, own }: Others, now: Date): Promise<PlannableSitting> {
  const at = { day: dayOf(sitting.startsAt), minute: minuteOf(sitting.startsAt) }
  const isOwn = ({ bookingId }: DiaryLine) => own.some((id) => id.equals(bookingId))
  const clashes = lines.filter((line) => line.startsAt < sitting.endsAt && line.endsAt > sitting.startsAt)
  if (clashes.some((line) => isOwn(line) && line.sittingId.equals(sitting._id))) return { ...at, is: 'free' }
  const clash = clashes.find((line) => !isOwn(line))
  if (clash?.sittingId.equals(sitting._id)) return { ...at, is: 'gone', why: '已经约了' }
  if (clash) return { ...at, is: 'gone', why: `${clockOf(clash.startsAt)} 约了别的` }
  const is = availability(sitting, now)
  if (is === 'not_open') return { ...at, is: 'later' }
  if (is !== 'open' && is !== 'few') return { ...at, is: 'gone', why: WHY[is] }
  const carers = await whoCouldCome(sitting.offer.serviceId, sitting, null)
  const isNobodyFree = carers.length > 0 && carers.every(({ why }) => why !== null)
  return isNobodyFree ? { ...at, is: 'gone', why: '没有护理员有空' } : { ...at, is: 'free' }
}

/** A plan's bookings before anything is booked: by the rules of a booking, day for day. Writes nothing. */
export async function previewOfPlan(
  { actor, now }: { actor: Actor; now: Date },
  { serviceId, personId, planId, from, weekdays, minute, weeks }: z.output<typeof PreviewPlan>,
  byStaff: boolean,
): Promise<PlanPreview> {
  const { areas, offer } = await offerOf(serviceId)
  if (byStaff) authorize(visitPolicy.plan(actor, { areas }))
  const plan = planId ? await ownPlan(actor, planId, byStaff) : null
  const whom = plan ? plan.personId : (await personOfPlan(actor, personId, byStaff))._id
  const choice = { from, until: planEnd({ from, weeks }), weekdays, minute }
  // Whole weeks: the weekly limit counts the days before the plan too.
  const wholeWeeks = {
    startsAt: instantAt(mondayOf(from), 0),
    endsAt: instantAt(addDays(mondayOf(choice.until), 7), 0),
  }
  const [sittings, diaries] = await Promise.all([
    findSittings({
      'offer.serviceId': serviceId,
      startsAt: { $gte: instantAt(from, 0), $lt: instantAt(addDays(choice.until, 1), 0) },
    }),
    linesOf([whom], wholeWeeks),
  ])
  const own = plan?.days.flatMap(({ bookingId }) => bookingId ?? []) ?? []
  const lines = diaries.get(String(whom)) ?? []
  const wanted = sittings.filter(({ startsAt }) => minuteOf(startsAt) === minute)
  const known: PlannableSitting[] = []
  for (const sitting of wanted) known.push(await plannable(sitting, { lines, own }, now))
  const booked = lines
    .filter(({ serviceId: of }) => String(of) === serviceId)
    .map(({ bookingId, startsAt }) => ({ bookingId, day: dayOf(startsAt) }))
    .filter(({ bookingId, day }) => day < from || !own.some((id) => id.equals(bookingId)))
    .map(({ day }) => day)
  return previewPlan(choice, known, { lastArranged: lastDay(sittings), weeklyLimit: offer.weeklyLimit, booked })
}

const lastDay = (sittings: readonly Sitting[]) => {
  const last = sittings[sittings.length - 1]
  return last ? dayOf(last.startsAt) : null
}
