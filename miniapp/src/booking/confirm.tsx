// Over 300 lines: one page; its parts share the hold, the draft and the choices of the reader.
import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { isConfidential } from '@yike/shared/booking/kinds'
import { bookSitting, confirmHold, listSittings, rescheduleBooking } from '@yike/shared/booking/endpoints'
import type { SittingView } from '@yike/shared/booking/schemas'
import { whatIsBooked } from '@yike/shared/booking/words'
import { getService } from '@yike/shared/directory/endpoints'
import type { ServiceKind } from '@yike/shared/directory/categories'
import type { ServiceView } from '@yike/shared/directory/schemas'
import { listBeneficiaries } from '@yike/shared/people/endpoints'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { TicketCard } from '@/kit/card/ticket-card'
import { walkingTime } from '@/kit/base/dial'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { isInSight } from '@/kit/page/go-back'
import { Page } from '@/kit/page/page'
import { PersonChooser } from '@/kit/form/person-chooser'
import { Stepper } from '@/kit/form/toggles'
import { priceInWords, tie } from '@/kit/base/text'
import { useDraft } from '@/lib/storage/use-draft'
import { EMPTY_DETAILS } from '@/lib/booking-details/details-context'
import { useBookingDetails } from '@/lib/booking-details/use-booking-details'
import { nearText, usePosition } from '@/lib/phone/position'
import { requireSignIn, useSession } from '@/lib/api/session'
import { useSettings, walkingPace } from '@/lib/storage/settings'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { AddFamily } from './add-family'
import { kindLabels } from './kind-labels'
import { Refusal } from './refusal'
import { Sessions } from './sessions'
import { canWait, dayInWords, isBookable, nextWithRoom } from './sitting-labels'
import { useHold } from './use-hold'
import './confirm.scss'

/** The reader's own id among the people; the API wants no id then. */
const MYSELF = 'me'

const EMPTY = { person: MYSELF, seats: 1, wishes: [] as string[], words: '', ...EMPTY_DETAILS }
type Form = typeof EMPTY

const serviceUrl = (id: string) => `/booking/service?id=${id}`

function What({ service, sitting }: { service: ServiceView; sitting: SittingView }) {
  const { comes } = kindLabels(service.kind.code)
  const minutes = comes ? null : service.walkMinutes
  return (
    <TicketCard
      time={minutes === null ? undefined : walkingTime(minutes)}
      before='走'
      figure={minutes ?? ''}
      unit='分钟'
      foot={
        <>
          <View className='phrase'>{tie(comes ? `${service.placeName}的人上门来` : service.placeName)}</View>
          {sitting.menu.length > 0 && <View className='note'>{sitting.menu.join('、')}</View>}
        </>
      }
    >
      <View className='note nums'>{dayInWords(sitting.day, dayOf(new Date()))}</View>
      <View className='num confirm__time'>{clockOf(new Date(sitting.startsAt))}</View>
      <View className='lead'>{tie(whatIsBooked({ service, sitting }))}</View>
    </TicketCard>
  )
}

function Wishes({
  service,
  sitting,
  form,
  showsChoices,
  change,
}: {
  service: ServiceView
  sitting: SittingView
  form: Form
  /** The short wishes that the service offers. */
  showsChoices: boolean
  change: (part: Partial<Form>) => void
}) {
  const { note, unit } = kindLabels(service.kind.code)
  const most = Math.min(service.maxSeats, Math.max(sitting.left, 1))
  const toggle = (wish: string) =>
    change({
      wishes: form.wishes.includes(wish) ? form.wishes.filter((other) => other !== wish) : [...form.wishes, wish],
    })
  return (
    <Card>
      {service.maxSeats > 1 && (
        <View className='confirm__row'>
          <View>几{unit}</View>
          <Stepper
            label={`几${unit}`}
            value={Math.min(form.seats, most)}
            max={most}
            onChange={(seats) => change({ seats })}
          />
        </View>
      )}
      {service.noteChoices.length > 0 && showsChoices && (
        <View className='confirm__wishes'>
          <View className='strong'>{note}</View>
          <Chips
            all
            options={service.noteChoices.map((choice) => ({ value: choice, text: choice }))}
            chosen={form.wishes}
            onChange={toggle}
          />
        </View>
      )}
      <Field
        label='还有什么要说'
        optional='不写也行'
        value={form.words}
        maxLength={60}
        onChange={(words) => change({ words })}
      />
    </Card>
  )
}

/** The words about waiting in line. */
const lineInWords = ({ waiting }: SittingView) =>
  `这一批满了${waiting > 0 ? `，前面有 ${waiting} 位在排` : ''}。空出位子马上告诉您，两个小时内答应就给您留着，夜里不打扰。`

function Confirm({
  service,
  sittings,
  reloadSittings,
}: {
  service: ServiceView
  sittings: readonly SittingView[]
  reloadSittings: () => Promise<void>
}) {
  const { sitting: asked = '', for: forWhom, replaces } = useRouter().params
  const { elder } = useSettings()
  const session = useSession()
  const family = useEndpoint(listBeneficiaries, session ? {} : null)
  const book = useAction(bookSitting)
  const confirm = useAction(confirmHold)
  const move = useAction(rescheduleBooking)
  const [sittingId, setSittingId] = useState(asked)
  const [form, change, clear] = useDraft<Form>(`confirm:${service.id}:${forWhom ?? ''}`, {
    ...EMPTY,
    person: forWhom ?? MYSELF,
  })
  const [adding, setAdding] = useState(false)
  const [showsWishes, setShowsWishes] = useState(false)
  const sitting = sittings.find(({ id }) => id === sittingId)
  const { verb, unit, paid } = kindLabels(service.kind.code)
  const relatives = family.data?.items ?? []
  const relative = relatives.find(({ personId }) => personId === form.person)
  const seats = Math.min(form.seats, service.maxSeats, Math.max(sitting?.left ?? 1, 1))
  const [waits, setWaits] = useState(false)
  const isFull = sitting !== undefined && canWait(sitting)
  const inLine = waits || isFull
  // The family has to be loaded first, or the places would be held for somebody else.
  const knows = session !== null && family.data !== undefined
  const holds = knows && sitting !== undefined && isBookable(sitting) && !inLine && !replaces
  const hold = useHold(holds ? { sittingId, personId: relative?.personId, seats } : null)
  const problemWith = (field: string) => confirm.problemWith(field) ?? book.problemWith(field)
  const ofKind = useBookingDetails(
    sitting
      ? {
          kind: service.kind.code,
          serviceId: service.id,
          sittingId,
          day: sitting.day,
          seats,
          personId: relative?.personId,
          personName: relative?.name,
          problemWith,
        }
      : null,
    { form, change },
  )
  const chooseOther = () => void Taro.redirectTo({ url: serviceUrl(service.id) })

  if (!sitting)
    return (
      <Page title='确认预约'>
        <Empty title='这一批撤下了' say='看看别的时间' action='看别的时间' onAction={chooseOther} />
      </Page>
    )

  const people = [
    ...relatives.map(({ personId, relation, name }) => ({ id: personId, relation: relation.label, name })),
    { id: MYSELF, relation: '我', name: session?.name ?? '本人' },
  ]
  const priceFen = sitting.priceFen ?? service.priceFen
  const note = [...(ofKind.asksWishes ? [] : form.wishes), form.words.trim()].filter(Boolean).join('，')
  const said = { note: note || undefined, details: ofKind.details }

  const ask = () => {
    if (replaces) return move.run({ id: replaces, sittingId: sitting.id })
    if (hold.id) return confirm.run({ id: hold.id, ...said })
    const wish = { sittingId: sitting.id, personId: relative?.personId, seats, ...said }
    return book.run(inLine ? { ...wish, orWait: true } : wish)
  }
  const submit = async () => {
    const booked = await ask()
    if (!booked) return void reloadSittings()
    hold.keep(booked.id)
    clear()
    if (isInSight('booking/confirm')) await Taro.redirectTo({ url: `/booking/booking?id=${booked.id}&made=1` })
  }
  const takeInstead = (other: SittingView) => {
    for (const action of [book, confirm, move]) action.forget()
    setWaits(false)
    setSittingId(other.id)
  }
  const standInLine = () => {
    for (const action of [book, confirm]) action.forget()
    setWaits(true)
  }
  const error = book.error ?? confirm.error ?? move.error ?? hold.refusal
  const busy = book.busy || confirm.busy || move.busy
  const add = async () => {
    if (await requireSignIn()) setAdding(true)
  }

  const whom = relative ? `给${relative.relation.label}` : ''
  const until = inLine ? '不想等了，随时能退出' : `${momentInWords(sitting.closesAt, new Date())} 前能改、能取消`
  const wishes = (
    <Wishes service={service} sitting={sitting} form={form} showsChoices={!ofKind.asksWishes} change={change} />
  )
  const pays = ofKind.details?.meal?.mode === 'delivery' ? '送到再付' : paid
  const dueFen = ofKind.dueFen ?? (priceFen === null ? null : priceFen * seats)
  const costs = dueFen === null ? '' : `${priceInWords(dueFen)}${dueFen > 0 ? `，${pays}` : ''}。`
  return (
    <Page
      title={replaces ? '改个时间' : inLine ? '排队等' : '确认预约'}
      keepsWords
      bar={
        <>
          <View className='note confirm__until'>{tie(costs + until)}</View>
          <Button look='main' block busy={busy && (inLine ? '正在排…' : `正在${verb}…`)} onTap={() => void submit()}>
            {replaces
              ? `改到 ${clockOf(new Date(sitting.startsAt))}`
              : `${whom || '给我'}${inLine ? '排上队' : `${verb}好`}`}
          </Button>
        </>
      }
    >
      <What service={service} sitting={sitting} />
      <Sessions sessions={sitting.sessions} />
      {ofKind.missing?.error && <Failed error={ofKind.missing.error} onRetry={() => void ofKind.missing?.reload()} />}
      {inLine && (
        <View className='confirm__refusal'>
          <Card tone='sand'>
            <View className='phrase'>{tie(lineInWords(sitting))}</View>
          </Card>
        </View>
      )}
      {error && (!inLine || error !== hold.refusal) && (
        <View className='confirm__refusal'>
          <Refusal
            error={error}
            instead={nextWithRoom(sittings, sitting, seats)}
            phone={service.phone}
            onInstead={takeInstead}
            onWait={replaces ? undefined : standInLine}
            onOtherDay={chooseOther}
            onRetry={() => void submit()}
          />
        </View>
      )}
      <Section title={`给谁${verb}`}>
        <PersonChooser
          people={people}
          chosen={relative ? form.person : MYSELF}
          onChange={(person) => change({ person })}
          onAdd={() => void add()}
        />
        {family.error && <Failed error={family.error} onRetry={() => void family.reload()} />}
      </Section>
      {!replaces && ofKind.fields}
      <Section>
        {isConfidential(service.kind.code as ServiceKind) ? (
          <Card>
            <View className='phrase'>{tie('想问什么，当面跟律师说，这里不用写。')}</View>
            <View className='note'>{tie('谁约了律师，社区里只有律师和管法律援助的人看得到。')}</View>
          </Card>
        ) : !elder || showsWishes ? (
          wishes
        ) : (
          <Button block icon='plus' onTap={() => setShowsWishes(true)}>
            有别的要求
          </Button>
        )}
      </Section>
      {ofKind.price ? (
        <Section>{ofKind.price}</Section>
      ) : (
        priceFen !== null && (
          <Section>
            <Card flush>
              <Cell
                title='价钱'
                brief={seats > 1 ? `${seats} ${unit}，${paid}` : paid}
                extra={<View className='lead'>{tie(priceInWords(priceFen * seats))}</View>}
              />
            </Card>
          </Section>
        )
      )}
      <AddFamily
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={({ personId }) => {
          setAdding(false)
          change({ person: personId })
          void family.reload()
        }}
      />
    </Page>
  )
}

/** The last check before booking: the time, the person, how many, the price, and until when it can be cancelled. */
export default function ConfirmPage() {
  const { service: id = '', day } = useRouter().params
  const near = nearText(usePosition())
  const service = useEndpoint(getService, { id, near, pace: walkingPace(useSettings()) })
  const sittings = useEndpoint(listSittings, { id, from: day, to: day })
  const error = service.error ?? sittings.error

  if (service.data && sittings.data)
    return <Confirm service={service.data} sittings={sittings.data.items} reloadSittings={sittings.reload} />
  return (
    <Page title='确认预约'>
      {error ? (
        <Failed error={error} onRetry={() => void Promise.all([service.reload(), sittings.reload()])} />
      ) : (
        <Loading shape='lines' rows={5} />
      )}
    </Page>
  )
}
