import { addDays, addMinutes, dayOf } from '@yike/shared/time/china'
import { askAdmission } from '../../admission/ask'
import { admit, refuse } from '../../admission/decide'
import { AdmissionModel } from '../../admission/model'
import { noteHours, remarkOn } from '../../admission/work'
import type { Actor } from '../../http/policy'
import { ReceiverModel } from '../../receivers/model'
import type { Community } from '../../territory/areas'
import { STAFF } from '../people/facts'

/** Made-up works of one department: one admitted, one refused, one that waits for the street. */
const WORKS = [
  {
    title: '沿街店铺占道经营劝导',
    what: '早晚巡查时看到店外摆摊、占盲道的，先劝一句；劝不动的拍照报综合执法队，由执法队处理。',
    purpose: '网格员每天走这条路，看到得最早。',
    basis: '街道综合执法与社区联动办法（样例）',
    ...{ hoursMonthly: 6, doneBy: '网格员' },
  },
  {
    title: '沿街广告牌底数摸排',
    what: '逐家登记店名、广告牌的尺寸和安装时间，每月更新一次表格。',
    purpose: '执法队人手不够。',
    basis: '',
    ...{ hoursMonthly: 12, doneBy: '网格员' },
  },
  {
    title: '餐馆油烟扰民情况登记',
    what: '居民反映油烟的，记下店名和时间，一周报一次。',
    purpose: '执法队据此安排夜间检查。',
    basis: '',
    ...{ hoursMonthly: 3, doneBy: '窗口人员' },
  },
] as const

const HOURS = [1.5, 2, 1]

export async function seedAdmissions(staff: Actor[], community: Community, now: Date) {
  const account = (name: string) => staff[STAFF.findIndex(({ username }) => username === name)]!
  const [street, clerk, grid, department] = ['admin', 'clerk', 'grid', 'enforcement'].map(account) as [
    Actor,
    Actor,
    Actor,
    Actor,
  ]
  const receiver = await ReceiverModel.findOne({ memberIds: department.personId }, { _id: 1 }).lean()
  const today = dayOf(now)
  const term = { from: addDays(today, -20), until: addDays(today, 160) }
  const asked = []
  for (const [n, facts] of WORKS.entries()) {
    const call = { actor: department, key: `demo-admission-${n}`, now: addMinutes(now, -(25 - n) * 1440) }
    const ids = { receiverId: String(receiver!._id), streetId: String(community.areas[1]) }
    asked.push(await askAdmission(call, { ...facts, ...term, ...ids }))
  }
  const [admitted, refused] = asked.map(({ _id }) => String(_id)) as [string, string]
  const words = { id: refused, objects: true, words: '这张表和城管系统里的重复，网格员已经填三张表了。' }
  await remarkOn({ actor: clerk, key: 'demo-admission-remark', now: addMinutes(now, -23 * 1440) }, words)
  const waits = async (id: string) => AdmissionModel.exists({ _id: id, state: 'asked' })
  const answered = { actor: street, now: addMinutes(now, -21 * 1440) }
  if (await waits(admitted)) {
    const { hoursMonthly, doneBy } = WORKS[0]
    await admit(answered, { id: admitted, ...term, hoursMonthly, doneBy, reason: '只劝导、拍照，不登记店主信息。' })
  }
  if (await waits(refused))
    await refuse(answered, { id: refused, reason: '广告牌归执法队管，底数系统里已经有了，不再让社区填表。' })
  for (const [n, hours] of HOURS.entries()) {
    const day = addDays(today, -n * 4)
    const call = { actor: grid, key: `demo-admission-hours-${n}`, now }
    await noteHours(call, { id: admitted, communityId: String(community._id), day, hours })
  }
}
