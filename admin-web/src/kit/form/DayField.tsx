import dayjs from 'dayjs'
import { DayPicker } from './DayPicker'

interface Props {
  id?: string
  value?: string | null
  onChange?: (day: string | null) => void
}

/** A day of the API: 2026-12-31. */
export const DayField = ({ id, value, onChange }: Props) => (
  <DayPicker
    id={id}
    value={value ? dayjs(value) : null}
    onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
  />
)
