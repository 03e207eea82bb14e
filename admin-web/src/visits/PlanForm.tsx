import { listStaffServices } from '@yike/shared/directory/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { addDays, dayOf, WEEKDAYS } from '@yike/shared/time/china'
import { changePlanByStaff, createPlanByStaff } from '@yike/shared/visits/endpoints'
import { MOST_PLAN_WEEKS, planEnd, weeksLeft } from '@yike/shared/visits/rules'
import type { PlanView } from '@yike/shared/visits/schemas'
import { Button, Form, Input, InputNumber, Select, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { fullDay } from '../kit/show/text'
import { PersonPicker } from '../lib/PersonPicker'
import { useRead, useWrite } from '../lib/query'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

interface Fields {
  person: PersonFound
  serviceId: string
  from: Dayjs
  weekdays: number[]
  time: Dayjs
  weeks: number
  note?: string
}

const timeAt = (minute: number) => dayjs().startOf('day').add(minute, 'minute')
const dayText = (day: Dayjs) => day.format('YYYY-MM-DD')

/** A repeated visit: for somebody anew, or a plan from a day on at other times. */
export function PlanForm({
  plan,
  onDone,
  onClose,
}: {
  plan: PlanView | undefined
  onDone: (plan: PlanView) => void
  onClose: () => void
}) {
  const today = dayOf(useNow())
  const tomorrow = addDays(today, 1)
  const make = useWrite(createPlanByStaff, onDone)
  const change = useWrite(changePlanByStaff, onDone)
  const firstDay = plan && plan.from > tomorrow ? plan.from : tomorrow

  const save = ({ person, serviceId, from, weekdays, time, weeks, note }: Fields) => {
    const rhythm = {
      ...{ from: dayText(from), weeks, weekdays: [...weekdays].sort() },
      minute: time.hour() * 60 + time.minute(),
    }
    if (plan) change.mutate({ id: plan.id, ...rhythm })
    else make.mutate({ ...rhythm, serviceId, personId: person.id, note: note || undefined })
  }
  return (
    <GuardedDrawer
      open
      title={plan ? `${plan.who.name}的${plan.service.name}改时间` : '定期上门'}
      size={420}
      onClose={onClose}
    >
      <GuardedForm<Fields>
        layout='vertical'
        requiredMark={false}
        initialValues={{
          from: dayjs(firstDay),
          weekdays: plan?.weekdays ?? [2, 5],
          time: timeAt(plan?.minute ?? 540),
          weeks: plan ? weeksLeft({ from: firstDay, until: plan.until }) : 8,
        }}
        onFinish={save}
      >
        {!plan && <Whom />}
        <Form.Item name='weekdays' label='每周哪几天' rules={[{ required: true, message: '至少选一天' }]}>
          <Select mode='multiple' options={WEEKDAYS.map((label, n) => ({ value: n + 1, label }))} />
        </Form.Item>
        <div className='form-row'>
          <Form.Item name='time' label='几点' extra='这个时间要排了场次'>
            <TimePicker format='H:mm' minuteStep={5} allowClear={false} needConfirm={false} />
          </Form.Item>
          <Form.Item name='from' label='从哪天起'>
            <DayPicker
              allowClear={false}
              minDate={dayjs(today)}
              format='M月D日'
              // It is for the calendar, not for the form around it.
              onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            />
          </Form.Item>
          <Form.Item name='weeks' label='几周' extra={<LastDay />} rules={[{ required: true, message: '写几周' }]}>
            <InputNumber min={1} max={MOST_PLAN_WEEKS} precision={0} />
          </Form.Item>
        </div>
        {!plan && (
          <Form.Item name='note' label='要留意的'>
            <Input maxLength={100} />
          </Form.Item>
        )}
        {plan && (
          <p className='note visits__say'>那天起，日子和钟点都没变的照旧；别的取消，再照新的约。家里人会收到消息。</p>
        )}
        <Refusal error={make.error ?? change.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={make.isPending || change.isPending}>
            {plan ? '改好，都约上' : '都约上'}
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </GuardedDrawer>
  )
}

function Whom() {
  const services = useRead(listStaffServices, { kind: 'care', limit: 100 })
  return (
    <>
      <Form.Item name='person' label='给谁约' rules={[{ required: true, message: '先找到这位居民' }]}>
        <PersonPicker />
      </Form.Item>
      <Form.Item name='serviceId' label='做什么' rules={[{ required: true, message: '选一项' }]}>
        <Select options={services.data?.items.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
    </>
  )
}

function LastDay() {
  const from = Form.useWatch<Dayjs | undefined>('from')
  const weeks = Form.useWatch<number | null | undefined>('weeks')
  return from && weeks ? `到 ${fullDay(planEnd({ from: dayText(from), weeks }))}` : null
}
