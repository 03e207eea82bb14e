import { expect, it } from 'vitest'
import { problemWithPassword } from './passwords'

it('takes a long sentence and refuses what is short, repeated, common or the user name', () => {
  expect(problemWithPassword('春天的风吹过颐园三号楼的槐树下面')).toBeNull()
  expect(problemWithPassword('correct horse battery')).toBeNull()
  expect(problemWithPassword('yike-2026')).toContain('至少 15 个字符')
  expect(problemWithPassword('abababababababab')).toContain('太少')
  expect(problemWithPassword('password-password')).toBeNull()
  expect(problemWithPassword('password1234567')).toContain('很常见')
  expect(problemWithPassword('zhanghaiyan-long-words', 'zhanghaiyan')).toContain('账号')
})

it('counts characters as people do, and refuses each word that everybody tries', () => {
  expect(problemWithPassword('春天的风吹过颐园三号楼的槐树')).toContain('至少 15 个字符')
  for (const word of ['123456789', 'qwertyuiop', 'demo-yike-15', 'administrator', '888888888'])
    expect(problemWithPassword(`${word}-abcde`), word).toContain('很常见')
  expect(problemWithPassword('zhou-and-long-words', 'zhou')).toContain('账号')
  expect(problemWithPassword('abcd'.repeat(50))).toContain('太少')
  expect(problemWithPassword('abcde'.repeat(40))).toBeNull()
  expect(problemWithPassword(`${'abcde'.repeat(40)}f`)).toContain('最多 200 个字符')
})
