import { DatePicker } from 'antd'
import dayjs from 'dayjs'

interface Props {
  id?: string
  value?: string | null
  onChange?: (instant: string | null) => void
  /** Shown while nothing is chosen. */
  empty?: string
}

const WALL_CLOCK = 19

/** An instant of the API, chosen on the wall clock of China whatever the computer's own zone is. */
export const TimeField = ({ id, value, onChange, empty = '没有时间就空着' }: Props) => (
  <DatePicker
    id={id}
    value={value ? dayjs(value.slice(0, WALL_CLOCK)) : null}
    showTime={{ format: 'H:mm', minuteStep: 5 }}
    format='M月D日 ddd H:mm'
    placeholder={empty}
    needConfirm={false}
    onChange={(time) => onChange?.(time ? time.format('YYYY-MM-DDTHH:mm:00+08:00') : null)}
  />
)
