import { expect, it } from 'vitest'
import { CreateReplyTemplate } from './reply-template-schemas'
import {
  cleanTemplate,
  fillTemplate,
  TEMPLATE_VARIABLE_NAMES,
  templateFault,
  unfilledFault,
  withTemplate,
  type TemplateValues,
} from './reply-templates'

const values = (some: Partial<TemplateValues>) =>
  ({ ...Object.fromEntries(TEMPLATE_VARIABLE_NAMES.map((name) => [name, null])), ...some }) as TemplateValues

it('keeps a template that a Chinese keyboard typed, and refuses a variable that nobody knows with those that exist', () => {
  const typed = { areaId: 'a'.repeat(24), name: '收到了', text: '｛编号｝收到了，{ 期限 }前答复' }

  expect(CreateReplyTemplate.parse(typed).text).toBe('{编号}收到了，{期限}前答复')
  const refused = CreateReplyTemplate.safeParse({ ...typed, text: '{姓名}您好，{家庭住址}的事收到了' })
  expect(refused.error?.issues[0]?.message).toMatch(/^没有\{姓名\}、\{家庭住址\}这个变量，能用的有\{编号\}/)
  expect(templateFault('{编号收到了')).toContain('成对')
})

it('fills each variable once: braces in a title are words, and what a case lacks stays and is named', () => {
  const filled = fillTemplate('{事项}由{承办人}办，{事项}', values({ 事项: '门禁{电话}坏了', 电话: '0546-8001234' }))

  expect(filled).toEqual({ text: '门禁{电话}坏了由{承办人}办，门禁{电话}坏了', lacks: ['承办人'] })
  expect(unfilledFault('由{承办人}办')).toContain('{承办人}还没填上')
  expect(unfilledFault('价目表 {见附件}')).toBeNull()
  expect(cleanTemplate('没有变量的话')).toBe('没有变量的话')
})

it('puts a template in place of the first sentence, and below what somebody typed', () => {
  expect(withTemplate('收下了。', '收下了。', '模板')).toBe('模板')
  expect(withTemplate('  ', '', '模板')).toBe('模板')
  expect(withTemplate('我去看过', '收下了。', '模板')).toBe('我去看过\n模板')
})
