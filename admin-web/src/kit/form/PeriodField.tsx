import { TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'

interface Props {
  id?: string
  value?: { from: number; to: number }
  onChange?: (period: { from: number; to: number }) => void
}

const LAST_MINUTE = 1440
const asTime = (minute: number) => dayjs().startOf('day').minute(minute)
const asMinute = (time: Dayjs) => time.hour() * 60 + time.minute()

/** From one minute of the day to another; an end at 0:00 is the midnight after. */
export const PeriodField = ({ id, value, onChange }: Props) => (
  <TimePicker.RangePicker
    id={id}
    aria-label='从几点到几点'
    allowClear={false}
    order={false}
    needConfirm={false}
    format='H:mm'
    minuteStep={5}
    separator='到'
    placeholder={['几点', '几点']}
    value={value && [asTime(value.from), asTime(value.to)]}
    onChange={(times) => {
      const [from, to] = times ?? []
      if (from && to) onChange?.({ from: asMinute(from), to: asMinute(to) || LAST_MINUTE })
    }}
  />
)
