import { bulkStep, type BulkStepCode } from '@yike/shared/cases/bulk'
import { previewBulkStep } from '@yike/shared/cases/bulk-endpoints'
import type { BulkPreview } from '@yike/shared/cases/bulk-schemas'
import { listOfferedTemplates } from '@yike/shared/cases/reply-template-endpoints'
import { cleanTemplate, templateFault, withTemplate } from '@yike/shared/cases/reply-templates'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useAsk, useRead } from '../lib/query'
import { BulkRun } from './BulkRun'
import { BulkAssigneeField } from './StepChoices'

interface Fields {
  text: string
  assigneeId?: string
}

interface Props {
  step: BulkStepCode
  ids: string[]
  onClose: () => void
  onDone: () => void
}

/** One step for many cases: the sentence, then a look at every row, then the step itself. */
export function BulkStep({ step, ids, onClose, onDone }: Props) {
  const [form] = Form.useForm<Fields>()
  const words = bulkStep(step)
  const [seen, setSeen] = useState<{ preview: BulkPreview; assigneeId?: string }>()
  const templates = useRead(listOfferedTemplates, {})
  const preview = useAsk(previewBulkStep, (answer) =>
    setSeen({ preview: answer, assigneeId: form.getFieldValue('assigneeId') as string | undefined }),
  )
  if (seen) return <BulkRun step={step} {...seen} onBack={() => setSeen(undefined)} onClose={onClose} onDone={onDone} />
  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ text: words.said }}
      onFinish={({ text, assigneeId }) => preview.mutate({ step, ids, text, assigneeId })}
    >
      {step === 'assign' && <BulkAssigneeField ids={ids} />}
      {step !== 'close' && (templates.data?.items.length ?? 0) > 0 && (
        <Select
          className='template-pick'
          aria-label='套用答复模板'
          placeholder='套用答复模板，每一件自己填好'
          value={null}
          options={templates.data?.items.map(({ id, name, area }) => ({ value: id, label: `${name}（${area}）` }))}
          onChange={(chosen: string | null) => {
            const template = templates.data?.items.find(({ id }) => id === chosen)
            const typed = (form.getFieldValue('text') as string | undefined) ?? ''
            if (template) form.setFieldValue('text', withTemplate(typed, words.said, template.text))
          }}
        />
      )}
      <Form.Item
        name='text'
        label={words.asks}
        extra='可以写 {编号}{事项}{期限}，每一件自己填好'
        rules={[
          ...(words.optional ? [] : [{ required: true, whitespace: true, min: 2, message: '写一句话，说清楚再交' }]),
          {
            validator: (_, text: string | undefined) => {
              const fault = templateFault(cleanTemplate(text ?? ''))
              return fault ? Promise.reject(new Error(fault)) : Promise.resolve()
            },
          },
        ]}
      >
        <Input.TextArea autoFocus={step !== 'assign'} autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} showCount />
      </Form.Item>
      <Refusal error={preview.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={preview.isPending}>
          先看一遍
        </Button>
        <span className='note'>{words.undo}</span>
      </div>
    </GuardedForm>
  )
}
