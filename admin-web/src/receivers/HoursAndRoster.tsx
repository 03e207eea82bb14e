import { RECEIVER_DAYS, RECEIVER_DAY_CODES, type ReceiverHours } from '@yike/shared/receivers/hours'
import { WEEKDAYS } from '@yike/shared/time/china'
import { Button, Checkbox, Select } from 'antd'
import { PeriodField } from '../kit/form/PeriodField'
import { Icon } from '../kit/show/Icon'
import './receivers.css'

interface Field<Value> {
  id?: string
  value?: Value
  onChange?: (value: Value) => void
}

const AFTERNOON = { from: 14 * 60, to: 17 * 60 + 30 }

/** The days and hours on which a receiver works; a break lies between two periods. */
export function HoursField({ id, value = { days: 'workdays', periods: [] }, onChange }: Field<ReceiverHours>) {
  const { days, periods } = value
  const change = (part: Partial<ReceiverHours>) => onChange?.({ ...value, ...part })
  return (
    <div className='receivers__hours' id={id}>
      <Select
        aria-label='哪几天上班'
        value={days}
        options={RECEIVER_DAY_CODES.map((code) => ({ value: code, label: RECEIVER_DAYS[code].label }))}
        onChange={(next) => change({ days: next })}
      />
      {periods.map((period, index) => (
        <div key={index} className='row'>
          <PeriodField
            value={period}
            onChange={(next) => change({ periods: periods.map((one, at) => (at === index ? next : one)) })}
          />
          <Button
            type='text'
            size='small'
            aria-label='去掉这段时间'
            icon={<Icon name='close' size={14} />}
            onClick={() => change({ periods: periods.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <Button size='small' onClick={() => change({ periods: [...periods, AFTERNOON] })}>
        加一段时间
      </Button>
    </div>
  )
}

export interface RosterLine {
  personId: string
  weekdays: number[]
}
interface RosterProps extends Field<RosterLine[]> {
  members: readonly { personId: string; name: string }[]
}

/** The days of the week on which each member is on duty. */
export function RosterField({ id, value = [], onChange, members }: RosterProps) {
  const set = (personId: string, weekdays: number[]) => {
    const others = value.filter((line) => line.personId !== personId)
    onChange?.(weekdays.length > 0 ? [...others, { personId, weekdays }] : others)
  }
  if (members.length === 0) return <p className='note'>先选承办人。</p>
  return (
    <div className='receivers__hours' id={id}>
      {members.map(({ personId, name }) => (
        <div key={personId} role='group' aria-label={`${name}哪几天值班`}>
          <div>{name}</div>
          <Checkbox.Group
            options={WEEKDAYS.map((label, at) => ({ label, value: at + 1 }))}
            value={value.find((line) => line.personId === personId)?.weekdays ?? []}
            onChange={(weekdays) => set(personId, weekdays)}
          />
        </div>
      ))}
    </div>
  )
}
