import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getKitchen, markDelivery } from '@yike/shared/meals/endpoints'
import { DELIVERY_MARKS, type DeliveryMark } from '@yike/shared/meals/kinds'
import type { KitchenRow, KitchenSitting } from '@yike/shared/meals/schemas'
import { clockOf, dayOf, toApiTime } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Chips, Choices } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { StatusTag, Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { enqueue, useOfflineQueue, type QueuedAction } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useCached } from '@/lib/offline/use-cached'
import { yuan } from './receive'
import './desk.scss'
import './kitchen.scss'

const VIEWS = [
  { value: 'cook', text: '做什么' },
  { value: 'bring', text: '送到家' },
] as const
type KitchenView = (typeof VIEWS)[number]['value']

/** The sitting to begin with: the one that comes next, or the last of the day. */
const nextOf = (sittings: readonly KitchenSitting[], now: Date) =>
  sittings.find(({ startsAt }) => Date.parse(startsAt) > now.getTime() - 90 * 60_000) ?? sittings[sittings.length - 1]

/** The cook's day: the dishes to make in big figures, then the route from door to door. Works without a signal. */
export default function KitchenPage() {
  const { view: first } = useRouter().params
  const day = dayOf(new Date())
  const { data, error, reload, cachedAt } = useCached('work:kitchen', getKitchen, { day })
  const later = useOfflineQueue({ onHeard: () => void reload() })
  const [view, setView] = useState<KitchenView>(first === 'bring' ? 'bring' : 'cook')
  const [chosen, choose] = useState<string>()
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))

  const sittings = data?.sittings ?? []
  const sitting = sittings.find(({ sittingId }) => sittingId === chosen) ?? nextOf(sittings, new Date())
  return (
    <Page title='厨房' seenAt={cachedAt}>
      <OfflineQueueBar {...later} />
      {!data ? (
        error ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : (
          <Loading rows={4} />
        )
      ) : !sitting ? (
        <Empty title='今天没有排餐' say='排了场次就在这儿' />
      ) : (
        <>
          {sittings.length > 1 && (
            <View className='kitchen__sittings'>
              <Chips
                all
                options={sittings.map((one) => ({
                  value: one.sittingId,
                  text: `${clockOf(new Date(one.startsAt))} ${one.title}`,
                }))}
                chosen={[sitting.sittingId]}
                onChange={choose}
              />
            </View>
          )}
          <Choices options={VIEWS} chosen={view} onChange={setView} />
          {view === 'cook' ? <Cook sitting={sitting} /> : <Bring sitting={sitting} waiting={later.waiting} />}
        </>
      )}
    </Page>
  )
}

function Cook({ sitting }: { sitting: KitchenSitting }) {
  const { servings, modes, dishes, diets, placeName } = sitting
  const wishes = sitting.rows.filter(({ note }) => note)
  return (
    <>
      <Section>
        <Card>
          <View className='note'>{placeName}</View>
          <View className='kitchen__sum'>
            <View className='num kitchen__big'>{servings}</View>
            <View className='lead'>份</View>
          </View>
          <View className='strong nums'>{tie(modes.map(({ label, count }) => `${label} ${count}`).join('，'))}</View>
        </Card>
      </Section>
      {dishes.length > 0 && (
        <Section title='菜'>
          <Card flush>
            {dishes.map(({ name, count }) => (
              <Figure key={name} name={name} count={count} />
            ))}
          </Card>
        </Section>
      )}
      {diets.length > 0 && (
        <Section title='另做'>
          <Card flush>
            {diets.map(({ name, count, byMode }) => (
              <Figure
                key={name}
                name={name}
                count={count}
                brief={byMode.map((one) => `${one.name} ${one.count}`).join('，')}
              />
            ))}
          </Card>
        </Section>
      )}
      {wishes.length > 0 && (
        <Section title='写了话的'>
          <Card flush>
            {wishes.map(({ bookingId, code, name, note }) => (
              <View key={bookingId} className='kitchen__line'>
                <View className='strong'>{tie(`${code} ${name}`)}</View>
                <View className='desk__note'>{note}</View>
              </View>
            ))}
          </Card>
        </Section>
      )}
    </>
  )
}

function Figure({ name, count, brief }: { name: string; count: number; brief?: string }) {
  return (
    <View className='kitchen__line kitchen__figure'>
      <View>
        <View className='lead'>{name}</View>
        {brief && <View className='note nums'>{tie(brief)}</View>}
      </View>
      <View className='num title'>{count}</View>
    </View>
  )
}

/** A mark of this phone that has not gone out yet, which is truer than the list. */
function pendingMark(waiting: readonly QueuedAction[], bookingId: string) {
  const action = [...waiting]
    .reverse()
    .find(({ about, route }) => about === bookingId && route.path === markDelivery.path)
  return action?.input.mark as DeliveryMark | undefined
}

/** Door by door in walking order. */
function Bring({ sitting, waiting }: { sitting: KitchenSitting; waiting: readonly QueuedAction[] }) {
  const { route, rows, routeMinutes } = sitting
  const rowOf = (id: string) => rows.find(({ bookingId }) => bookingId === id)
  const brought = route.flatMap(({ bookingIds }) => bookingIds)
  const left = brought.filter((id) => !(pendingMark(waiting, id) ?? rowOf(id)?.mark)).length
  if (route.length === 0)
    return (
      <Section>
        <Empty title='这一批没有要送的' />
      </Section>
    )
  return (
    <>
      <Section>
        <Card>
          <View className='kitchen__sum'>
            <View className='num kitchen__big'>{left}</View>
            <View className='lead'>{tie(`份没送，一共 ${brought.length} 份`)}</View>
          </View>
          <View className='note nums'>{tie(`${route.length} 栋楼，一路走 ${routeMinutes} 分钟`)}</View>
        </Card>
      </Section>
      {route.map(({ building, metres, bookingIds }, at) => (
        <Section key={building} title={`${at + 1}. ${building}`}>
          {metres !== null && <View className='note nums'>{tie(`走 ${metres} 米`)}</View>}
          <Card flush>
            {bookingIds.map((id) => {
              const row = rowOf(id)
              return row && <Door key={id} row={row} pending={pendingMark(waiting, id)} />
            })}
          </Card>
        </Section>
      ))}
    </>
  )
}

function Door({ row, pending }: { row: KitchenRow; pending: DeliveryMark | undefined }) {
  const { bookingId, name, code, address, doorNote, phone, seats, diets, dishes, note, dueFen, paid } = row
  const mark = pending ?? row.mark?.code
  const wishes = [...diets.map(({ label }) => label), ...dishes.map((dish) => dish.name), doorNote, note].filter(
    Boolean,
  )
  const put = (next: DeliveryMark) =>
    void enqueue(
      markDelivery,
      { id: bookingId, mark: next, doneAt: toApiTime(new Date()) },
      { about: bookingId, says: `${name} ${DELIVERY_MARKS[next]}` },
    )
  return (
    <View className='kitchen__line'>
      <View className='lead nums'>{tie([address?.trim(), `${name}${seats > 1 ? ` ${seats} 份` : ''}`].join(' '))}</View>
      <View className='note nums'>
        {tie(
          [code, dueFen > 0 && (paid ? `已收 ${yuan(paid.amountFen)}` : `收 ${yuan(dueFen)}`)]
            .filter(Boolean)
            .join('，'),
        )}
      </View>
      {wishes.length > 0 && <View className='strong desk__note'>{tie(wishes.join('，'))}</View>}
      {mark && (
        <View className='kitchen__mark'>
          {mark === 'delivered' ? (
            <StatusTag tone='done'>{DELIVERY_MARKS.delivered}</StatusTag>
          ) : (
            <Tag tone='late'>{DELIVERY_MARKS.not_home}</Tag>
          )}
          {pending && <Tag tone='soon'>没发出去</Tag>}
        </View>
      )}
      <Buttons>
        {phone && (
          <Button icon='phone' onTap={() => dial(phone)}>
            打电话
          </Button>
        )}
        {mark !== 'not_home' && (
          <Button onTap={() => put('not_home')}>{mark ? '改成没人' : DELIVERY_MARKS.not_home}</Button>
        )}
        {mark !== 'delivered' && (
          <Button look={mark ? 'plain' : 'main'} onTap={() => put('delivered')}>
            {DELIVERY_MARKS.delivered}
          </Button>
        )}
      </Buttons>
    </View>
  )
}
