import { addDays, addMinutes, dayOf } from '@yike/shared/time/china'
import { categoryNames } from '../../cases/known-categories'
import { dispatchCase } from '../../cases/dispatch'
import { CaseModel, CategoryModel, type CaseRecord } from '../../cases/model'
import { answerWhistle, contactForWhistle } from '../../cases/party-steps'
import { signCase } from '../../cases/received-steps'
import { blowWhistle } from '../../cases/whistle'
import type { Actor } from '../../http/policy'
import { addCatalogueEntry } from '../../receivers/catalogue'
import { createReceiver } from '../../receivers/edit'
import type { Receiver } from '../../receivers/model'
import type { Community } from '../../territory/areas'
import { CASES } from '../cases/facts'
import { STAFF } from '../people/facts'
import { RECEIVERS } from './facts'

/** Organisations with their duties; the property manager has two cases, one of them not signed yet. */
export async function seedReceivers(staff: Actor[], community: Community, now: Date) {
  const [admin, clerk] = staff as [Actor, Actor]
  const account = (name: string) => staff[STAFF.findIndex(({ username }) => username === name)]!
  const property = account('property')
  const areaId = String(community._id)
  const receivers: Receiver[] = []
  for (const { duties, member, ...facts } of RECEIVERS) {
    const key = `demo-receiver-${facts.name}`
    const memberIds = member ? [String(account(member).personId)] : []
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
  await seedWhistle({ admin, property, receivers: receivers.slice(0, 3) }, now)
}

/** A day ago three organisations were called to a heap of rubbish: the property manager made contact, two are silent. */
async function seedWhistle(
  { admin, property, receivers }: { admin: Actor; property: Actor; receivers: Receiver[] },
  now: Date,
) {
  const about = CASES.findIndex(({ category, until }) => category === '垃圾清运' && until === 'in_progress')
  const c = await CaseModel.findOne({ 'idem.key': `demo-case-${about}`, whistle: null }).lean<CaseRecord>()
  if (!c) return
  const at = (minutes: number) => ({ now: addMinutes(now, minutes - 24 * 60), key: '' })
  const id = String(c._id)
  const blown = await blowWhistle(
    { actor: admin, ...at(0) },
    {
      ...{ id, seq: c.seq, occasion: 'key_work', hard: false },
      receiverIds: receivers.map(({ _id }) => String(_id)),
      leadId: String(receivers[2]!._id),
      text: '北门垃圾堆了十几天，占了车道，要清运、执法一起来。',
    },
  )
  const answered = await answerWhistle({ actor: property, ...at(20) }, { id, seq: blown.seq })
  await contactForWhistle(
    { actor: property, ...at(90) },
    { id, seq: answered.seq, text: '周三早上带两个人、一辆车来。' },
  )
}
