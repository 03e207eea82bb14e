import { clock } from '@yike/shared/time/china'
import { AutoComplete } from 'antd'
import { useState } from 'react'

interface Period {
  from: number
  to: number
}
interface Props {
  id?: string
  value?: Period
  onChange?: (period: Period) => void
}

const MIDNIGHT = 1440
const STEP_MINUTES = 30
const timesFrom = (first: number, last: number) =>
  Array.from({ length: (last - first) / STEP_MINUTES + 1 }, (_, n) => ({ value: clock(first + n * STEP_MINUTES) }))
const STARTS = timesFrom(0, MIDNIGHT - STEP_MINUTES)
const ENDS = timesFrom(STEP_MINUTES, MIDNIGHT)

/** The minute of the day that 「8:30」, 「08：30」 or 「24:00」 says; null for anything else. */
function minuteOf(text: string) {
  const [, hour, minute] = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim()) ?? []
  if (hour === undefined || Number(minute) > 59) return null
  const said = Number(hour) * 60 + Number(minute)
  return said <= MIDNIGHT ? said : null
}

/** One time, chosen or typed; what is no time goes back to the last one that was. */
function Time({
  id,
  label,
  value,
  options,
  onChange,
}: {
  id?: string
  label: string
  value: number | undefined
  options: { value: string }[]
  onChange: (minute: number) => void
}) {
  const [typed, setTyped] = useState<string>()
  const say = (text: string) => {
    setTyped(text)
    const minute = minuteOf(text)
    if (minute !== null) onChange(minute)
  }
  return (
    <AutoComplete
      id={id}
      className='period__time'
      aria-label={label}
      placeholder='几点'
      maxLength={5}
      filterOption={false}
      popupMatchSelectWidth={false}
      // Leaving the field chooses nothing.
      defaultActiveFirstOption={false}
      options={typed ? options.filter(({ value: time }) => time.startsWith(typed)) : options}
      value={typed ?? (value === undefined ? undefined : clock(value))}
      onChange={say}
      onBlur={() => setTyped(undefined)}
    />
  )
}

/** From one minute of the day to another; an end at 0:00 is the midnight after, 24:00. */
export function PeriodField({ id, value, onChange }: Props) {
  const [half, setHalf] = useState<Partial<Period>>({})
  const { from, to } = { ...half, ...value }
  const change = (part: Partial<Period>) => {
    const next = { from, to, ...part }
    setHalf(next)
    if (next.from !== undefined && next.to !== undefined) onChange?.({ from: next.from, to: next.to })
  }
  return (
    <span className='period' role='group' aria-label='从几点到几点'>
      <Time id={id} label='从几点' value={from} options={STARTS} onChange={(minute) => change({ from: minute })} />
      <span>到</span>
      <Time label='到几点' value={to} options={ENDS} onChange={(minute) => change({ to: minute || MIDNIGHT })} />
    </span>
  )
}
