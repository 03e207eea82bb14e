import { CASEWORK_CONSENT_VERSION } from '@yike/shared/casework/rules'
import { addDays, dayOf, instantAt, toApiTime } from '@yike/shared/time/china'
import { CategoryModel } from '../../cases/model'
import { openCasework } from '../../casework/consent'
import { CaseworkModel, CaseworkSessionModel, type Casework } from '../../casework/model'
import { planSession, recordSession, writePlan } from '../../casework/write'
import type { Actor } from '../../http/policy'

const TEN = 600

/** One casework, made up: a plan, a meeting that was held and one ahead. An interrupted seeding resumes. */
export async function seedCasework(worker: Actor, person: Actor, now: Date) {
  const leaf = await CategoryModel.findOne({ name: '精神慰藉', parentId: { $ne: null } }).lean()
  const today = dayOf(now)
  const at = (days: number) => instantAt(addDays(today, days), TEN)
  const call = (days: number, key: string) => ({ actor: worker, now: at(days), key: `demo-casework-${key}` })
  const { _id } = await openCasework(call(-20, 'open'), {
    ...{ personId: String(person.personId), categoryId: String(leaf!._id) },
    words: '退休后一个人在家，白天没人说话，夜里睡不好。',
    consent: { version: CASEWORK_CONSENT_VERSION, by: 'self' },
  })
  const id = String(_id)
  const { seq } = (await CaseworkModel.findById(_id).lean<Casework>())!
  const goals = [
    { goal: '每周出门两次', steps: ['先去合唱队听一次', '和楼上周阿姨一起去早市'], reached: false },
    { goal: '晚上能睡够六个小时', steps: ['下午三点后不喝浓茶'], reached: false },
  ]
  if (seq === 0) await writePlan(worker, { id, seq, goals, reviewOn: addDays(today, 10) }, at(-20))
  for (const [n, days] of [-13, 2].entries())
    await planSession(call(-20 + n, `meet-${n}`), { id, at: toApiTime(at(days)), place: '家里' })
  const held = await CaseworkSessionModel.findOne({ caseId: _id, state: 'planned', at: { $lt: now } }).lean()
  if (!held) return
  const notes = '聊了一个小时。愿意下周去合唱队听一次，想有人陪着去。'
  await recordSession(worker, { id, sessionId: String(held._id), held: true, notes }, at(-13))
}
