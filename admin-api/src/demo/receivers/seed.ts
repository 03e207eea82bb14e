import { addDays, addMinutes, dayOf } from '@yike/shared/time/china'
import { categoryNames } from '../../cases/categories'
import { dispatchCase } from '../../cases/dispatch'
import { CaseModel, CategoryModel, type CaseRecord } from '../../cases/model'
import { signCase } from '../../cases/received-steps'
import type { Actor } from '../../http/policy'
import { addCatalogueEntry } from '../../receivers/catalogue'
import { createReceiver } from '../../receivers/edit'
import type { Receiver } from '../../receivers/model'
import type { Community } from '../../territory/areas'
import { RECEIVERS } from './facts'

/** Organisations with their duties; the property manager has two cases, one of them not signed yet. */
export async function seedReceivers(staff: Actor[], community: Community, now: Date) {
  const [admin, clerk] = staff as [Actor, Actor]
  const property = staff.find(({ roles }) => roles[0]?.role === 'receiver')!
  const areaId = String(community._id)
  const receivers: Receiver[] = []
  for (const { duties, isStaffed, ...facts } of RECEIVERS) {
    const key = `demo-receiver-${facts.name}`
    const memberIds = isStaffed ? [String(property.personId)] : []
    const receiver = await createReceiver({ actor: admin, key, now }, { ...facts, memberIds, roster: [], areaId })
    receivers.push(receiver)
    for (const name of duties) {
      const leaf = await CategoryModel.findOne({ name, parentId: { $ne: null } }).lean()
      const entry = {
        receiverId: String(receiver._id),
        categoryId: String(leaf!._id),
        areaId,
        validFrom: addDays(dayOf(now), -60),
      }
      await addCatalogueEntry({ actor: admin, key: `${key}-${name}`, now }, entry, categoryNames)
    }
  }
  for (const [n, about] of ['demo-case-0', 'demo-case-39'].entries()) {
    const c = await CaseModel.findOne({ 'idem.key': about, receiver: null, state: 'in_progress' }).lean<CaseRecord>()
    if (!c) continue
    const at = { now: addMinutes(now, -90 + n * 60), key: '' }
    const given = await dispatchCase(
      { actor: clerk, ...at },
      { id: String(c._id), seq: c.seq, receiverId: String(receivers[0]!._id), text: '请看一眼，什么时候能好回个话。' },
    )
    if (n === 0) await signCase({ actor: property, ...at }, { id: String(c._id), seq: given.seq })
  }
}
