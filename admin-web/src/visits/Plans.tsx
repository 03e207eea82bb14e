import { listStaffServices } from '@yike/shared/directory/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { addDays, clock, dayOf } from '@yike/shared/time/china'
import { endPlanByStaff, listPlans, makePlanByStaff } from '@yike/shared/visits/endpoints'
import type { PlanView } from '@yike/shared/visits/schemas'
import { App, Button, DatePicker, Drawer, Form, Input, InputNumber, Popconfirm, Select, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { DataTable } from '../kit/DataTable'
import { Empty, Failed, Loading } from '../kit/Faces'
import { useNow } from '../kit/now'
import { Refusal } from '../kit/Refusal'
import { StatusTag } from '../kit/Tag'
import { WEEKDAYS } from '../kit/weekdays'
import { fullDay } from '../kit/words'
import { useMe } from '../lib/me'
import { PersonPicker } from '../lib/PersonPicker'
import { useRead, useWrite } from '../lib/query'

const rhythm = ({ weekdays, minute }: PlanView) =>
  `${weekdays.map((one) => WEEKDAYS[one - 1]).join('、')} ${clock(minute)}`
const missing = ({ days }: PlanView) => days.filter(({ reason }) => reason !== null).length

/** What comes again and again, and which of its days could not be booked. */
export function Plans() {
  const { may } = useMe()
  const [making, setMaking] = useState(false)
  const [opened, setOpened] = useState<PlanView>()
  const { data, error, refetch } = useRead(listPlans, {})
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>定期上门</h2>
        {may('booking.book') && (
          <Button type='primary' className='push' onClick={() => setMaking(true)}>
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
            { title: '什么时候', className: 'nums', render: (_, plan) => rhythm(plan) },
            {
              title: '到哪天',
              className: 'nums',
              render: (_, { until, endsFrom }) => (endsFrom ? `${fullDay(endsFrom)} 起停了` : fullDay(until)),
            },
            { title: '谁定的', dataIndex: 'madeBy' },
            {
              title: '没约上的',
              render: (_, plan) =>
                missing(plan) > 0 ? <StatusTag tone='soon'>{`${missing(plan)} 天`}</StatusTag> : '都约上了',
            },
          ]}
        />
      )}
      {making && <PlanForm onClose={() => setMaking(false)} />}
      {opened && <PlanDrawer plan={opened} onClose={() => setOpened(undefined)} />}
    </section>
  )
}

function PlanDrawer({ plan, onClose }: { plan: PlanView; onClose: () => void }) {
  const today = dayOf(useNow())
  const { message } = App.useApp()
  const [from, setFrom] = useState<Dayjs>(dayjs(addDays(today, 1)))
  const end = useWrite(endPlanByStaff, () => {
    void message.success('停了，约好的也取消了')
    onClose()
  })
  return (
    <Drawer open title={`${plan.who.name}的${plan.service.name}`} size={420} onClose={onClose}>
      <p className='nums'>{rhythm(plan)}</p>
      <ul className='visits__tasks nums'>
        {plan.days.map(({ day, state, carer, reason }) => (
          <li key={day} className='row'>
            <span>{fullDay(day)}</span>
            <span className='note'>{reason ?? carer}</span>
            <span className='push'>
              <StatusTag tone={state.code === 'confirmed' ? 'go' : reason ? 'soon' : 'plain'}>{state.label}</StatusTag>
            </span>
          </li>
        ))}
      </ul>
      <Refusal error={end.error} />
      {plan.can.end && (
        <div className='form-foot'>
          <DatePicker
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
    </Drawer>
  )
}

interface Fields {
  person: PersonFound
  serviceId: string
  from: Dayjs
  weekdays: number[]
  time: Dayjs
  weeks: number
  note?: string
}

function PlanForm({ onClose }: { onClose: () => void }) {
  const today = dayOf(useNow())
  const { message } = App.useApp()
  const services = useRead(listStaffServices, { kind: 'care', limit: 100 })
  const make = useWrite(makePlanByStaff, (plan) => {
    const lacks = missing(plan)
    void message.success(lacks > 0 ? `约上 ${plan.days.length - lacks} 天，${lacks} 天没约上` : '都约上了')
    onClose()
  })
  return (
    <Drawer open title='定期上门' size={420} onClose={onClose}>
      <Form<Fields>
        layout='vertical'
        requiredMark={false}
        initialValues={{ from: dayjs(addDays(today, 1)), weekdays: [2, 5], time: dayjs('2026-01-01T09:00'), weeks: 8 }}
        onFinish={({ person, from, time, note, ...fields }) =>
          make.mutate({
            ...{ ...fields, personId: person.id, from: from.format('YYYY-MM-DD'), note: note || undefined },
            minute: time.hour() * 60 + time.minute(),
          })
        }
      >
        <Form.Item name='person' label='给谁约' rules={[{ required: true, message: '先找到这位居民' }]}>
          <PersonPicker />
        </Form.Item>
        <Form.Item name='serviceId' label='做什么' rules={[{ required: true, message: '选一项' }]}>
          <Select options={services.data?.items.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name='weekdays' label='每周哪几天' rules={[{ required: true, message: '至少选一天' }]}>
          <Select mode='multiple' options={WEEKDAYS.map((label, n) => ({ value: n + 1, label }))} />
        </Form.Item>
        <div className='form-row'>
          <Form.Item name='time' label='几点' extra='这个时间要排了场次'>
            <TimePicker format='H:mm' minuteStep={5} allowClear={false} needConfirm={false} />
          </Form.Item>
          <Form.Item name='from' label='从哪天起'>
            <DatePicker allowClear={false} format='M月D日' />
          </Form.Item>
          <Form.Item name='weeks' label='几周'>
            <InputNumber min={1} max={26} />
          </Form.Item>
        </div>
        <Form.Item name='note' label='要留意的'>
          <Input maxLength={100} />
        </Form.Item>
        <Refusal error={make.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={make.isPending}>
            都约上
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </Form>
    </Drawer>
  )
}
