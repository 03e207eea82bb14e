import { addMinutes, toApiTime } from '@yike/shared/time/china'
import type { Actor } from '../../http/policy'
import { recordIncident, takeIncidentStep } from '../../privacy/incidents'

const DAY = 1440

/** A list that went to the wrong group a fortnight ago: mended, reported, told; only its end is not noted yet. */
export async function seedIncident(security: Actor, now: Date) {
  const noticed = addMinutes(now, -14 * DAY)
  const call = (minutes: number, key: string) => ({ actor: security, now: addMinutes(noticed, minutes), key })
  const { _id } = await recordIncident(call(20, 'demo-incident'), {
    ...{ kinds: ['leak'], isCertain: true, what: '一份重阳节慰问名单发到了居民群里，两分钟后撤回' },
    ...{ cause: '两个群名字像，点错了', harm: '可能有人冒充社区打电话', measures: '撤回，请群里的人删掉' },
    ...{ advice: '自称社区的来电，挂了再打社区的座机核实', noticedAt: toApiTime(noticed) },
    ...{ happenedAt: toApiTime(addMinutes(noticed, -5)), data: ['name', 'phone'], people: 42, minors: 0 },
    ...{ level: 'general', isCrime: false, contact: { name: security.name, phone: '0546-8123456' } },
  })
  const steps = [
    ['contain', 20, '', '群里撤回，逐个请下载过的人删掉'],
    ['report', 60, '区网信办，电话', '说了经过、人数、措施，材料当天补齐'],
    ['people', 180, '42 位居民，电话', '逐个打了电话，告诉他们怎么防冒充'],
  ] as const
  for (const [step, minutes, to, words] of steps)
    await takeIncidentStep(call(minutes + 10, `demo-incident-${step}`), {
      ...{ id: String(_id), step, at: toApiTime(addMinutes(noticed, minutes)), to, words, isWaived: false },
    })
}
