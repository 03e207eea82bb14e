import { writePlan } from '@yike/shared/casework/endpoints'
import { firstReview } from '@yike/shared/casework/rules'
import type { CaseworkView } from '@yike/shared/casework/schemas'
import { dayOf } from '@yike/shared/time/china'
import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { DayField } from '../kit/form/DayField'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { StatusTag } from '../kit/show/Tag'
import { useWrite } from '../lib/query'

/** Goals with their steps, and the day on which they are looked at again. The person reads them. */
export function PlanPane({ item }: { item: CaseworkView }) {
  const [isWriting, setWriting] = useState(false)
  return (
    <section className='pane' aria-labelledby='plan'>
      <h2 className='lead' id='plan'>
        计划
      </h2>
      {isWriting ? (
        <PlanForm item={item} onDone={() => setWriting(false)} />
      ) : (
        <>
          {item.goals.length === 0 && <p className='note'>还没定目标。和本人一起定。</p>}
          <ul className='confidential__list'>
            {item.goals.map(({ goal, steps, reached }) => (
              <li key={goal}>
                <b>{goal}</b> {reached && <StatusTag tone='done'>达到了</StatusTag>}
                {steps.map((step) => (
                  <div key={step} className='note'>
                    {step}
                  </div>
                ))}
              </li>
            ))}
          </ul>
          {item.can.write && (
            <Button onClick={() => setWriting(true)}>{item.goals.length === 0 ? '定目标' : '改计划'}</Button>
          )}
        </>
      )}
    </section>
  )
}

interface Fields {
  goals: { goal: string; steps?: string; reached?: boolean }[]
  reviewOn: string
}
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function PlanForm({ item, onDone }: { item: CaseworkView; onDone: () => void }) {
  const send = useWrite(writePlan, onDone)
  const goals = item.goals.map((one) => ({ ...one, steps: one.steps.join('\n') }))
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      initialValues={{
        goals: goals.length > 0 ? goals : [{ goal: '', steps: '', reached: false }],
        reviewOn: item.reviewOn ?? firstReview(dayOf(new Date())),
      }}
      onFinish={({ goals: said, reviewOn }) =>
        send.mutate({
          ...{ id: item.id, seq: item.seq, reviewOn },
          goals: said.map(({ goal, steps = '', reached = false }) => ({ goal, reached, steps: linesOf(steps) })),
        })
      }
    >
      <Form.List name='goals'>
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }, index) => (
              <div key={key}>
                <Form.Item
                  name={[name, 'goal']}
                  label={`目标 ${index + 1}`}
                  rules={[{ required: true, whitespace: true, min: 2, message: '写上目标，或者去掉' }]}
                >
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name={[name, 'steps']} label={`第 ${index + 1} 个目标分几步`} extra='一行一步'>
                  <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
                </Form.Item>
                <div className='row'>
                  <Form.Item name={[name, 'reached']} valuePropName='checked'>
                    <Checkbox>达到了</Checkbox>
                  </Form.Item>
                  {rows.length > 1 && (
                    <Button type='text' aria-label={`去掉第 ${index + 1} 个目标`} onClick={() => remove(name)}>
                      去掉
                    </Button>
                  )}
                </div>
              </div>
            ))}
            {rows.length < 10 && <Button onClick={() => add({ goal: '' })}>加一个目标</Button>}
          </>
        )}
      </Form.List>
      <Form.Item name='reviewOn' label='哪天回顾' rules={[{ required: true, message: '选一天' }]}>
        <DayField />
      </Form.Item>
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          存好
        </Button>
        <Button onClick={onDone}>先不改</Button>
      </div>
    </GuardedForm>
  )
}
