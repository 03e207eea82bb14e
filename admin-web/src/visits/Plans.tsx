import { addDays, dayOf } from '@yike/shared/time/china'
import { endPlanByStaff, listPlans } from '@yike/shared/visits/endpoints'
import { planResultInWords, rhythmInWords } from '@yike/shared/visits/rules'
import type { PlanView } from '@yike/shared/visits/schemas'
import { App, Button, Popconfirm } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { DataTable } from '../kit/show/DataTable'
import { DayPicker } from '../kit/form/DayPicker'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { fullDay } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { PlanForm } from './PlanForm'
import { GuardedDrawer } from '../kit/form/unsaved'

const DAY_TONES: Partial<Record<string, 'go' | 'soon'>> = { confirmed: 'go', refused: 'soon' }

/** Repeated visits, and the days of each that could not be booked. */
export function Plans() {
  const { may } = useMe()
  const { message } = App.useApp()
  /** `plan`: the one that is changed; a new one without. */
  const [form, setForm] = useState<{ plan?: PlanView }>()
  const [opened, setOpened] = useState<PlanView>()
  const { data, error, refetch } = useRead(listPlans, {})
  const show = (plan: PlanView) => {
    void message.success(planResultInWords(plan.days))
    setForm(undefined)
    setOpened(plan)
  }
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>定期上门</h2>
        {may('booking.book') && (
          <Button type='primary' className='push' onClick={() => setForm({})}>
            定一个
          </Button>
        )}
      </div>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Empty text='还没有定期上门。每周二、周五九点来八周，一次就约好。' />
      ) : (
        <DataTable
          rows={data.items}
          onOpen={setOpened}
          columns={[
            { title: '谁家', render: (_, { who }) => <span className='strong'>{who.name}</span> },
            { title: '做什么', render: (_, { service }) => service.name },
            { title: '什么时候', className: 'nums', render: (_, plan) => rhythmInWords(plan) },
            {
              title: '到哪天',
              className: 'nums',
              render: (_, { until, endsFrom, changed }) =>
                endsFrom ? `${fullDay(endsFrom)} 起${changed ? '改了时间' : '停了'}` : fullDay(until),
            },
            { title: '谁定的', dataIndex: 'madeBy' },
            {
              title: '约得怎么样',
              className: 'table__words nums',
              render: (_, { days }) => days.length > 0 && planResultInWords(days),
            },
          ]}
        />
      )}
      {form ? (
        <PlanForm plan={form.plan} onDone={show} onClose={() => setForm(undefined)} />
      ) : (
        opened && (
          <PlanDrawer plan={opened} onChange={() => setForm({ plan: opened })} onClose={() => setOpened(undefined)} />
        )
      )}
    </section>
  )
}

function PlanDrawer({ plan, onChange, onClose }: { plan: PlanView; onChange: () => void; onClose: () => void }) {
  const today = dayOf(useNow())
  const { message } = App.useApp()
  const [from, setFrom] = useState<Dayjs>(dayjs(addDays(today, 1)))
  const end = useWrite(endPlanByStaff, () => {
    void message.success('停了，约好的也取消了')
    onClose()
  })
  return (
    <GuardedDrawer open title={`${plan.who.name}的${plan.service.name}`} size={420} onClose={onClose}>
      <div className='row nums'>
        {rhythmInWords(plan)}
        {plan.can.change && (
          <Button size='small' className='push' onClick={onChange}>
            改时间
          </Button>
        )}
      </div>
      <ul className='visits__tasks nums'>
        {plan.days.map(({ day, state, carer, reason }) => (
          <li key={day} className='row'>
            <span>{fullDay(day)}</span>
            <span className='note'>{reason ?? carer}</span>
            <span className='push'>
              <StatusTag tone={DAY_TONES[state.code] ?? 'plain'}>{state.label}</StatusTag>
            </span>
          </li>
        ))}
      </ul>
      <Refusal error={end.error} />
      {plan.can.end && (
        <div className='form-foot'>
          <DayPicker
            aria-label='从哪天起停'
            allowClear={false}
            value={from}
            format='M月D日'
            onChange={(day) => day && setFrom(day)}
          />
          <Popconfirm
            title='这天起约好的都会取消，家里人会收到消息。'
            okText='停掉'
            cancelText='先不'
            onConfirm={() => end.mutate({ id: plan.id, from: from.format('YYYY-MM-DD') })}
          >
            <Button danger loading={end.isPending}>
              从这天起停
            </Button>
          </Popconfirm>
        </div>
      )}
    </GuardedDrawer>
  )
}
