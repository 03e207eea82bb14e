import { expect, it } from 'vitest'
import { unfitFor } from '../scripts/release-check'

it.each([
  ['var a="http://127.0.0.1:3000"', '没有加密的网址（http://127.0.0.1:3000）'],
  ['signIn({code:"demo:"+name})', '演示登录（"demo:）'],
  ['<text>演示登录</text>', '演示登录（演示登录）'],
  ['title:"测试社区"', '“测试”两个字（测试）'],
  ['title:"\\u6d4b\\u8bd5"', '“测试”两个字（\\u6d4b\\u8bd5）'],
])('a release holds no %s', (text, problem) => {
  expect(unfitFor(text)).toEqual([problem])
})

it('an https address, a name of SVG and other words are fit for a release', () => {
  expect(unfitFor(`"https://yike.example.cn" "<svg xmlns='http://www.w3.org/2000/svg'>" 正式 检测 试用`)).toEqual([])
})
