import { moveSession } from '@yike/shared/courses/endpoints'
import type { StaffCourse } from '@yike/shared/courses/schemas'
import { dayOf, minuteOf } from '@yike/shared/time/china'
import { Button, Form } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { PeriodField } from '../kit/form/PeriodField'
import { ReasonField } from '../kit/form/ReasonField'
import { Refusal } from '../kit/form/Refusal'
import { ScheduleDespiteClash } from '../lib/ScheduleDespiteClash'
import { useWrite } from '../lib/query'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'

interface Fields {
  day: Dayjs
  period: { from: number; to: number }
  reason: string
}

/** One session at another time; everybody who enrolled is notified. */
export function SessionForm({
  course,
  session,
  onClose,
}: {
  course: StaffCourse
  session: StaffCourse['sessions'][number]
  onClose: () => void
}) {
  const move = useWrite(moveSession, onClose)
  const [startsAt, endsAt] = [new Date(session.startsAt), new Date(session.endsAt)]
  return (
    <GuardedModal open title={`第 ${session.n} 次课改时间`} footer={null} width={440} onCancel={onClose}>
      <GuardedForm<Fields>
        layout='vertical'
        requiredMark={false}
        initialValues={{ day: dayjs(dayOf(startsAt)), period: { from: minuteOf(startsAt), to: minuteOf(endsAt) } }}
        onFinish={({ day, period, reason }) =>
          move.mutate({
            sittingId: course.sittingId,
            n: session.n,
            day: day.format('YYYY-MM-DD'),
            from: period.from,
            to: period.to,
            reason,
          })
        }
      >
        <p className='note'>报了名的 {course.taken} 位都会收到新的时间和原因。</p>
        <Form.Item name='day' label='改到哪天' rules={[{ required: true, message: '选一天' }]}>
          <DayPicker format='M月D日' />
        </Form.Item>
        <Form.Item name='period' label='几点到几点'>
          <PeriodField />
        </Form.Item>
        <ReasonField label='为什么改' />
        <Refusal error={move.error} />
        <ScheduleDespiteClash of={move} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={move.isPending}>
            改好，告诉大家
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </GuardedModal>
  )
}
