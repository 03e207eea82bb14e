import { CASE_STATE_CODES } from '@yike/shared/cases/states'
import { STAFF_STEPS } from '@yike/shared/cases/staff-steps'
import { expect, it } from 'vitest'
import { nextStep, nextVerb } from './nextSteps'

const can = { close: true }
const at = (code: string) => ({ state: { code, label: '' } })

it('a row names a step that exists, also when it is late', () => {
  const labels = [...Object.values(STAFF_STEPS).map(({ label }) => label as string), '去办', '看看']
  for (const code of CASE_STATE_CODES) {
    const verb = nextVerb(at(code), true)
    expect({ code, exists: labels.some((label) => label.startsWith(verb)) }).toEqual({ code, exists: true })
  }
})

it('a case that waits for another community is only looked at, and says whom it waits for', () => {
  const transfer = { to: { id: '', name: '翠湖社区' }, since: '', by: '', bound: false }
  expect(nextVerb({ ...at('accepted'), transfer: { late: true } }, true)).toBe('看看')
  expect(nextStep({ ...at('accepted'), can, transfer })).toBe('等翠湖社区接收或退回')
  expect(nextStep({ ...at('accepted'), can, transfer: { ...transfer, bound: true } })).toBe('等翠湖社区接收')
})

it('the call-back is named only to those who may close', () => {
  expect(nextVerb(at('resolved'), true)).toBe('回访')
  expect(nextVerb(at('resolved'), false)).toBe('看看')
  expect(nextStep({ ...at('resolved'), can })).toContain('打个电话')
  expect(nextStep({ ...at('resolved'), can: { close: false } })).toBe('等社区管理员回访')
})

it('no resident is named where the office goes and looks unasked', () => {
  expect(nextStep({ ...at('in_progress'), can })).toContain('告诉居民')
  expect(nextStep({ ...at('in_progress'), can, isOwnWork: true })).toBe('下一步：去看，写下看到的')
})
