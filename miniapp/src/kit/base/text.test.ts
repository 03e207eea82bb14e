import { expect, it } from 'vitest'
import { tie } from './text'

it('ties a number to its unit and leaves a time of day free', () => {
  expect(tie('11:25 出门，走 4 分钟')).toBe('11:25 出门，走\u00a04\u00a0分钟')
  expect(tie('1–6 号楼停水 8 小时')).toBe('1\u2060–\u20606\u00a0号楼停水 8\u00a0小时')
  expect(tie('社区电话 0546-8000100。')).toBe('社区电话\u00a00546\u2060-\u20608000100。')
  expect(tie('在食堂吃 4，送到家 12')).toBe('在食堂吃\u00a04，送到家\u00a012')
  expect(tie('打给张建国（尾号 0105）')).toBe('打给张建国（尾号\u00a00105）')
  expect(tie('明天 9:00 余 2 位，到 17:30')).toBe('明天 9:00 余\u00a02\u00a0位，到 17:30')
})
