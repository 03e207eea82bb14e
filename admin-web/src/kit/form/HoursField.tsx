import { WORK_DAYS, WORK_DAY_CODES, type WorkHours } from '@yike/shared/time/work-hours'
import { Button, Select } from 'antd'
import { Icon } from '../show/Icon'
import { PeriodField } from './PeriodField'

interface Props {
  id?: string
  value?: WorkHours
  onChange?: (value: WorkHours) => void
}

const AFTERNOON = { from: 14 * 60, to: 17 * 60 + 30 }

/** The days and hours on which an office or a receiver works; a break lies between two periods. */
export function HoursField({ id, value = { days: 'workdays', periods: [] }, onChange }: Props) {
  const { days, periods } = value
  const change = (part: Partial<WorkHours>) => onChange?.({ ...value, ...part })
  return (
    <div className='hours-field' id={id}>
      <Select
        aria-label='哪几天上班'
        value={days}
        options={WORK_DAY_CODES.map((code) => ({ value: code, label: WORK_DAYS[code].label }))}
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
