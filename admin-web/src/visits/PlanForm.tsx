import { listStaffServices } from '@yike/shared/directory/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { listStaffSittings } from '@yike/shared/booking/endpoints'
import { addDays, clock, dayOf, minuteOf, WEEKDAYS } from '@yike/shared/time/china'
import { changePlanByStaff, createPlanByStaff, previewPlanByStaff } from '@yike/shared/visits/endpoints'
import { MOST_PLAN_WEEKS, offeredMinutes, offeredWeekdays, planEnd, weeksLeft } from '@yike/shared/visits/rules'
import type { PlanPreview, PlanView } from '@yike/shared/visits/schemas'
import { Button, Form, Input, InputNumber, Select, type FormInstance } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { fullDay, tie } from '../kit/show/text'
import { PersonPicker } from '../lib/PersonPicker'
import { useRead, useWrite } from '../lib/query'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

interface Fields {
  person: PersonFound
  serviceId: string
  from: Dayjs
  weekdays: number[]
  minute: number
  weeks: number
  note?: string
}

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

  const [form] = Form.useForm<Fields>()
  const offer = useOffer(form, plan)

  const save = ({ person, serviceId, from, weekdays, minute, weeks, note }: Fields) => {
    const rhythm = { from: dayText(from), weeks, weekdays: [...weekdays].sort(), minute }
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
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{
          from: dayjs(firstDay),
          weekdays: plan?.weekdays ?? [],
          minute: plan?.minute,
          weeks: plan ? weeksLeft({ from: firstDay, until: plan.until }) : 8,
        }}
        onFinish={save}
      >
        {!plan && <Whom />}
        <Form.Item name='weekdays' label='每周哪几天' rules={[{ required: true, message: '至少选一天' }]}>
          <Select
            mode='multiple'
            disabled={!offer.isKnown}
            placeholder={offer.isKnown ? '这项服务排了的日子' : '先选做什么'}
            options={offer.weekdays.map((value) => ({ value, label: WEEKDAYS[value - 1] }))}
          />
        </Form.Item>
        <div className='form-row'>
          <Form.Item
            name='minute'
            label='几点'
            rules={[
              { required: true, message: '选一个钟点' },
              {
                validator: (_, minute: number | undefined) =>
                  minute === undefined || offer.minutes.includes(minute)
                    ? Promise.resolve()
                    : Promise.reject(new Error('选的几天里不是都有这个钟点')),
              },
            ]}
          >
            <Select
              disabled={!offer.isKnown}
              options={offer.minutes.map((value) => ({ value, label: clock(value) }))}
              labelRender={({ value }) => clock(Number(value))}
              notFoundContent='这几天没有同一个钟点，少选一天，分开约'
            />
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
        {offer.preview && <PreviewLines preview={offer.preview} />}
        <Refusal error={make.error ?? change.error ?? offer.error} />
        <div className='form-foot'>
          <Button
            type='primary'
            htmlType='submit'
            loading={make.isPending || change.isPending}
            disabled={offer.preview !== null && offer.preview.free.length + offer.preview.later.length === 0}
          >
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

/** The times that the chosen service has, and the result of the choice; null while something is missing. */
function useOffer(form: FormInstance<Fields>, plan: PlanView | undefined) {
  const chosenId = Form.useWatch('serviceId', form)
  const from = Form.useWatch('from', form)
  const weekdays = Form.useWatch('weekdays', form) ?? []
  const minute = Form.useWatch('minute', form)
  const weeks = Form.useWatch('weeks', form)
  const person = Form.useWatch('person', form)
  const serviceId = plan?.service.id ?? chosenId
  const first = from && dayText(from)
  const { data, error } = useRead(
    listStaffSittings,
    { id: serviceId ?? '', from: first },
    { enabled: serviceId !== undefined && first !== undefined, keepLast: true },
  )
  const sittings = data?.items.map(({ day, startsAt }) => ({ day, minute: minuteOf(new Date(startsAt)) })) ?? []
  const isChosen = (plan ?? person) && serviceId && first && weeks && weekdays.length > 0 && minute !== undefined
  const preview = useRead(
    previewPlanByStaff,
    {
      ...{ serviceId: serviceId ?? '', planId: plan?.id, personId: plan ? undefined : person?.id },
      ...{ from: first ?? '', weekdays: [...weekdays].sort(), minute: minute ?? 0, weeks: weeks ?? 1 },
    },
    { enabled: Boolean(isChosen), keepLast: true },
  )
  return {
    isKnown: data !== undefined,
    error: data ? null : error,
    weekdays: offeredWeekdays(sittings),
    minutes: offeredMinutes(sittings, weekdays),
    preview: (isChosen && preview.data) || null,
  }
}

function PreviewLines({ preview: { free, later, gone } }: { preview: PlanPreview }) {
  const parts = [
    `现在能约上 ${tie(free.length, '次')}`,
    later.length > 0 && `${tie(later.length, '次')}还没开始约，到时候替他约`,
    gone.length > 0 && `${tie(gone.length, '次')}约不上：${gone.map(({ day, why }) => fullDay(day) + why).join('、')}`,
  ]
  return (
    <p className='note visits__say nums' role='status'>
      {parts.filter(Boolean).join('；')}
    </p>
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
