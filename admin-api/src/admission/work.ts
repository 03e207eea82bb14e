import { AppError } from '@yike/shared/errors'
import type { NoteHours, RemarkOn } from '@yike/shared/admission/schemas'
import { countsOn, HOURS_DAYS_BACK } from '@yike/shared/admission/states'
import { addDays, dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed, stableId } from '../idempotency'
import { visibleTo, workedCommunities } from './list'
import { AdmissionHoursModel, AdmissionModel, type Admission } from './model'
import { admissionPolicy } from './policy'

const MOST_REMARKS = 200

const seen = async (actor: Actor, id: string) =>
  orNotFound(await AdmissionModel.findOne({ _id: id, ...(await visibleTo(actor)) }).lean<Admission>())

/** Remarks on a work, or objects to it, in the name of the area that the actor works for. */
export async function remarkOn({ actor, key, now }: CallContext, { id, objects, words }: z.output<typeof RemarkOn>) {
  const work = await seen(actor, id)
  const remarkId = stableId('admission remark', actor.personId, key)
  if (work.remarks.some(({ _id }) => _id.equals(remarkId))) return work
  const areaId = admissionPolicy.worked(actor)[0]!
  const remark = { _id: remarkId, objects, words, areaId, byId: actor.personId, at: now }
  const changed = await AdmissionModel.findOneAndUpdate(
    {
      ...{ _id: work._id, state: { $in: ['asked', 'admitted'] }, 'remarks._id': { $ne: remarkId } },
      [`remarks.${MOST_REMARKS - 1}`]: { $exists: false },
    },
    { $push: { remarks: remark } },
    { returnDocument: 'after' },
  ).lean<Admission>()
  if (changed) return changed
  const after = await seen(actor, id)
  if (after.remarks.some(({ _id }) => _id.equals(remarkId))) return after
  throw new AppError('CONFLICT', '这一项已经不收意见了。要说的话给街道打电话。')
}

const MONTH_LENGTH = '2026-11'.length

const wrongDay = (why: string) => new AppError('INVALID_INPUT', undefined, { fields: { day: [why] } })

/** Notes hours of a day for a community of the actor. */
export async function noteHours({ actor, key, now }: CallContext, input: z.output<typeof NoteHours>) {
  const work = await seen(actor, input.id)
  const idem = idemOf(actor.personId, key, input)
  if (await replayed(AdmissionHoursModel, idem)) return work
  const mine = await workedCommunities(actor)
  const community = orNotFound(mine.find(({ _id }) => String(_id) === input.communityId))
  if (!community.areas.some((area) => area.equals(work.areas[0]!))) throw new AppError('NOT_FOUND')
  const { day, hours } = input
  const today = dayOf(now)
  if (day > today) throw wrongDay('这一天还没到，到了再记')
  if (day < addDays(today, -HOURS_DAYS_BACK)) throw wrongDay(`只能补记 ${HOURS_DAYS_BACK} 天以内的`)
  if (!countsOn(work, day)) throw wrongDay('这一天它没有准入，不算工时')
  await AdmissionHoursModel.create({
    ...{ admissionId: work._id, communityId: community._id, areas: community.areas },
    ...{ day, month: day.slice(0, MONTH_LENGTH), hours, byId: actor.personId, at: now, idem },
  }).catch((cause: unknown) => {
    if (!isDuplicate(cause)) throw cause
  })
  return work
}

/** Takes an own entry back; nobody takes back another one’s. */
export async function takeBackHours({ personId }: Actor, id: string) {
  const { deletedCount } = await AdmissionHoursModel.deleteOne({ _id: id, byId: personId })
  if (deletedCount === 0) throw new AppError('NOT_FOUND')
}
