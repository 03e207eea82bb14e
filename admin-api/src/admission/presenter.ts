import { ADMISSION_STATES, countsOn, stateOn } from '@yike/shared/admission/states'
import type { Admission as AdmissionView, StaffAdmission } from '@yike/shared/admission/schemas'
import { dayOf, toApiTime } from '@yike/shared/time/china'
import type { Types } from 'mongoose'
import type { Actor } from '../http/policy'
import type { DescribedAdmission } from './list'
import type { Admission } from './model'
import { admissionPolicy } from './policy'

type Names = ReadonlyMap<string, string>
const nameIn = (names: Names, id: Types.ObjectId) => names.get(String(id)) ?? '已撤销'
const whyOf = ({ state, decision, endReason }: Admission) => (state === 'refused' ? decision : endReason)

export function presentAdmission(work: Admission, departments: Names, now: Date): AdmissionView {
  const code = stateOn(work, dayOf(now))
  return {
    id: String(work._id),
    title: work.title,
    what: work.what,
    department: nameIn(departments, work.receiverId),
    basis: work.basis,
    state: { code, label: ADMISSION_STATES[code].label },
    from: work.from,
    until: work.endedOn ?? work.until,
    why: whyOf(work),
  }
}

export function presentForStaff(
  { work, departments, areas, sums }: DescribedAdmission,
  actor: Actor,
  now: Date,
): StaffAdmission {
  const today = dayOf(now)
  const named = (id: Types.ObjectId) => ({ id: String(id), name: nameIn(areas, id) })
  const isColleague = admissionPolicy.worked(actor).length > 0
  return {
    ...presentAdmission(work, departments, now),
    street: named(work.areas[0]!),
    purpose: work.purpose,
    hoursMonthly: work.hoursMonthly,
    doneBy: work.doneBy,
    askedAt: toApiTime(work.askedAt),
    decidedAt: work.decidedAt && toApiTime(work.decidedAt),
    decision: work.decision,
    endedOn: work.endedOn,
    remarks: work.remarks.map(({ _id, objects, words, areaId, at }) => ({
      ...{ id: String(_id), objects, words },
      ...{ area: nameIn(areas, areaId), at: toApiTime(at) },
    })),
    hours: sums.map(({ month, communityId, hours }) => ({ month, hours, community: named(communityId) })),
    can: {
      decide: admissionPolicy.decide(actor, work),
      end: admissionPolicy.end(actor, work, today),
      remark: isColleague && ['asked', 'admitted'].includes(stateOn(work, today)),
      noteHours: isColleague && countsOn(work, today),
    },
  }
}
