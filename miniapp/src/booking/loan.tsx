import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { bookSitting } from '@yike/shared/booking/endpoints'
import type { ServiceView } from '@yike/shared/directory/schemas'
import { getLoanOffer } from '@yike/shared/loans/endpoints'
import { loanDays, spanTimes } from '@yike/shared/loans/rules'
import type { LoanOffer } from '@yike/shared/loans/schemas'
import { listBeneficiaries } from '@yike/shared/people/endpoints'
import { addDays, clock, dayLabel, dayOf, type Day } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { MonthDays } from '@/kit/form/month-days'
import { Page } from '@/kit/page/page'
import { PersonChooser } from '@/kit/form/person-chooser'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { requireSignIn, useSession } from '@/lib/api/session'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { AddFamily } from './add-family'
import './loan.scss'

const MYSELF = 'me'
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

/** First the day it is fetched, then the day it comes back; days on which nothing is left cannot be chosen. */
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

/** Borrows a thing of a service: the days, for whom, done. */
export function Loan({ service, forWhom }: { service: ServiceView; forWhom?: string }) {
  const offer = useEndpoint(getLoanOffer, { id: service.id })
  const session = useSession()
  const family = useEndpoint(listBeneficiaries, session ? {} : null)
  const book = useAction(bookSitting)
  const [span, setSpan] = useState<Span>({ from: null, to: null })
  const [kind, setKind] = useState<string>()
  const [person, setPerson] = useState(forWhom ?? MYSELF)
  const [adding, setAdding] = useState(false)
  const today = dayOf(new Date())
  const { data, error, reload } = offer
  const names = [...new Set(data?.things.map(({ name }) => name))]
  const name = kind ?? names[0]
  const things = data?.things.filter((thing) => thing.name === name) ?? []
  const isRoom = things[0]?.kind.code === 'room'
  const relatives = family.data?.items ?? []
  const relative = relatives.find(({ personId }) => personId === person)
  const ready = span.from !== null && span.to !== null && (!isRoom || span.fromMinute !== undefined)
  const change = (next: Span) => {
    book.forget()
    setSpan(next)
  }

  const submit = async () => {
    if (!data?.sittingId || span.from === null || span.to === null) return
    const { from, to, fromMinute, toMinute } = span
    const only = things.length === 1 ? things[0]!.id : undefined
    const booked = await book.run({
      sittingId: data.sittingId,
      personId: relative?.personId,
      details: {
        loan: { thingId: names.length > 1 ? (only ?? freeOne()) : undefined, from, to, fromMinute, toMinute },
      },
    })
    if (booked) await Taro.redirectTo({ url: `/booking/booking?id=${booked.id}` })
    else await reload()
  }
  /** Of several kinds of things under one service, one of the kind that was chosen. */
  const freeOne = () =>
    things.find((thing) => span.from && span.to && isFree([thing], { ...span, from: span.from, to: span.to }))?.id

  return (
    <Page
      title={service.name}
      ownCall
      bar={
        things.length > 0 && (
          <>
            <View className='note loan__span nums'>{tie(spanInWords(span, today))}</View>
            <Button look='main' block off={!ready} busy={book.busy && '正在借…'} onTap={() => void submit()}>
              {relative ? `给${relative.relation.label}借好` : '借好'}
            </Button>
          </>
        )
      }
    >
      {!data ? (
        error ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : (
          <Loading />
        )
      ) : data.things.length === 0 || !data.sittingId ? (
        <Empty
          title='现在没有能借的'
          say='可以打电话问问什么时候有'
          action='打电话问问'
          onAction={() => dial(service.phone)}
        />
      ) : (
        <>
          <Card>
            <View className='phrase'>{tie(service.about || `在${service.placeName}取，用完还回来`)}</View>
            <View className='note'>
              {tie(isRoom ? '按小时借，一天之内' : `一次最多 ${data.maxDays} 天，还的那天也算`)}
            </View>
          </Card>
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
          {book.error && <Failed error={book.error} />}
          <Section title='给谁借'>
            <PersonChooser
              people={[
                ...relatives.map(({ personId, relation, name: called }) => ({
                  id: personId,
                  relation: relation.label,
                  name: called,
                })),
                { id: MYSELF, relation: '我', name: session?.name ?? '本人' },
              ]}
              chosen={relative ? person : MYSELF}
              onChange={setPerson}
              onAdd={() => void requireSignIn().then((signedIn) => signedIn && setAdding(true))}
            />
          </Section>
        </>
      )}
      <AddFamily
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={({ personId }) => {
          setAdding(false)
          setPerson(personId)
          void family.reload()
        }}
      />
    </Page>
  )
}
