import * as api from '@yike/shared/cases/reply-template-endpoints'
import type { ReplyTemplateView } from '@yike/shared/cases/reply-template-schemas'
import type { OutputOf } from '@yike/shared/endpoint'
import {
  cleanTemplate,
  exampleOf,
  TEMPLATE_MAX,
  TEMPLATE_VARIABLE_NAMES,
  TEMPLATE_VARIABLES,
  templateFault,
} from '@yike/shared/cases/reply-templates'
import { Button, Form, Input, Select, Tooltip, type GetRef } from 'antd'
import { useRef } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

interface Fields {
  areaId: string
  name: string
  text: string
}

/** A template with its variables, and beside it how a resident will read it. */
export function ReplyTemplateForm({
  item,
  areas,
  onDone,
}: {
  item: ReplyTemplateView | null
  areas: OutputOf<typeof api.listReplyTemplates>['areas']
  onDone: () => void
}) {
  const [form] = Form.useForm<Fields>()
  const box = useRef<GetRef<typeof Input.TextArea>>(null)
  const typed = Form.useWatch('text', form) ?? ''
  const create = useWrite(api.createReplyTemplate, onDone)
  const change = useWrite(api.changeReplyTemplate, onDone)
  const send = ({ areaId, name, text }: Fields) =>
    item
      ? change.mutate({ id: item.id, revision: item.revision, name, text })
      : create.mutate({ areaId: areaId ?? areas[0]?.id, name, text })
  /** Puts a variable where the cursor is. */
  const insert = (variable: string) => {
    const area = box.current?.resizableTextArea?.textArea
    const at = area?.selectionStart ?? typed.length
    const to = area?.selectionEnd ?? at
    form.setFieldValue('text', `${typed.slice(0, at)}{${variable}}${typed.slice(to)}`)
    requestAnimationFrame(() => {
      area?.focus()
      area?.setSelectionRange(at + variable.length + 2, at + variable.length + 2)
    })
  }
  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ areaId: areas[0]?.id, name: item?.name, text: item?.text ?? '' }}
      onFinish={send}
    >
      <div className='form-row'>
        <Form.Item
          name='name'
          label='模板叫什么'
          rules={[{ required: true, whitespace: true, min: 2, message: '写两个字以上，同事按名字找' }]}
        >
          <Input maxLength={20} placeholder='比如：供热报修已转' autoFocus />
        </Form.Item>
        {!item && areas.length > 1 && (
          <Form.Item name='areaId' label='给哪里用' rules={[{ required: true, message: '选一个地方' }]}>
            <Select options={areas.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
      </div>
      <Form.Item
        name='text'
        label='说什么'
        rules={[
          { required: true, whitespace: true, min: 2, message: '写上要说的话' },
          {
            validator: (_, text: string | undefined) => {
              const fault = templateFault(cleanTemplate(text ?? ''))
              return fault ? Promise.reject(new Error(fault)) : Promise.resolve()
            },
          },
        ]}
      >
        <Input.TextArea ref={box} autoSize={{ minRows: 4, maxRows: 10 }} maxLength={TEMPLATE_MAX} showCount />
      </Form.Item>
      <div className='template-variables' role='group' aria-label='插入变量'>
        {TEMPLATE_VARIABLE_NAMES.map((name) => (
          <Tooltip key={name} title={TEMPLATE_VARIABLES[name].means}>
            <Button size='small' onClick={() => insert(name)}>
              {`{${name}}`}
            </Button>
          </Tooltip>
        ))}
      </div>
      {typed.trim() && (
        <div className='said' aria-label='填好以后的样子'>
          <span className='note'>填好以后的样子（举例）</span>
          <p>{exampleOf(cleanTemplate(typed))}</p>
        </div>
      )}
      <Refusal error={create.error ?? change.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={create.isPending || change.isPending}>
          存下
        </Button>
      </div>
    </GuardedForm>
  )
}
