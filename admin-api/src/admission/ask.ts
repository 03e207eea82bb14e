import { AppError } from '@yike/shared/errors'
import type { AskAdmission } from '@yike/shared/admission/schemas'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import { orNotFound, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { notify } from '../messages/notify'
import { awayNow } from '../office/away'
import { staffOver } from '../people/me'
import { askingFor, streetsOf } from './list'
import { AdmissionModel, type Admission } from './model'
import { admissionPolicy } from './policy'

/** The last day is not before the first one, and not past. */
export function checkTerm({ from, until }: { from: string; until: string }, now: Date) {
  const why = until < from ? '结束的日子要在开始之后' : until < dayOf(now) ? '结束的日子已经过了，重新选' : null
  if (why) throw new AppError('INVALID_INPUT', undefined, { fields: { until: [why] } })
}

/** Those who may answer for a street and are not on leave; all of them where nobody is there. */
async function deciders(areas: Types.ObjectId[], now: Date) {
  const all = (await staffOver(areas)).filter((one) => admissionPolicy.hears(one, { areas })).map(({ _id }) => _id)
  const isAway = await awayNow(all, now)
  const present = all.filter((one) => !isAway(one))
  return present.length > 0 ? present : all
}

/** Asks a street to let its communities do a work; by a member of the department, for a street that it works in. */
export async function askAdmission({ actor, key, now }: CallContext, input: z.output<typeof AskAdmission>) {
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Admission>(AdmissionModel, idem)
  if (before) return before
  const { receiverId, streetId, ...facts } = input
  const department = orNotFound((await askingFor(actor)).find(({ _id }) => String(_id) === receiverId))
  const street = orNotFound((await streetsOf(department)).find(({ _id }) => String(_id) === streetId))
  checkTerm(facts, now)
  const asked = {
    ...{ kind: 'admission_asked' as const, about: null, recipients: await deciders(street.areas, now) },
    ...{ title: `${department.name}申请准入：${facts.title}`, body: facts.purpose },
  }
  try {
    const made = await AdmissionModel.create({
      ...{ ...facts, receiverId: department._id, areas: street.areas },
      ...{ state: 'asked', askedById: actor.personId, askedAt: now, idem },
      outbox: notify(asked, now).$push.outbox.$each,
    })
    return made.toObject<Admission>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return orNotFound(await replayed<Admission>(AdmissionModel, idem))
  }
}
