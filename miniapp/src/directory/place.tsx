import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro'
import { nextInWords } from '@yike/shared/booking/words'
import { getPlace } from '@yike/shared/directory/endpoints'
import { listPlaceHalls } from '@yike/shared/hall/endpoints'
import type { PlaceView, ServiceCard } from '@yike/shared/directory/schemas'
import { HOLIDAY_HOURS, exceptionsInWords, rulesInWords } from '@yike/shared/directory/hours'
import type { Pace } from '@yike/shared/geo/walking'
import { dayLabel, dayOf } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { PhotoBand } from '@/kit/card/photo-band'
import { TicketCard } from '@/kit/card/ticket-card'
import { walkingTime } from '@/kit/base/dial'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { StatusTag, Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { nearText, usePosition } from '@/lib/phone/position'
import { useSettings, walkingPace } from '@/lib/storage/settings'
import { openMap } from '@/lib/phone/open-map'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'
import { Report } from '@/lib/parts/report'
import { CorrectSheet } from './correct-sheet'
import './place.scss'

function Hours({ place }: { place: PlaceView }) {
  if (place.hours.rules.length === 0) return <Cell icon='clock' title='开门时间没有登记' brief='去之前打个电话问问' />
  return (
    <Cell
      icon='clock'
      title={place.today}
      brief={
        <>
          {[
            ...rulesInWords(place.hours.rules),
            ...(place.hours.holidays === 'same' ? [] : [HOLIDAY_HOURS[place.hours.holidays]]),
            ...exceptionsInWords(place.hours, new Date()),
          ].map((line) => (
            <View key={line} className='nums'>
              {tie(line)}
            </View>
          ))}
        </>
      }
    />
  )
}

function Services({ services }: { services: ServiceCard[] }) {
  return (
    <Section title='这里能约'>
      <Card flush>
        {services.map((service) => (
          <Cell
            key={service.id}
            icon={service.icon}
            title={service.name}
            brief={nextInWords(service)}
            onTap={() => void openPage(`/booking/service?id=${service.id}`)}
          />
        ))}
      </Card>
    </Section>
  )
}

/** A link to the queue where numbers are called; elsewhere no line. */
function Queue({ placeId }: { placeId: string }) {
  const { data } = useEndpoint(listPlaceHalls, { id: placeId })
  const [hall] = data?.items ?? []
  if (!hall) return null
  const waiting = hall.lines.reduce((sum, line) => sum + line.waiting, 0)
  return (
    <Section>
      <Card flush>
        <Cell
          icon='clock'
          title='取号排队'
          brief={waiting === 0 ? '现在不用等' : `${waiting} 位在等，手机上就能取`}
          onTap={() => void openPage(`/hall/hall?id=${placeId}`)}
        />
      </Card>
    </Section>
  )
}

/** A place: how far on foot, open or not, what can be booked there, the way and the phone. */
export default function PlacePage() {
  const { id = '', ...from } = useRouter().params
  const settings = useSettings()
  const here = nearText(usePosition())
  const {
    data: place,
    error,
    reload,
  } = useEndpoint(getPlace, {
    id,
    near: from.near || here,
    pace: (from.pace as Pace | undefined) ?? walkingPace(settings),
  })
  const [correcting, setCorrecting] = useState(false)
  useShareAppMessage(() => ({ title: place?.name ?? '生活圈', path: `/directory/place?id=${id}` }))

  if (error && !place)
    return (
      <Page title='地点'>
        {error.code === 'NOT_FOUND' ? (
          <Empty
            title='这个地点撤下了'
            say='可能搬走或关了，看看附近别的'
            action='看生活圈'
            onAction={() => void Taro.redirectTo({ url: '/directory/circle' })}
          />
        ) : (
          <Failed error={error} onRetry={() => void reload()} />
        )}
      </Page>
    )
  if (!place)
    return (
      <Page title='地点'>
        <Loading shape='place' />
      </Page>
    )

  const minutes = place.walkMinutes
  return (
    <Page
      title={place.category.label}
      ownCall={place.phone !== null}
      bar={
        <Buttons>
          {place.phone && (
            <Button icon='phone' onTap={() => dial(place.phone ?? '')}>
              打电话
            </Button>
          )}
          <Button look='main' icon='walk' onTap={() => openMap(place)}>
            带我走过去
          </Button>
        </Buttons>
      }
    >
      {place.alert && (
        <Card tone='sand' className='place-page__alert'>
          {tie(place.alert)}
        </Card>
      )}
      <PhotoBand photos={place.photos} of={place.name} />
      <TicketCard
        time={minutes === null ? undefined : walkingTime(minutes)}
        before='走'
        figure={minutes ?? ''}
        unit='分钟'
      >
        {place.isOpen ? (
          <StatusTag tone='done'>开着</StatusTag>
        ) : (
          <Tag tone='plain'>{place.status.code === 'active' ? '现在不开' : place.status.label}</Tag>
        )}
        <View className='title place-page__name'>{tie(place.name)}</View>
        {place.openState && <View className='note nums'>{tie(place.openState)}</View>}
      </TicketCard>
      <Section>
        <Card flush>
          <Hours place={place} />
          <Cell icon='pin' title={place.address} onTap={() => openMap(place)} />
          {place.accessibility.length > 0 && (
            <Cell icon='check' title={place.accessibility.map(({ label }) => label).join('、')} />
          )}
          {place.morePhones.map((number) => (
            <Cell key={number} icon='phone' title={number} brief='别的电话' onTap={() => dial(number)} />
          ))}
          {place.organization && <Cell icon='home' title={place.organization} />}
          <Cell
            icon='edit'
            title='这里写得不对？告诉社区'
            brief={
              place.verifiedAt
                ? `社区${dayLabel(dayOf(new Date(place.verifiedAt)), dayOf(new Date()))}核对过`
                : '社区还没核对过，去之前打个电话问问'
            }
            onTap={() => setCorrecting(true)}
          />
        </Card>
      </Section>
      <Queue placeId={id} />
      {place.services.length > 0 && <Services services={place.services} />}
      {place.about && (
        <Section title='说明'>
          <View className='prose'>{tie(place.about)}</View>
        </Section>
      )}
      <Report type='place' id={id} />
      {correcting && <CorrectSheet place={place} onClose={() => setCorrecting(false)} />}
    </Page>
  )
}
