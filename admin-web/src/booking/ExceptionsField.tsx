import { Button, Input, Segmented } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { DaysField } from '../kit/form/DaysField'
import { Icon } from '../kit/show/Icon'
import { PeriodField } from '../kit/form/PeriodField'
import { fullDay } from '../kit/show/text'
import { clock } from '@yike/shared/time/china'

export interface ExceptionInput {
  day: string
  periods: { from: number; to: number }[]
  reason?: string
}

interface Props {
  id?: string
  value?: ExceptionInput[]
  onChange?: (exceptions: ExceptionInput[]) => void
  today: string
}

const NOON = { from: 660, to: 720 }

/** Days that are different: several are picked at once, closed or with other times, for one reason. */
export function ExceptionsField({ id, value = [], onChange, today }: Props) {
  const [days, setDays] = useState<Dayjs[]>([])
  const [isClosed, setClosed] = useState(true)
  const [period, setPeriod] = useState(NOON)
  const [reason, setReason] = useState('')
  const add = () => {
    const picked = days.map((day) => day.format('YYYY-MM-DD'))
    const added = picked.map((day) => ({
      day,
      periods: isClosed ? [] : [period],
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    }))
    onChange?.(
      [...value.filter(({ day }) => !picked.includes(day)), ...added].sort((a, b) => a.day.localeCompare(b.day)),
    )
    setDays([])
    setReason('')
  }
  return (
    <div className='exceptions' id={id}>
      <DaysField label='挑不一样的日子，可以挑很多天' minDate={dayjs(today)} value={days} onChange={setDays} />
      <div className='row'>
        <Segmented
          aria-label='休息还是改时间'
          options={[
            { label: '休息', value: 'closed' },
            { label: '改时间', value: 'other' },
          ]}
          value={isClosed ? 'closed' : 'other'}
          onChange={(way) => setClosed(way === 'closed')}
        />
        {!isClosed && <PeriodField value={period} onChange={setPeriod} />}
        <Input
          aria-label='为什么不一样'
          placeholder='为什么：春节、盘点'
          maxLength={60}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Button disabled={days.length === 0} onClick={add}>
          加上{days.length > 0 && ` ${days.length} 天`}
        </Button>
      </div>
      <ul className='exceptions__list'>
        {value
          .filter(({ day }) => day >= today)
          .map(({ day, periods, reason: why }) => (
            <li key={day} className='exceptions__i nums'>
              {fullDay(day)}{' '}
              {periods.length === 0 ? '休息' : periods.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join('、')}
              {why && <span className='note'>{why}</span>}
              <Button
                type='text'
                size='small'
                aria-label={`去掉 ${fullDay(day)}`}
                icon={<Icon name='close' size={14} />}
                onClick={() => onChange?.(value.filter((one) => one.day !== day))}
              />
            </li>
          ))}
      </ul>
    </div>
  )
}
