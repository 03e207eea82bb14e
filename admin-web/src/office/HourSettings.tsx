import { setOfficeHours } from '@yike/shared/office/endpoints'
import type { AreaSettings } from '@yike/shared/office/settings-schemas'
import type { WorkHours } from '@yike/shared/time/work-hours'
import { App, Button, Form } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { DaysField } from '../kit/form/DaysField'
import { HoursField } from '../kit/form/HoursField'
import { hoursRule } from '../kit/form/hoursRule'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

interface Fields {
  hours: WorkHours
  daysOff: Dayjs[]
}

const shortDay = (day: string) => dayjs(day).format('M月D日')

/** The office hours of an area: limits of cases count them. Without its own it keeps those of the area above. */
export function HourSettings({ settings: { area, revision, hours } }: { settings: AreaSettings }) {
  const { message } = App.useApp()
  const write = useWrite(setOfficeHours)
  const { own, inUse, holidays, makeUpDays } = hours
  const { days, periods, daysOff } = inUse
  return (
    <section className='pane opening__list' aria-labelledby='hours'>
      <div className='pane__head'>
        <h2 id='hours' className='lead'>
          上班时间
        </h2>
        <span className='note'>
          {own ? '答复居民的时限按它算' : '还没有单独写，现在按上一级的（没有就是平常的办公时间）算'}
        </span>
      </div>
      <GuardedForm<Fields>
        layout='vertical'
        requiredMark={false}
        initialValues={{ hours: { days, periods }, daysOff: daysOff.map((day) => dayjs(day)) }}
        onFinish={(fields) =>
          write.mutate(
            {
              id: area.id,
              revision,
              hours: { ...fields.hours, daysOff: fields.daysOff.map((day) => day.format('YYYY-MM-DD')) },
            },
            { onSuccess: () => void message.success('存好了，从下一件起按新的时间算') },
          )
        }
      >
        <Form.Item name='hours' label='哪几天、几点到几点' rules={[hoursRule]}>
          <HoursField />
        </Form.Item>
        <Form.Item name='daysOff' label='自己另外放假的日子' extra='法定节假日不用写，已经按国务院的安排算进去了'>
          <DaysField minDate={dayjs()} />
        </Form.Item>
        <p className='note settings__holidays'>
          {holidays.length === 0
            ? '明年的放假安排国务院还没有公布。'
            : `接下来的节假日：${holidays
                .map(
                  ({ name, from, until }) => `${name} ${shortDay(from)}${from === until ? '' : `到${shortDay(until)}`}`,
                )
                .join('，')}。`}
          {makeUpDays.length > 0 && `调休上班：${makeUpDays.map(shortDay).join('、')}。`}
        </p>
        <Refusal error={write.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={write.isPending}>
            存下
          </Button>
          {own && area.level.code !== 'city' && (
            <Button
              type='text'
              onClick={() =>
                write.mutate(
                  { id: area.id, revision, hours: null },
                  { onSuccess: () => void message.success('改成跟上一级一样了') },
                )
              }
            >
              跟上一级一样
            </Button>
          )}
        </div>
      </GuardedForm>
    </section>
  )
}
