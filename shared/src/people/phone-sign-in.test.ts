import { expect, it } from 'vitest'
import { roughAddress } from './phone-sign-in'

it.each([
  ['113.88.12.7', '113.88.*.*'],
  ['::ffff:113.88.12.7', '113.88.*.*'],
  ['240e:3a0:12:7::/64', '240e:3a0:*'],
  ['192.168.1.20', '单位里的网络'],
  ['172.31.0.9', '单位里的网络'],
  ['172.32.0.9', '172.32.*.*'],
  ['fd12:3456::1', '单位里的网络'],
  ['127.0.0.1', '运行一刻的这台机器'],
  ['::1', '运行一刻的这台机器'],
  ['::1::/64', '运行一刻的这台机器'],
])('an address is shown as far as it helps: %s as %s', (ip, shown) => {
  expect(roughAddress(ip)).toBe(shown)
})
