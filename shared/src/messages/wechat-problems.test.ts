import { describe, expect, it } from 'vitest'
import { fieldsOfTemplate, templateProblem, wechatProblem } from './wechat-problems'

const CONTENT = '服务名称:{{thing1.DATA}}\n时间:{{time2.DATA}}\n状态:{{phrase3.DATA}}\n'

describe('what WeChat answers is said in Chinese', () => {
  it('with the place where it is mended', () => {
    expect(wechatProblem(40125)).toMatchObject({
      says: '密钥不对',
      mend: expect.stringContaining('WECHAT_SECRET') as string,
    })
    expect(wechatProblem(40164).mend).toContain('IP 白名单')
  })

  it('and a code that nobody foresaw is named', () => {
    expect(wechatProblem(87009)).toMatchObject({ says: '微信不答应，回了 87009' })
  })
})

describe('a template', () => {
  it('fits by the names of its fields, in any order', () => {
    expect(fieldsOfTemplate(CONTENT)).toEqual(['thing1', 'time2', 'phrase3'])
    expect(templateProblem(['time2', 'thing1', 'phrase3'], CONTENT)).toBeNull()
  })

  it('that WeChat does not have, lacks a field or names one of another template is found', () => {
    expect(templateProblem(['thing1'], undefined)!.says).toBe('微信里没有这个模板号')
    expect(templateProblem(['thing1', 'time4', 'phrase3'], CONTENT)!.says).toBe('少了 time2，微信的模板里没有 time4')
  })
})
