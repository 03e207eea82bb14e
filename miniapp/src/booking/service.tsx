// Over 300 lines: one page; its parts share the wish that goes along and the sittings read once.
import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter, useShareAppMessage } from '@tarojs/taro'
import { listSittings } from '@yike/shared/booking/endpoints'
import type { SittingView } from '@yike/shared/booking/schemas'
import { SERVICE_KINDS, type ServiceKind } from '@yike/shared/directory/categories'
import { findServices, getService } from '@yike/shared/directory/endpoints'
import { fitsAge } from '@yike/shared/directory/for-age'
import type { ServiceView } from '@yike/shared/directory/schemas'
import { getLoanOffer } from '@yike/shared/loans/endpoints'
import { getMeals } from '@yike/shared/meals/endpoints'
import type { Meals } from '@yike/shared/meals/schemas'
import { listBeneficiaries } from '@yike/shared/people/endpoints'
import { addDays, clockOf, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { DayStrip } from '@/kit/form/day-strip'
import { PlaceRow } from '@/kit/card/home-cards'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { SittingCard } from '@/kit/card/sitting-card'
import { Tag } from '@/kit/base/tag'
import { priceInWords, tie } from '@/kit/base/text'
import { thumbOf } from '@/kit/base/thumb'
import { dial } from '@/lib/api/community'
import { useSession } from '@/lib/api/session'
import { ApiError, call } from '@/lib/api/api'
import { useRead } from '@/lib/api/use-read'
import { Report } from '@/lib/parts/report'
import { usePages } from '@/lib/api/use-pages'
import { openPage } from '@/lib/phone/open-page'
import { kindLabels } from './kind-labels'
import { Loan, type Lending } from './loan'
import { AskBirthYear, priceLine } from './prices'
import { useAttendee } from './use-attendee'
import { canWait, dayInWords, firstDay, isBookable, shortTitle, sittingCard, stripDays } from './sitting-labels'
import { type Wish, queryOf, useFrom, ServiceRows } from './service-rows'
import './service.scss'

const seeRealName = () => void openPage('/people/real-name')

function About({ service }: { service: ServiceView }) {
  const { priceFen, eligibility, needsRealName, about, fees, subsidy, documents, groups, languages, today } = service
  const { comes, paid } = kindLabels(service.kind.code)
  const forWhom = [eligibility, groups.map(({ label }) => label).join('、')].filter(Boolean).join('；')
  return (
    <>
      <Section>
        <Card flush>
          {priceFen !== null && (
            <Cell title='价钱' brief={paid} extra={<View className='lead'>{tie(priceInWords(priceFen))}</View>} />
          )}
          {fees.map(({ who, priceFen: fen }) => (
            <Cell key={who} title={tie(who)} extra={<View className='lead'>{tie(priceInWords(fen))}</View>} />
          ))}
          {subsidy && <Cell title='补贴' brief={subsidy} />}
          {forWhom && <Cell title={comes ? '谁能约' : '谁能来'} brief={forWhom} />}
          {needsRealName && <Cell title='要实名' brief='没核对过的，先带身份证到社区窗口看一眼' onTap={seeRealName} />}
          {today && <Cell title='今天' brief={tie(today)} />}
          {documents.length > 0 && <Cell title='要带' brief={documents.join('、')} />}
          {languages.length > 0 && <Cell title='说什么话' brief={languages.map(({ label }) => label).join('、')} />}
          <Cell
            title='在哪儿'
            brief={service.address}
            onTap={() => void openPage(`/directory/place?id=${service.placeId}`)}
          />
        </Card>
      </Section>
      {about && (
        <Section title='说明'>
          <View className='prose'>{tie(about)}</View>
        </Section>
      )}
      <Report type='service' id={service.id} />
    </>
  )
}

function Head({ service }: { service: ServiceView }) {
  return (
    <View className='service__head'>
      <PlaceRow
        minutes={service.walkMinutes}
        icon={service.icon}
        iconsOnly={service.walkMinutes === null}
        title={service.placeName}
        meta={
          <>
            {service.status.code !== 'active' && <Tag tone='late'>{service.status.label}</Tag>}
            <View>{service.name}</View>
          </>
        }
        photo={thumbOf(service.photo, `${service.placeName}的照片`)}
        call={{ icon: 'phone', label: `给${service.placeName}打电话`, onTap: () => dial(service.phone) }}
      />
    </View>
  )
}

/** The pages on which several bookings of a kind are made at once. */
const SEVERAL: Record<string, { title: string; brief: string; page: string } | undefined> = {
  meal: { title: '一次订一周', brief: '勾上几天一起订，也能和上周一样', page: '/booking/week' },
  care: { title: '定期约', brief: '每周哪几天，一次约上几周', page: '/booking/plans' },
}

/** The next step that a kind of service leads to. */
const LEADS_TO: Record<string, { title: string; brief: string; page: string } | undefined> = {
  legal: {
    title: '申请法律援助',
    brief: '请不起律师的，社区帮着交给区法律援助中心',
    page: '/cases/form?kind=legal_aid',
  },
}

/** As many pictures of dishes as stand side by side. */
const DISHES_SHOWN = 4

/** The pictures of the dishes of a sitting, those with a photo. */
const dishPhotos = (meals: Meals | null, sittingId: string) =>
  meals?.items
    .find((meal) => meal.sittingId === sittingId)
    ?.dishes.flatMap(({ name, photo }) => thumbOf(photo, name) ?? [])
    .slice(0, DISHES_SHOWN)

/** The days and sittings of one service; the button names what is chosen. */
function Booking({
  service,
  sittings,
  meals,
  wish,
  failed,
}: {
  service: ServiceView
  sittings: readonly SittingView[] | undefined
  /** The price of each for this person; meals only. */
  meals: Meals | null
  wish: Wish
  /** Shown in place of the sittings. */
  failed: React.ReactNode
}) {
  const [chosenDay, chooseDay] = useState<string>()
  const [chosenId, chooseSitting] = useState<string>()
  const now = new Date()
  const today = dayOf(now)
  const { page, verb } = kindLabels(service.kind.code)
  const attendee = useAttendee(wish.for)
  const several = SEVERAL[service.kind.code]
  const leads = LEADS_TO[service.kind.code]
  const day = chosenDay ?? firstDay(sittings ?? [], today)
  const ofDay = (sittings ?? []).filter((sitting) => sitting.day === day)
  const choosable = ofDay.filter((sitting) => isBookable(sitting) || (canWait(sitting) && !wish.replaces))
  const chosen = choosable.find(({ id }) => id === chosenId) ?? choosable.find(isBookable)
  const does = chosen && canWait(chosen) ? '排队等' : wish.replaces ? '改到' : verb
  const pay = chosen && meals?.items.find(({ sittingId }) => sittingId === chosen.id)?.pay
  const priceFen = pay ? pay.dueFen : (chosen?.priceFen ?? service.priceFen)
  const goOn = () => {
    if (!chosen) return
    const query = queryOf({ service: service.id, sitting: chosen.id, day: chosen.day, ...wish })
    void openPage(`/booking/confirm?${query}`)
  }

  return (
    <Page
      title={page}
      ownCall
      bar={
        ofDay.length > 0 && (
          <Button look='main' block off={!chosen} onTap={goOn}>
            {chosen
              ? [
                  `${does} ${clockOf(new Date(chosen.startsAt))} ${shortTitle(chosen)}`,
                  priceFen && priceInWords(priceFen),
                ]
                  .filter(Boolean)
                  .join('，')
              : choosable.length > 0
                ? '都满了，点一个排队等'
                : `这天没有能${verb}的了`}
          </Button>
        )
      }
    >
      <Head service={service} />
      {pay && (
        <View className='phrase service__pay'>
          {tie(
            [
              `${attendee && !attendee.isReader ? attendee.label : '您'}一份 ${priceInWords(pay.dueFen)}`,
              pay.rule && `按 ${pay.rule}`,
              pay.subsidyFen > 0 && `补 ${priceInWords(pay.subsidyFen)}`,
            ]
              .filter(Boolean)
              .join('，'),
          )}
        </View>
      )}
      {!pay && priceLine(service) && <View className='phrase service__pay'>{tie(priceLine(service))}</View>}
      <AskBirthYear service={service} attendee={attendee} />
      {failed}
      {!sittings ? null : sittings.length === 0 ? (
        <Empty
          title={`这两周还没排${service.kind.label}`}
          say='可以打电话问问什么时候有'
          action='打电话问问'
          onAction={() => dial(service.phone)}
        />
      ) : (
        <>
          <DayStrip days={stripDays(sittings, today)} chosen={day} onChange={chooseDay} />
          {ofDay.length === 0 && <Empty title={`${dayInWords(day, today)} 休息`} say='看看别的日子' />}
          {ofDay.map((sitting) => (
            <SittingCard
              key={sitting.id}
              {...sittingCard(sitting, verb, now)}
              photos={dishPhotos(meals, sitting.id)}
              chosen={sitting.id === chosen?.id}
              onChoose={() => chooseSitting(sitting.id)}
            />
          ))}
        </>
      )}
      {several && !wish.replaces && (
        <Section>
          <Card flush>
            <Cell
              icon='calendar'
              title={several.title}
              brief={several.brief}
              onTap={() => void openPage(`${several.page}?${queryOf({ service: service.id, for: wish.for })}`)}
            />
          </Card>
        </Section>
      )}
      {leads && (
        <Section>
          <Card flush>
            <Cell icon='book' title={leads.title} brief={leads.brief} onTap={() => void openPage(leads.page)} />
          </Card>
        </Section>
      )}
      <About service={service} />
    </Page>
  )
}

/** A service whose sittings could not be read is shown all the same. */
const asRefusal = (cause: unknown) => {
  if (cause instanceof ApiError) return cause
  throw cause
}

/** A visitor has no family. */
async function readLending(id: string, signedIn: boolean): Promise<Lending> {
  const [offer, family] = await Promise.all([
    call(getLoanOffer, { id }).catch(asRefusal),
    signedIn ? call(listBeneficiaries, {}).catch(asRefusal) : null,
  ])
  return { offer, relatives: family === null || family instanceof ApiError ? [] : family.items }
}

function OneService({ id, wish }: { id: string; wish: Wish }) {
  const from = useFrom()
  const signedIn = useSession() !== null
  const { data, error, reload } = useRead(`service ${id} ${JSON.stringify(from)}`, async () => {
    const [service, sittings] = await Promise.all([
      call(getService, { id, ...from }),
      call(listSittings, { id }).catch(asRefusal),
    ])
    const lending = service.kind.code === 'loan' ? await readLending(id, signedIn) : null
    const today = dayOf(new Date())
    // A visitor pays the ordinary price.
    const meals =
      signedIn && service.kind.code === 'meal'
        ? await call(getMeals, { id, personId: wish.for, from: today, to: addDays(today, 13) }).catch(asRefusal)
        : null
    return { service, sittings, meals, lending }
  })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  useShareAppMessage(() => ({ title: data?.service.name ?? '预约', path: `/booking/service?id=${id}` }))

  if (data?.lending) return <Loan service={data.service} lending={data.lending} forWhom={wish.for} reload={reload} />
  // Read and shown whole, in one setData: a service without its sittings says nothing yet.
  if (data) {
    const { service, sittings, meals } = data
    const refusal = sittings instanceof ApiError ? sittings : undefined
    return (
      <Booking
        service={service}
        sittings={sittings instanceof ApiError ? undefined : sittings.items}
        meals={meals instanceof ApiError ? null : meals}
        wish={wish}
        failed={refusal && <Failed error={refusal} onRetry={() => void reload()} />}
      />
    )
  }
  return (
    <Page title='预约'>
      {!error ? (
        <Loading shape='sittings' rows={2} />
      ) : error.code === 'NOT_FOUND' ? (
        <Empty
          title='这项服务撤下了'
          say='看看附近还有什么'
          action='看生活圈'
          onAction={() => void Taro.redirectTo({ url: '/directory/circle' })}
        />
      ) : (
        <Failed error={error} onRetry={() => void reload()} />
      )}
    </Page>
  )
}

/** All services of one kind, behind a door of the home page. Where there is only one, it is shown at once. */
function ServicesOfKind({ kind, wish }: { kind?: ServiceKind; wish: Wish }) {
  const { items, error, more, hasMore, reload } = usePages(findServices, { category: kind, ...useFrom() })
  const attendee = useAttendee(wish.for)
  const fitting = (items ?? []).filter((service) => fitsAge(service, attendee?.age ?? null))
  const others = (items ?? []).filter((service) => !fitting.includes(service))
  const [only] = items ?? []
  if (only && kind && items?.length === 1 && !hasMore) return <OneService id={only.id} wish={wish} />
  return (
    <Page title={kind ? kindLabels(kind).page : '能约的'}>
      {error && <Failed error={error} onRetry={() => void reload()} />}
      {!items ? (
        !error && <Loading />
      ) : items.length === 0 ? (
        <Empty
          title={`这儿还没有${kind ? SERVICE_KINDS[kind].label : '能约的服务'}`}
          say='附近有什么，在生活圈里'
          action='看生活圈'
          onAction={() => void openPage('/directory/circle')}
        />
      ) : (
        <>
          {fitting.length > 0 && <ServiceRows items={fitting} wish={wish} />}
          {others.length > 0 && (
            <Section title={attendee?.isReader === false ? `${attendee.label}的年龄不合适` : '您的年龄不合适'}>
              <ServiceRows items={others} wish={wish} />
            </Section>
          )}
          {hasMore && (
            <View className='service__more'>
              <Button block onTap={() => void more()}>
                再看几个
              </Button>
            </View>
          )}
        </>
      )}
    </Page>
  )
}

/** The services that can be booked: one service (`id`), those of one kind (`kind`), or all. */
export default function ServicePage() {
  const { id, kind, for: personId, replaces } = useRouter().params
  const wish = { for: personId, replaces }
  if (id) return <OneService id={id} wish={wish} />
  return <ServicesOfKind kind={kind && kind in SERVICE_KINDS ? (kind as ServiceKind) : undefined} wish={wish} />
}
