import { createSittings } from '@yike/shared/booking/endpoints'
import type { StaffService } from '@yike/shared/directory/schemas'
import { addDays, daysBetween, weekdayOf, WEEKDAYS } from '@yike/shared/time/china'
import { App, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { PeriodField } from '../kit/form/PeriodField'
import { Refusal } from '../kit/form/Refusal'
import { fullDay } from '../kit/show/text'
import { ScheduleDespiteClash } from '../lib/ScheduleDespiteClash'
import { useWrite } from '../lib/query'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

interface Props {
  service: StaffService
  today: string
  onClose: () => void
}

interface Fields {
  range: [Dayjs, Dayjs]
  weekdays: number[]
  title: string
  period: { from: number; to: number }
  capacity: number
  menu: string[]
  priceYuan: number | null
  closesBeforeMinutes: number
}

const WORKDAYS = [1, 2, 3, 4, 5]

/** The same sitting on one day or on many: the days of the week between two dates. */
export function SeriesForm({ service, today, onClose }: Props) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const { range, weekdays = [] } = Form.useWatch((fields) => fields, form) ?? {}
  const days = range ? daysIn(range, weekdays) : []
  const create = useWrite(createSittings, ({ items }) => {
    void message.success(`排好了 ${items.length} 场`)
    onClose()
  })

  return (
    <GuardedDrawer open title={`给${service.name}排场次`} size={460} onClose={onClose}>
      <GuardedForm<Fields>
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{
          range: [dayjs(addDays(today, 1)), dayjs(addDays(today, 14))],
          weekdays: WORKDAYS,
          period: { from: 690, to: 720 },
          capacity: 40,
          menu: [],
          priceYuan: service.priceFen === null ? null : service.priceFen / 100,
          closesBeforeMinutes: service.closesBeforeMinutes,
        }}
        onFinish={({ title, period, capacity, menu, priceYuan, closesBeforeMinutes }) =>
          create.mutate({
            id: service.id,
            days,
            title,
            from: period.from,
            to: period.to,
            capacity,
            menu,
            priceFen: priceYuan === null ? null : Math.round(priceYuan * 100),
            closesBeforeMinutes,
          })
        }
      >
        <Form.Item name='title' label='叫什么' rules={[{ required: true, whitespace: true, message: '写上叫什么' }]}>
          <Input maxLength={20} placeholder='午餐 第一批' autoFocus />
        </Form.Item>
        <Form.Item
          name='range'
          label='从哪天到哪天'
          rules={[{ required: true, message: '选两个日子，一天就选同一天' }]}
        >
          <DayPicker.RangePicker format='M月D日' minDate={dayjs(today)} maxDate={dayjs(addDays(today, 92))} />
        </Form.Item>
        <Form.Item name='weekdays' label='星期几'>
          <Checkbox.Group options={WEEKDAYS.map((label, index) => ({ label, value: index + 1 }))} />
        </Form.Item>
        <Form.Item name='period' label='几点到几点'>
          <PeriodField />
        </Form.Item>
        <div className='form-row'>
          <Form.Item name='capacity' label='名额' rules={[{ required: true, message: '写名额' }]}>
            <InputNumber min={1} max={2000} />
          </Form.Item>
          <Form.Item name='priceYuan' label='多少钱一份' extra='空着就不说价'>
            <InputNumber min={0} max={10_000} precision={2} suffix='元' />
          </Form.Item>
          <Form.Item name='closesBeforeMinutes' label='提前多久截止' rules={[{ required: true, message: '写几分钟' }]}>
            <InputNumber min={0} max={10_080} suffix='分钟' />
          </Form.Item>
        </div>
        <Form.Item name='menu' label='有什么' extra='写一样，按回车'>
          <Select mode='tags' open={false} suffixIcon={null} maxCount={12} />
        </Form.Item>
        <Refusal error={create.error} />
        <ScheduleDespiteClash of={create} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={create.isPending} disabled={days.length === 0}>
            排 {days.length} 场
          </Button>
          <span className='note nums'>
            {days.length === 0
              ? '这几天里没有选中的日子'
              : `${fullDay(days[0]!)} 到 ${fullDay(days[days.length - 1]!)}`}
          </span>
        </div>
      </GuardedForm>
    </GuardedDrawer>
  )
}

function daysIn([first, last]: [Dayjs, Dayjs], weekdays: number[]) {
  const from = first.format('YYYY-MM-DD')
  const count = daysBetween(from, last.format('YYYY-MM-DD')) + 1
  return Array.from({ length: count }, (_, index) => addDays(from, index)).filter((day) =>
    weekdays.includes(weekdayOf(day)),
  )
}
