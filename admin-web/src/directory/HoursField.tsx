import { HOLIDAY_HOURS, HOLIDAY_HOURS_CODES, type OpeningHours } from '@yike/shared/directory/hours'
import { isOvernight, joinOvernight } from '@yike/shared/directory/overnight'
import { type Day, daysFrom, WEEKDAYS } from '@yike/shared/time/china'
import { Button, Checkbox, Input, Select } from 'antd'
import dayjs from 'dayjs'
import './hours.css'
import { DayPicker } from '../kit/form/DayPicker'
import { Icon } from '../kit/show/Icon'
import { PeriodField } from '../kit/form/PeriodField'

interface Props {
  id?: string
  value?: OpeningHours
  onChange?: (hours: OpeningHours) => void
}

const OFFICE_DAY = { from: 510, to: 1050 }
const WORKDAYS = [1, 2, 3, 4, 5]

const NONE: OpeningHours = { rules: [], exceptions: [], holidays: 'same' }
const dayText = (day: dayjs.Dayjs | null | undefined) => day?.format('YYYY-MM-DD')
/** A longer exception is a season: a rule with dates. */
const MOST_DAYS = 60
const dayValue = (day: string | undefined) => (day ? dayjs(day) : null)

/** Opening hours: rules for days of the week, the effect of holidays, and single days that are different. */
export function HoursField({ id, value = NONE, onChange }: Props) {
  const { exceptions, holidays } = value
  const rules = joinOvernight(value.rules)
  const change = (part: Partial<OpeningHours>) => onChange?.({ ...value, ...part })
  const setRule = (index: number, part: Partial<(typeof rules)[number]>) =>
    change({ rules: rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)) })
  const setException = (index: number, part: Partial<(typeof exceptions)[number]>) =>
    change({ exceptions: exceptions.map((day, at) => (at === index ? { ...day, ...part } : day)) })

  const addExceptions = (days: readonly Day[]) =>
    change({
      exceptions: [
        ...exceptions,
        ...days.filter((day) => !exceptions.some((one) => one.day === day)).map((day) => ({ day, periods: [] })),
      ],
    })

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
          {isOvernight(rule) && <span>到次日</span>}
          <DayPicker.RangePicker
            className='hours__season'
            aria-label='只在这段日子里'
            placeholder={['一直', '一直']}
            allowEmpty={[true, true]}
            format='YYYY-MM-DD'
            value={[dayValue(rule.validFrom), dayValue(rule.validTo)]}
            onChange={(days) => setRule(index, { validFrom: dayText(days?.[0]), validTo: dayText(days?.[1]) })}
          />
          <Button
            type='text'
            size='small'
            aria-label='去掉这段时间'
            icon={<Icon name='close' size={14} />}
            onClick={() => change({ rules: rules.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      {exceptions.map((exception, index) => (
        <div key={index} className='hours__rule'>
          <DayPicker
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
            onClick={() => change({ exceptions: exceptions.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <div className='row'>
        <Select
          aria-label='节假日'
          popupMatchSelectWidth={false}
          value={holidays}
          options={HOLIDAY_HOURS_CODES.map((code) => ({ value: code, label: HOLIDAY_HOURS[code] }))}
          onChange={(next) => change({ holidays: next })}
        />
        <Button size='small' onClick={() => change({ rules: [...rules, { weekdays: WORKDAYS, ...OFFICE_DAY }] })}>
          加一段时间
        </Button>
        <DayPicker.RangePicker
          size='small'
          className='hours__season'
          aria-label='加不一样的日子，从哪天到哪天'
          placeholder={['加不一样的日子：从', '到']}
          format='YYYY-MM-DD'
          value={null}
          onChange={(days) => {
            const [first, last] = [dayText(days?.[0]), dayText(days?.[1])]
            if (first && last) addExceptions(daysFrom(first, last).slice(0, MOST_DAYS))
          }}
        />
      </div>
    </div>
  )
}
