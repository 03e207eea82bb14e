import { Button } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useRef, useState } from 'react'
import { DayPicker } from './DayPicker'
import { Icon } from '../show/Icon'

interface Props {
  id?: string
  /** The label of the field where no visible label is beside it. */
  label?: string
  value?: Dayjs[]
  onChange?: (days: Dayjs[]) => void
  minDate?: Dayjs
}

const SHOWN = 'M月D日'

/**
 * Several days, one tap each: the calendar stays open until the focus leaves, and a second tap removes a day again.
 * Days can be typed too. antd's own field of several days takes neither a label nor a key.
 */
export function DaysField({ id, label, value = [], onChange, minDate }: Props) {
  const [open, setOpen] = useState(false)
  const justChose = useRef(false)
  const isChosen = (day: Dayjs) => value.some((one) => one.isSame(day, 'day'))
  const toggle = (day: Dayjs) => {
    justChose.current = true
    const others = value.filter((one) => !one.isSame(day, 'day'))
    onChange?.(others.length < value.length ? others : [...others, day].sort((a, b) => a.diff(b)))
  }
  return (
    <div className='many-days'>
      <DayPicker
        id={id}
        aria-label={label}
        placeholder='挑日子，可以挑很多天'
        format='YYYY-MM-DD'
        minDate={minDate}
        value={null}
        open={open}
        onOpenChange={(wanted) => {
          setOpen(wanted || justChose.current)
          justChose.current = false
        }}
        onChange={(day: Dayjs | null) => day && toggle(day)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // It is for the calendar, not for the form around it.
          event.preventDefault()
          setOpen(true)
        }}
        cellRender={(day, { type, originNode }) =>
          type === 'date' && isChosen(dayjs(day)) ? (
            <div className='ant-picker-cell-inner many-days__on'>{dayjs(day).date()}</div>
          ) : (
            originNode
          )
        }
      />
      {value.length > 0 && (
        <ul className='many-days__list'>
          {value.map((day) => (
            <li key={day.format('YYYY-MM-DD')} className='nums'>
              {day.format(SHOWN)}
              <Button
                type='text'
                size='small'
                aria-label={`去掉${day.format(SHOWN)}`}
                icon={<Icon name='close' size={14} />}
                onClick={() => toggle(day)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
