import { planCaseworkSession, recordCaseworkSession } from '@yike/shared/casework/endpoints'
import type { CaseworkView } from '@yike/shared/casework/schemas'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { TimeField } from '../kit/form/TimeField'
import { GuardedForm } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useWrite } from '../lib/query'

type Session = CaseworkView['sessions'][number]

/** The meetings of a casework: planned, then written down once. */
export function Sessions({ item }: { item: CaseworkView }) {
  const now = useNow()
  const [isPlanning, setPlanning] = useState(false)
  const [open, setOpen] = useState<string>()
  return (
    <section className='pane' aria-labelledby='sessions'>
      <h2 className='lead' id='sessions'>
        见面
      </h2>
      {item.sessions.length === 0 && <p className='note'>还没约过。</p>}
      <ul className='casework__list'>
        {item.sessions.map((session) => (
          <li key={session.id}>
            <p className='row'>
              <b>{dayAndClock(session.at, now)}</b> {session.place}
              <StatusTag tone={session.state.code === 'planned' ? 'go' : undefined}>{session.state.label}</StatusTag>
            </p>
            {session.notes && <p className='casework__words'>{session.notes}</p>}
            {session.state.code === 'planned' &&
              item.can.end &&
              (open === session.id ? (
                <RecordForm item={item} session={session} onDone={() => setOpen(undefined)} />
              ) : (
                <Button onClick={() => setOpen(session.id)}>记这一次</Button>
              ))}
          </li>
        ))}
      </ul>
      {item.can.write &&
        (isPlanning ? (
          <PlanForm item={item} onDone={() => setPlanning(false)} />
        ) : (
          <Button onClick={() => setPlanning(true)}>约一次见面</Button>
        ))}
    </section>
  )
}

function PlanForm({ item, onDone }: { item: CaseworkView; onDone: () => void }) {
  const plan = useWrite(planCaseworkSession, onDone)
  return (
    <GuardedForm<{ at: string; place: string }>
      layout='vertical'
      requiredMark={false}
      onFinish={(fields) => plan.mutate({ id: item.id, ...fields })}
    >
      <Form.Item name='at' label='什么时候' rules={[{ required: true, message: '选一个时间' }]}>
        <TimeField />
      </Form.Item>
      <Form.Item name='place' label='在哪儿' rules={[{ required: true, whitespace: true, message: '写清在哪儿' }]}>
        <Input maxLength={60} placeholder='家里，或者社区谈话室' />
      </Form.Item>
      <Refusal error={plan.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={plan.isPending}>
          约好，通知本人
        </Button>
        <Button onClick={onDone}>先不约</Button>
      </div>
    </GuardedForm>
  )
}

function RecordForm({ item, session, onDone }: { item: CaseworkView; session: Session; onDone: () => void }) {
  const record = useWrite(recordCaseworkSession, onDone)
  const [form] = Form.useForm<{ notes: string }>()
  const send = (held: boolean) => record.mutate({ id: item.id, sessionId: session.id, held, ...form.getFieldsValue() })
  return (
    <GuardedForm
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ notes: '' }}
      onFinish={() => send(true)}
    >
      <Form.Item name='notes' label='记录' extra='只有社工和督导看得到；本人导出自己的资料时也看得到。'>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={3000} showCount />
      </Form.Item>
      <Refusal error={record.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={record.isPending}>
          记好了
        </Button>
        <Button onClick={() => send(false)}>没见成</Button>
      </div>
    </GuardedForm>
  )
}
