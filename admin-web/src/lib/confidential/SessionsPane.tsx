import type { NotedSession } from '@yike/shared/cases/session-schemas'
import type { Endpoint } from '@yike/shared/endpoint'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Refusal } from '../../kit/form/Refusal'
import { TimeField } from '../../kit/form/TimeField'
import { GuardedForm } from '../../kit/form/unsaved'
import { useNow } from '../../kit/hooks/useNow'
import { StatusTag } from '../../kit/show/Tag'
import { dayAndClock } from '../../kit/show/text'
import { useWrite } from '../query'
import './confidential.css'

/** The form that plans a session; `fields` are those that only its kind has. */
interface Planning<Fields> {
  to: Endpoint<{ id: string } & Fields, unknown>
  says: { open: string; send: string; place?: string }
  first?: object
  fields?: ReactNode
}
/** The form that writes it down. */
interface Recording<Session, Fields> {
  to: Endpoint<{ id: string; sessionId: string; held: boolean } & Fields, unknown>
  says: { notes: string; readers?: string; notHeld: string }
  first?: (session: Session) => object
  fields?: (session: Session) => ReactNode
}
interface Props<Session, Plan, Record> {
  item: { id: string; sessions: readonly Session[] }
  title: string
  can: { plan: boolean; record: boolean }
  plan: Planning<Plan>
  record: Recording<Session, Record>
  brief?: (session: Session) => ReactNode
}

/** The sessions of a confidential case: planned, then written down once. */
export function SessionsPane<Session extends NotedSession, Plan extends object, Record extends object>(
  props: Props<Session, Plan, Record>,
) {
  const { item, title, can, plan, record, brief } = props
  const now = useNow()
  const [isPlanning, setPlanning] = useState(false)
  const [open, setOpen] = useState<string>()
  return (
    <section className='pane' aria-labelledby='sessions'>
      <h2 className='lead' id='sessions'>
        {title}
      </h2>
      {item.sessions.length === 0 && <p className='note'>还没约过。</p>}
      <ul className='confidential__list'>
        {item.sessions.map((session) => (
          <li key={session.id}>
            <p className='row'>
              <b>{dayAndClock(session.at, now)}</b> {session.place}
              <StatusTag tone={session.state.code === 'planned' ? 'go' : undefined}>{session.state.label}</StatusTag>
            </p>
            {brief && <p className='note'>{brief(session)}</p>}
            {session.notes && <p className='confidential__words'>{session.notes}</p>}
            {session.state.code === 'planned' &&
              can.record &&
              (open === session.id ? (
                <RecordForm id={item.id} {...{ session, record }} onDone={() => setOpen(undefined)} />
              ) : (
                <Button onClick={() => setOpen(session.id)}>记这一次</Button>
              ))}
          </li>
        ))}
      </ul>
      {can.plan &&
        (isPlanning ? (
          <PlanForm id={item.id} plan={plan} onDone={() => setPlanning(false)} />
        ) : (
          <Button onClick={() => setPlanning(true)}>{plan.says.open}</Button>
        ))}
    </section>
  )
}

interface FormProps {
  id: string
  onDone: () => void
}

function PlanForm<Plan extends object>({
  id,
  plan: { to, says, first, fields },
  onDone,
}: FormProps & { plan: Planning<Plan> }) {
  const send = useWrite(to, onDone)
  return (
    <GuardedForm<Plan>
      layout='vertical'
      requiredMark={false}
      initialValues={first}
      onFinish={(written) => send.mutate({ id, ...written })}
    >
      <Form.Item name='at' label='什么时候' rules={[{ required: true, message: '选一个时间' }]}>
        <TimeField empty='选日期和时间' />
      </Form.Item>
      <Form.Item name='place' label='在哪儿' rules={[{ required: true, whitespace: true, message: '写清在哪儿' }]}>
        <Input maxLength={60} placeholder={says.place} />
      </Form.Item>
      {fields}
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          {says.send}
        </Button>
        <Button onClick={onDone}>先不约</Button>
      </div>
    </GuardedForm>
  )
}

function RecordForm<Session extends NotedSession, Record extends object>(
  props: FormProps & { session: Session; record: Recording<Session, Record> },
) {
  const { id, session, onDone } = props
  const { to, says, first, fields } = props.record
  const write = useWrite(to, onDone)
  const [form] = Form.useForm<Record>()
  const send = (held: boolean) => write.mutate({ ...form.getFieldsValue(), id, sessionId: session.id, held })
  return (
    <GuardedForm<Record>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ notes: '', ...first?.(session) }}
      onFinish={() => send(true)}
    >
      {fields?.(session)}
      <Form.Item name='notes' label={says.notes} extra={says.readers}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={3000} showCount />
      </Form.Item>
      <Refusal error={write.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={write.isPending}>
          记好了
        </Button>
        <Button onClick={() => send(false)}>{says.notHeld}</Button>
      </div>
    </GuardedForm>
  )
}
