import { planSession, recordSession } from '@yike/shared/mediation/endpoints'
import type { MediationView } from '@yike/shared/mediation/schemas'
import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { TimeField } from '../kit/form/TimeField'
import { GuardedForm } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useWrite } from '../lib/query'

type Session = MediationView['sessions'][number]

const namesOf = ({ parties }: MediationView, ids: readonly string[]) =>
  parties
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .join('、')
const choices = (parties: MediationView['parties']) => parties.map(({ id, name }) => ({ value: id, label: name }))

/** The sessions of a mediation: planned, then written down once. The notes are for the mediator alone. */
export function Sessions({ item }: { item: MediationView }) {
  const now = useNow()
  const [isPlanning, setPlanning] = useState(false)
  const [open, setOpen] = useState<string>()
  return (
    <section className='pane' aria-labelledby='sessions'>
      <h2 className='lead' id='sessions'>
        调解会
      </h2>
      {item.sessions.length === 0 && <p className='note'>还没约过。</p>}
      <ul className='mediation__list'>
        {item.sessions.map((session) => (
          <li key={session.id}>
            <p className='row'>
              <b>{dayAndClock(session.at, now)}</b> {session.place}
              <StatusTag tone={session.state.code === 'planned' ? 'go' : undefined}>{session.state.label}</StatusTag>
            </p>
            <p className='note'>
              请了{namesOf(item, session.partyIds)}
              {session.attendedIds && `，来了${namesOf(item, session.attendedIds) || '零位'}`}
            </p>
            {session.notes && <p className='agreement__words'>{session.notes}</p>}
            {session.state.code === 'planned' &&
              (open === session.id ? (
                <RecordForm item={item} session={session} onDone={() => setOpen(undefined)} />
              ) : (
                <Button onClick={() => setOpen(session.id)}>记这一次</Button>
              ))}
          </li>
        ))}
      </ul>
      {item.can.edit &&
        (isPlanning ? (
          <PlanForm item={item} onDone={() => setPlanning(false)} />
        ) : (
          <Button onClick={() => setPlanning(true)}>约一次调解会</Button>
        ))}
    </section>
  )
}

function PlanForm({ item, onDone }: { item: MediationView; onDone: () => void }) {
  const plan = useWrite(planSession, onDone)
  return (
    <GuardedForm<{ at: string; place: string; partyIds: string[] }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ place: '社区调解室', partyIds: item.parties.map(({ id }) => id) }}
      onFinish={(fields) => plan.mutate({ id: item.id, ...fields })}
    >
      <Form.Item name='at' label='什么时候' rules={[{ required: true, message: '选一个时间' }]}>
        <TimeField />
      </Form.Item>
      <Form.Item name='place' label='在哪儿' rules={[{ required: true, whitespace: true, message: '写清在哪儿' }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name='partyIds'
        label='请谁来'
        rules={[{ required: true, type: 'array', min: 1, message: '选一下请谁来' }]}
      >
        <Checkbox.Group options={choices(item.parties)} />
      </Form.Item>
      <Refusal error={plan.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={plan.isPending}>
          约好，通知他们
        </Button>
        <Button onClick={onDone}>先不约</Button>
      </div>
    </GuardedForm>
  )
}

function RecordForm({ item, session, onDone }: { item: MediationView; session: Session; onDone: () => void }) {
  const record = useWrite(recordSession, onDone)
  const [form] = Form.useForm<{ attendedIds: string[]; notes: string }>()
  const invited = item.parties.filter(({ id }) => session.partyIds.includes(id))
  const send = (held: boolean) => record.mutate({ id: item.id, sessionId: session.id, held, ...form.getFieldsValue() })
  return (
    <GuardedForm
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ attendedIds: session.partyIds, notes: '' }}
      onFinish={() => send(true)}
    >
      <Form.Item name='attendedIds' label='来了谁'>
        <Checkbox.Group options={choices(invited)} />
      </Form.Item>
      <Form.Item name='notes' label='记录，只有调解员和管调解的人看得到'>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={3000} showCount />
      </Form.Item>
      <Refusal error={record.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={record.isPending}>
          记好了
        </Button>
        <Button onClick={() => send(false)}>没开成，取消</Button>
      </div>
    </GuardedForm>
  )
}
