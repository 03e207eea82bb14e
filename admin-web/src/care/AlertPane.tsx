import { getAlert, settleAlert, takeAlert } from '@yike/shared/care/endpoints'
import type { Outcome } from '@yike/shared/care/rules'
import type { AlertView } from '@yike/shared/care/schemas'
import { Button, Form, Input, Radio } from 'antd'
import { Link } from 'react-router'
import { Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { Essentials } from './Essentials'
import { GuardedForm } from '../kit/form/unsaved'

/** One alert: the phone numbers, the address, the facts to know, and the next step. */
export function AlertPane({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: alert, error, refetch } = useRead(getAlert, { id }, { everySeconds: 10 })
  if (error && !alert) return <Failed error={error} onRetry={refetch} />
  if (!alert) return <Loading />
  return (
    <>
      <Who alert={alert} onClose={onClose} />
      {alert.essentials && (
        <section className='pane'>
          <h2 className='lead'>进门前要知道的</h2>
          <Essentials {...alert.essentials} />
        </section>
      )}
    </>
  )
}

function Who({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const now = useNow()
  const take = useWrite(takeAlert)
  const { person, kind, taker, takenAt, outcome, settledAt, note, can, toldFamily, toldStaff } = alert
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>{`${person.name}${kind.code === 'help' ? '呼救' : '没报平安'}`}</h2>
        <Button className='push' size='small' onClick={onClose}>
          收起
        </Button>
      </div>
      <dl className='care__facts'>
        <dt>电话</dt>
        <dd className='nums'>{person.phone ? <a href={`tel:${person.phone}`}>{person.phone}</a> : '没有留电话'}</dd>
        <dt>住址</dt>
        <dd>{person.home ?? '没有写'}</dd>
        <dt>什么时候</dt>
        <dd className='nums'>
          {dayAndClock(alert.raisedAt, now)}，{alert.words}
        </dd>
        <dt>告诉了谁</dt>
        <dd>
          {[...toldFamily, toldStaff > 0 && `${toldStaff} 位工作人员`].filter(Boolean).join('、') || '没有人可告诉'}
        </dd>
        <dt>谁在办</dt>
        <dd>{taker ? `${taker.name}${takenAt ? `，${dayAndClock(takenAt, now)}` : ''}` : '还没人接'}</dd>
        {outcome && (
          <>
            <dt>结果</dt>
            <dd>
              {outcome.label}
              {settledAt && <span className='soft nums'>（{dayAndClock(settledAt, now)}）</span>}
            </dd>
          </>
        )}
        {note && (
          <>
            <dt>记了一句</dt>
            <dd>{note}</dd>
          </>
        )}
      </dl>
      <Refusal error={take.error} />
      <div className='row care__steps'>
        {can.take && (
          <Button type='primary' loading={take.isPending} onClick={() => take.mutate({ id: alert.id })}>
            {kind.code === 'help' ? '我在路上' : '我来找'}
          </Button>
        )}
        {can.readFile && <Link to={`/care/${person.id}`}>看照护档案</Link>}
      </div>
      {can.settle && <Settle alert={alert} />}
    </section>
  )
}

function Settle({ alert }: { alert: AlertView }) {
  const settle = useWrite(settleAlert)
  return (
    <GuardedForm<{ outcome: Outcome; note?: string }>
      layout='vertical'
      requiredMark={false}
      onFinish={({ outcome, note }) => settle.mutate({ id: alert.id, outcome, note: note?.trim() ?? '' })}
    >
      <Form.Item name='outcome' label='怎么样了' rules={[{ required: true, message: '选一下结果怎么样' }]}>
        <Radio.Group options={alert.outcomes.map(({ code, label }) => ({ value: code, label }))} vertical />
      </Form.Item>
      <Form.Item name='note' label='记一句（家人会读到）'>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} showCount />
      </Form.Item>
      <Refusal error={settle.error} />
      <div className='form-foot'>
        <Button htmlType='submit' loading={settle.isPending}>
          告诉家人
        </Button>
      </div>
    </GuardedForm>
  )
}
