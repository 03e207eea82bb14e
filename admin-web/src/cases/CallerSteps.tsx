import { commentForCaller, rateForCaller, reopenForCaller } from '@yike/shared/cases/endpoints'
import { RATINGS } from '@yike/shared/cases/ratings'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { App, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

const WORDS = {
  comment: { label: '他补充了情况', asks: '他说了什么', max: 500 },
  rate: { label: '他评一评', asks: '他还说了什么（不写也行）', max: 200 },
  reopen: { label: '他说没办好', asks: '哪儿没办好', max: 200 },
} as const
type CallerStep = keyof typeof WORDS
const STEPS = Object.keys(WORDS) as CallerStep[]

/** Writes down the words of a reporter who phones, as theirs. */
export function CallerSteps({ item: { id, caller } }: { item: StaffCase }) {
  const { message } = App.useApp()
  const [step, setStep] = useState<CallerStep>()
  const done = () => {
    setStep(undefined)
    void message.success('替他记下了，办的人会看到')
  }
  const writes = {
    comment: useWrite(commentForCaller, done),
    rate: useWrite(rateForCaller, done),
    reopen: useWrite(reopenForCaller, done),
  }
  const open = STEPS.filter((code) => caller?.[code])
  if (open.length === 0) return null
  const submit = ({ text = '', score }: { text?: string; score?: number }) => {
    if (step === 'comment') writes.comment.mutate({ id, text })
    if (step === 'reopen') writes.reopen.mutate({ id, reason: text })
    if (step === 'rate') writes.rate.mutate({ id, score: score!, comment: text || undefined })
  }
  return (
    <div className='case__caller screen-only'>
      <p className='note'>他打电话来说的，替他记下：</p>
      <div className='steps'>
        {open.map((code) => (
          <Button key={code} size='small' onClick={() => setStep(code)}>
            {WORDS[code].label}
          </Button>
        ))}
      </div>
      {step && (
        <GuardedModal open title={WORDS[step].label} footer={null} width={440} onCancel={() => setStep(undefined)}>
          <GuardedForm<{ text?: string; score?: number }> layout='vertical' requiredMark={false} onFinish={submit}>
            {step === 'rate' && (
              <Form.Item name='score' label='他觉得办得怎么样' rules={[{ required: true, message: '选一个' }]}>
                <Radio.Group options={RATINGS.map(({ score, label }) => ({ value: score, label }))} />
              </Form.Item>
            )}
            <Form.Item
              name='text'
              label={WORDS[step].asks}
              rules={step === 'rate' ? [] : [{ required: true, whitespace: true, min: 2, message: '把他的话写下来' }]}
            >
              <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={WORDS[step].max} showCount />
            </Form.Item>
            <Refusal error={writes[step].error} />
            <div className='form-foot'>
              <Button type='primary' htmlType='submit' loading={writes[step].isPending}>
                替他记下
              </Button>
              <Button type='text' onClick={() => setStep(undefined)}>
                先不
              </Button>
            </div>
          </GuardedForm>
        </GuardedModal>
      )}
    </div>
  )
}
