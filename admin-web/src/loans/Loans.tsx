import { showBookingPhone } from '@yike/shared/booking/endpoints'
import type { Photo } from '@yike/shared/files/schemas'
import { extendLoan, handOut, listLoans, takeBack } from '@yike/shared/loans/endpoints'
import type { Condition, LOAN_STATES } from '@yike/shared/loans/rules'
import type { LoanRow } from '@yike/shared/loans/schemas'
import { addDays } from '@yike/shared/time/china'
import { App, Button, Segmented } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { DataTable } from '../kit/show/DataTable'
import { DayPicker } from '../kit/form/DayPicker'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { fullDay, tie } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { ShowPhone } from '../lib/ShowPhone'
import { useMe } from '../lib/useMe'
import { LendForm } from './LendForm'
import { LookFields } from './LookFields'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

const VIEWS = [
  { value: 'asked', label: '来取的', none: '这七天没有人来取。' },
  { value: 'out', label: '借出的', none: '没有借出去的。' },
  { value: 'overdue', label: '该还没还', none: '没有该还没还的。' },
] as const
type ViewCode = (typeof VIEWS)[number]['value']
const TONES: Partial<Record<keyof typeof LOAN_STATES, TagTone>> = { out: 'go', overdue: 'late' }

/** People who come to fetch a thing, who have one, who are late: each row opens the counter. */
export function Loans() {
  const [view, setView] = useState<ViewCode>('asked')
  const [opened, setOpened] = useState<LoanRow>()
  const [isLending, setLending] = useState(false)
  const { may } = useMe()
  const { data, error, refetch } = useRead(listLoans, { view }, { everySeconds: 60 })
  return (
    <section className='pane'>
      <div className='pane__head'>
        <Segmented<ViewCode>
          aria-label='看哪些'
          options={VIEWS.map(({ value, label }) => ({ value, label }))}
          value={view}
          onChange={setView}
        />
        {may('booking.book') && (
          <Button type='primary' className='push' onClick={() => setLending(true)}>
            借给来的人
          </Button>
        )}
      </div>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Empty text={VIEWS.find(({ value }) => value === view)!.none} />
      ) : (
        <DataTable
          rows={data.items.map((item) => ({ ...item, id: item.bookingId }))}
          onOpen={setOpened}
          columns={[
            { title: '号', dataIndex: 'code', className: 'nums' },
            { title: '谁', render: (_, { who }) => <span className='strong'>{who.name}</span> },
            {
              title: '电话',
              className: 'nums',
              render: (_, { bookingId, who }) => (
                <ShowPhone of={showBookingPhone} input={{ id: bookingId }} last4={who.phoneLast4} />
              ),
            },
            { title: '借什么', className: 'nums', render: (_, { thing }) => `${thing.name} ${thing.number}` },
            { title: '取', className: 'nums', render: (_, { from, hours }) => `${fullDay(from)} ${hours}` },
            { title: '还', className: 'nums', render: (_, { to }) => fullDay(to) },
            {
              title: '',
              render: (_, { state, lateDays }) => (
                <StatusTag tone={TONES[state.code as keyof typeof LOAN_STATES]}>
                  {lateDays > 0 ? `晚了 ${lateDays} 天` : state.label}
                </StatusTag>
              ),
            },
          ]}
        />
      )}
      {isLending && (
        <LendForm
          onClose={() => setLending(false)}
          onDone={() => {
            setLending(false)
            setView('out')
          }}
        />
      )}
      {opened && <CounterDrawer loan={opened} onClose={() => setOpened(undefined)} />}
    </section>
  )
}

interface Fields {
  condition: Condition
  note?: string
  photos?: Photo[]
}

function CounterDrawer({ loan, onClose }: { loan: LoanRow; onClose: () => void }) {
  const { message } = App.useApp()
  const { bookingId: id, who, thing, can } = loan
  const give = useWrite(handOut, () => {
    void message.success('记下了，借出去了')
    onClose()
  })
  const take = useWrite(takeBack, () => {
    void message.success('记下了，还回来了')
    onClose()
  })
  const { mutate, error, isPending } = can.takeBack ? take : give
  return (
    <GuardedDrawer open title={`${who.name} ${thing.name} ${thing.number}`} size={420} onClose={onClose}>
      <p className='note'>{thing.shelf}</p>
      {can.handOut || can.takeBack ? (
        <GuardedForm<Fields>
          layout='vertical'
          requiredMark={false}
          initialValues={{ condition: 'good' }}
          onFinish={({ condition, note, photos }) =>
            mutate({ id, condition, note, photoIds: photos?.map((photo) => photo.id) })
          }
        >
          <LookFields />
          <Refusal error={error} />
          <div className='form-foot'>
            <Button type='primary' htmlType='submit' loading={isPending}>
              {can.takeBack ? '收回来了' : '给他了'}
            </Button>
          </div>
        </GuardedForm>
      ) : (
        <p>{`约的是 ${fullDay(loan.from)}，到那天再给。`}</p>
      )}
      {can.extend && <Extend loan={loan} onDone={onClose} />}
    </GuardedDrawer>
  )
}

function Extend({ loan, onDone }: { loan: LoanRow; onDone: () => void }) {
  const { message } = App.useApp()
  const [to, setTo] = useState<Dayjs>(dayjs(addDays(loan.to, 7)))
  const extend = useWrite(extendLoan, ({ to: until }) => {
    void message.success(`续到 ${fullDay(until)}`)
    onDone()
  })
  return (
    <div className='loans__extend'>
      <h2 className='lead'>续借</h2>
      <Refusal error={extend.error} />
      <div className='row'>
        <DayPicker
          aria-label='续到哪天'
          allowClear={false}
          value={to}
          format='M月D日'
          onChange={(day) => day && setTo(day)}
        />
        <Button
          loading={extend.isPending}
          onClick={() => extend.mutate({ id: loan.bookingId, to: to.format('YYYY-MM-DD') })}
        >
          续到这天
        </Button>
        <span className='note nums'>{`原来 ${tie(fullDay(loan.to), '还')}`}</span>
      </div>
    </div>
  )
}
