import type { OpeningHours } from '@yike/shared/directory/hours'
import { dayOf } from '@yike/shared/time/china'
import { Button, Checkbox, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import './hours.css'
import { Icon } from '../kit/Icon'
import { PeriodField } from '../kit/PeriodField'
import { WEEKDAYS } from '../kit/weekdays'

interface Props {
  id?: string
  value?: OpeningHours
  onChange?: (hours: OpeningHours) => void
}

const OFFICE_DAY = { from: 510, to: 1050 }
const WORKDAYS = [1, 2, 3, 4, 5]

/** Opening hours: rules for days of the week, and single days that are different. */
export function HoursField({ id, value = { rules: [], exceptions: [] }, onChange }: Props) {
  const { rules, exceptions } = value
  const setRule = (index: number, change: Partial<(typeof rules)[number]>) =>
    onChange?.({ rules: rules.map((rule, at) => (at === index ? { ...rule, ...change } : rule)), exceptions })
  const setException = (index: number, change: Partial<(typeof exceptions)[number]>) =>
    onChange?.({ rules, exceptions: exceptions.map((day, at) => (at === index ? { ...day, ...change } : day)) })

  return (
    <div className='hours' id={id}>
      {rules.map((rule, index) => (
        <div key={index} className='hours__rule'>
          <Checkbox.Group
            options={WEEKDAYS.map((label, at) => ({ label, value: at + 1 }))}
            value={rule.weekdays}
            onChange={(weekdays) => setRule(index, { weekdays })}
          />
          <PeriodField value={rule} onChange={(period) => setRule(index, period)} />
          <Button
            type='text'
            size='small'
            aria-label='去掉这段时间'
            icon={<Icon name='close' size={14} />}
            onClick={() => onChange?.({ rules: rules.filter((_, at) => at !== index), exceptions })}
          />
        </div>
      ))}
      {exceptions.map((exception, index) => (
        <div key={index} className='hours__rule'>
          <DatePicker
            aria-label='不一样的日子'
            allowClear={false}
            format='M月D日'
            value={dayjs(exception.day)}
            onChange={(day) => day && setException(index, { day: day.format('YYYY-MM-DD') })}
          />
          <Checkbox
            checked={exception.periods.length === 0}
            onChange={({ target }) => setException(index, { periods: target.checked ? [] : [OFFICE_DAY] })}
          >
            休息
          </Checkbox>
          {exception.periods.map((period, at) => (
            <PeriodField
              key={at}
              value={period}
              onChange={(next) =>
                setException(index, { periods: exception.periods.map((other, which) => (which === at ? next : other)) })
              }
            />
          ))}
          <Input
            aria-label='为什么不一样'
            placeholder='为什么：春节、盘点'
            maxLength={60}
            value={exception.reason}
            onChange={({ target }) => setException(index, { reason: target.value || undefined })}
          />
          <Button
            type='text'
            size='small'
            aria-label='去掉这一天'
            icon={<Icon name='close' size={14} />}
            onClick={() => onChange?.({ rules, exceptions: exceptions.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <div className='row'>
        <Button
          size='small'
          onClick={() => onChange?.({ rules: [...rules, { weekdays: WORKDAYS, ...OFFICE_DAY }], exceptions })}
        >
          加一段时间
        </Button>
        <Button
          size='small'
          onClick={() => onChange?.({ rules, exceptions: [...exceptions, { day: dayOf(new Date()), periods: [] }] })}
        >
          加一个不一样的日子
        </Button>
      </div>
    </div>
  )
}
