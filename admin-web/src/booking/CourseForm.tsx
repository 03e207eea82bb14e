import { createCourse } from '@yike/shared/courses/endpoints'
import { MOST_SESSIONS } from '@yike/shared/courses/rules'
import type { StaffService } from '@yike/shared/directory/schemas'
import { addDays } from '@yike/shared/time/china'
import { App, Button, Checkbox, Form, Input, InputNumber, Segmented } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { DaysField } from '../kit/form/DaysField'
import { PeriodField } from '../kit/form/PeriodField'
import { Refusal } from '../kit/form/Refusal'
import { fullDay } from '../kit/show/text'
import { ScheduleDespiteClash } from '../lib/ScheduleDespiteClash'
import { useWrite } from '../lib/query'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

interface Fields {
  title: string
  way: 'weekly' | 'days'
  first: Dayjs
  times: number
  days: Dayjs[]
  period: { from: number; to: number }
  capacity: number
  forChildren: boolean
  hours: number | null
  certificateSessions: number | null
}

const DAY = 'YYYY-MM-DD'
const MINUTES = 60

function daysOf({ way, first, times = 1, days = [] }: Partial<Fields>) {
  if (way === 'days') return days.map((day) => day.format(DAY)).sort()
  const from = first?.format(DAY)
  return from ? Array.from({ length: times }, (_, week) => addDays(from, week * 7)) : []
}

/** One enrolment for several sessions: the same day of a number of weeks, or days picked one by one. */
export function CourseForm({ service, today, onClose }: { service: StaffService; today: string; onClose: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const fields = Form.useWatch((all) => all, form) ?? {}
  const days = daysOf(fields)
  const create = useWrite(createCourse, () => {
    void message.success(`开好了，共 ${days.length} 次课`)
    onClose()
  })

  return (
    <GuardedDrawer open title={`给${service.name}开一门课`} size={460} onClose={onClose}>
      <GuardedForm<Fields>
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{
          way: 'weekly',
          first: dayjs(addDays(today, 7)),
          times: 6,
          days: [],
          period: { from: 9 * MINUTES, to: 10.5 * MINUTES },
          capacity: 20,
          forChildren: false,
          hours: null,
          certificateSessions: null,
        }}
        onFinish={({ title, period, capacity, forChildren, hours, certificateSessions }) =>
          create.mutate({
            id: service.id,
            title,
            days,
            from: period.from,
            to: period.to,
            capacity,
            forChildren,
            sessionMinutes: hours === null ? null : Math.round(hours * MINUTES),
            certificateSessions,
          })
        }
      >
        <Form.Item name='title' label='叫什么' rules={[{ required: true, whitespace: true, message: '写上叫什么' }]}>
          <Input maxLength={20} placeholder='书法入门' autoFocus />
        </Form.Item>
        <Form.Item name='way' label='哪几天上课'>
          <Segmented
            options={[
              { value: 'weekly', label: '每周一次' },
              { value: 'days', label: '一天一天选' },
            ]}
          />
        </Form.Item>
        {fields.way === 'days' ? (
          <Form.Item name='days' rules={[{ required: true, message: '至少选一天' }]}>
            <DaysField label='上课的日子，可以挑很多天' minDate={dayjs(today)} />
          </Form.Item>
        ) : (
          <div className='form-row'>
            <Form.Item name='first' label='第一次' rules={[{ required: true, message: '选第一次是哪天' }]}>
              <DayPicker format='M月D日' minDate={dayjs(today)} />
            </Form.Item>
            <Form.Item name='times' label='上几次' rules={[{ required: true, message: '写上几次' }]}>
              <InputNumber min={1} max={MOST_SESSIONS} suffix='次' />
            </Form.Item>
          </div>
        )}
        <Form.Item name='period' label='几点到几点'>
          <PeriodField />
        </Form.Item>
        <Form.Item name='capacity' label='名额' rules={[{ required: true, message: '写名额' }]}>
          <InputNumber min={1} max={2000} suffix='位' />
        </Form.Item>
        <Form.Item name='forChildren' valuePropName='checked'>
          <Checkbox>给孩子的班（四点半课堂）：要监护人同意，写谁接送，接走时要记</Checkbox>
        </Form.Item>
        <div className='form-row'>
          <Form.Item name='hours' label='一次算几小时学时' extra='空着就不算学时'>
            <InputNumber min={0.5} max={12} step={0.5} suffix='小时' />
          </Form.Item>
          <Form.Item name='certificateSessions' label='来满几次发证书' extra='空着就不发'>
            <InputNumber min={1} max={MOST_SESSIONS} suffix='次' />
          </Form.Item>
        </div>
        <Refusal error={create.error} />
        <ScheduleDespiteClash of={create} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={create.isPending} disabled={days.length === 0}>
            开课，共 {days.length} 次
          </Button>
          <span className='note nums'>
            {days.length > 0 && `${fullDay(days[0]!)} 到 ${fullDay(days[days.length - 1]!)}`}
          </span>
        </div>
      </GuardedForm>
    </GuardedDrawer>
  )
}
