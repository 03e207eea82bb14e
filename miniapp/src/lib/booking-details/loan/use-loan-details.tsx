import { useState } from 'react'
import { View } from '@tarojs/components'
import { loanDays, spanTimes } from '@yike/shared/loans/rules'
import type { LoanOffer } from '@yike/shared/loans/schemas'
import { addDays, clock, dayLabel, dayOf, type Day } from '@yike/shared/time/china'
import { Card, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { MonthDays } from '@/kit/form/month-days'
import type { DetailsSaid } from '../details-context'
import './loan-fields.scss'

const WEEKS_SHOWN = 6
/** A room is lent in pieces of an hour. */
const HOURS = Array.from({ length: 12 }, (_, n) => 480 + n * 60)

interface Span {
  from: Day | null
  to: Day | null
  fromMinute?: number
  toMinute?: number
}

const isFree = (things: LoanOffer['things'], span: Parameters<typeof spanTimes>[0]) => {
  const { startsAt, endsAt } = spanTimes(span)
  return things.some(({ taken }) => !taken.some((one) => new Date(one.from) < endsAt && new Date(one.to) > startsAt))
}

/** First the day it is fetched, then the day it comes back; days without a free thing cannot be chosen. */
function Days({
  offer,
  things,
  span,
  onChange,
}: {
  offer: LoanOffer
  things: LoanOffer['things']
  span: Span
  onChange: (span: Span) => void
}) {
  const today = dayOf(new Date())
  const days = Array.from({ length: WEEKS_SHOWN * 7 }, (_, n) => addDays(today, n))
  const choose = (day: Day) => {
    if (span.from === null || span.to !== null || day < span.from) onChange({ from: day, to: null })
    else onChange({ from: span.from, to: day })
  }
  const isShut = (day: Day) => {
    if (span.from !== null && span.to === null && day >= span.from)
      return loanDays({ from: span.from, to: day }) > offer.maxDays || !isFree(things, { from: span.from, to: day })
    return !isFree(things, { from: day, to: day })
  }
  return <MonthDays days={days} from={span.from} to={span.to} isShut={isShut} onChoose={choose} />
}

/** A room: one day, and the hours of it that are free. */
function Hours({
  things,
  span,
  onChange,
}: {
  things: LoanOffer['things']
  span: Span
  onChange: (span: Span) => void
}) {
  const today = dayOf(new Date())
  const days = Array.from({ length: WEEKS_SHOWN * 7 }, (_, n) => addDays(today, n))
  const day = span.from
  const free = day
    ? HOURS.filter((minute) => isFree(things, { from: day, to: day, fromMinute: minute, toMinute: minute + 60 }))
    : []
  const chosen = HOURS.filter(
    (minute) =>
      span.fromMinute !== undefined && minute >= span.fromMinute && minute < (span.toMinute ?? span.fromMinute),
  )
  const toggle = (value: string) => {
    const minute = Number(value)
    if (span.fromMinute === undefined || minute < span.fromMinute || chosen.length > 1)
      return onChange({ ...span, fromMinute: minute, toMinute: minute + 60 })
    onChange({ ...span, toMinute: minute + 60 })
  }
  return (
    <>
      <MonthDays
        days={days}
        from={day}
        to={day}
        isShut={() => false}
        onChoose={(one) => onChange({ from: one, to: one })}
      />
      {day && (
        <View className='loan__hours'>
          <Chips
            options={free.map((minute) => ({ value: String(minute), text: clock(minute) }))}
            chosen={chosen.map(String)}
            onChange={toggle}
          />
        </View>
      )}
    </>
  )
}

function spanInWords({ from, to, fromMinute, toMinute }: Span, today: Day) {
  if (!from) return '先点哪天来取'
  if (fromMinute !== undefined && toMinute !== undefined)
    return `${dayLabel(from, today)} ${clock(fromMinute)}–${clock(toMinute)}`
  if (!to) return `${dayLabel(from, today)}取，再点哪天还`
  return `${dayLabel(from, today)}取，${dayLabel(to, today)}还，共 ${loanDays({ from, to })} 天`
}

/**
 * A loan: the thing, and the first and last day. `details` exist as soon as both are chosen; `onChange` runs when
 * another answer of the API is due.
 */
export function useLoanDetails(data: LoanOffer | undefined, onChange: () => void) {
  const [span, setSpan] = useState<Span>({ from: null, to: null })
  const [kind, setKind] = useState<string>()
  const names = [...new Set(data?.things.map(({ name }) => name))]
  const name = kind ?? names[0]
  const things = data?.things.filter((thing) => thing.name === name) ?? []
  const isRoom = things[0]?.kind.code === 'room'
  const change = (next: Span) => {
    onChange()
    setSpan(next)
  }

  const said = (): DetailsSaid => {
    const { from, to, fromMinute, toMinute } = span
    if (from === null || to === null || (isRoom && fromMinute === undefined)) return undefined
    const only = things.length === 1 ? things[0] : undefined
    /** With several kinds of things under one service, one of the chosen kind. */
    const thing = names.length > 1 ? (only ?? things.find((one) => isFree([one], { ...span, from, to }))) : undefined
    return { loan: { thingId: thing?.id, from, to, fromMinute, toMinute } }
  }
  const fields = data && things.length > 0 && (
    <>
      {names.length > 1 && (
        <Section title='借哪样'>
          <Chips
            options={names.map((value) => ({ value, text: value }))}
            chosen={name ? [name] : []}
            onChange={(value) => {
              setKind(value)
              change({ from: null, to: null })
            }}
          />
        </Section>
      )}
      <Section title={isRoom ? '哪天几点' : '哪天取，哪天还'}>
        <Card className='loan__days'>
          {isRoom ? (
            <Hours things={things} span={span} onChange={change} />
          ) : (
            <Days offer={data} things={things} span={span} onChange={change} />
          )}
        </Card>
      </Section>
    </>
  )
  return { fields, details: said(), spanInWords: spanInWords(span, dayOf(new Date())), isRoom }
}
