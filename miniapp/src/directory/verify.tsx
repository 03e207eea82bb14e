import { useState } from 'react'
import { View } from '@tarojs/components'
import { toast } from '@/kit/page/toast'
import { listStaffPlaces, verifyPlace } from '@yike/shared/directory/endpoints'
import { hoursInWords } from '@yike/shared/directory/hours-text'
import type { StaffPlace } from '@yike/shared/directory/schemas'
import { dayLabel, dayOf } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { PlaceRow } from '@/kit/card/home-cards'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Sheet } from '@/kit/sheet/sheet'
import { Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { locate, nearText, usePosition } from '@/lib/phone/position'
import { openMap } from '@/lib/phone/open-map'
import { GridChoice, useMyGrid } from '@/lib/parts/my-grids'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { useStep } from '@/lib/offline/use-step'
import { usePages } from '@/lib/api/use-pages'
import { CorrectSheet } from './correct-sheet'
import './circle.scss'

const lastLook = ({ verifiedAt, verifiedBy }: StaffPlace) =>
  verifiedAt
    ? `上次 ${dayLabel(dayOf(new Date(verifiedAt)), dayOf(new Date()))}${verifiedBy ? `，${verifiedBy}` : ''}`
    : '还没人核对过'

/**
 * For staff who walk the streets: entries that nobody has verified for 90 days, the nearest first; each verified with
 * one tap.
 */
export default function VerifyPage() {
  const here = usePosition()
  const [refused, setRefused] = useState(false)
  const [looking, setLooking] = useState<StaffPlace>()
  const [correcting, setCorrecting] = useState<StaffPlace>()
  const { me, gridId: areaId, isKnown } = useMyGrid()
  const { items, error, hasMore, loadingMore, more, reload } = usePages(
    listStaffPlaces,
    isKnown ? { stale: true, near: nearText(here), areaId, limit: 30 } : null,
  )
  const later = useOfflineQueue({ onHeard: () => void reload() })
  const waits = (place: StaffPlace) => later.waiting.some(({ about }) => about === place.id)
  const done = (isHeard: boolean) => {
    setLooking(undefined)
    if (isHeard) toast('记下了，今天核对过')
    void reload()
  }
  if (!items)
    return (
      <Page title='该核对了'>
        <GridChoice me={me} />
        {error ? <Failed error={error} onRetry={() => void reload()} /> : <Loading rows={3} />}
      </Page>
    )
  return (
    <Page title='该核对了'>
      <OfflineQueueBar {...later} />
      <GridChoice me={me} />
      {items.length === 0 ? (
        <Empty title='都核对过了' say='90 天没人看过的地点会在这儿' />
      ) : (
        <>
          <View className='note'>{tie(here ? '近的在前，走路几分钟' : '放得最久的在前')}</View>
          <Card flush className='circle__list'>
            {items.map((place) => (
              <PlaceRow
                key={place.id}
                minutes={place.walkMinutes}
                icon={place.icon}
                iconsOnly={!here}
                title={place.name}
                meta={waits(place) ? <Tag tone='soon'>没发出去</Tag> : tie(lastLook(place))}
                onTap={waits(place) ? undefined : () => setLooking(place)}
              />
            ))}
          </Card>
        </>
      )}
      {hasMore && (
        <View className='circle__foot'>
          <Button block busy={loadingMore && '正在找…'} onTap={() => void more()}>
            再看一些
          </Button>
        </View>
      )}
      {!here && items.length > 0 && (
        <View className='circle__ways'>
          <Button icon='pin' look='bare' onTap={() => void locate().then((found) => setRefused(!found))}>
            近的排前面
          </Button>
        </View>
      )}
      {refused && <View className='note'>{tie('没拿到位置，就按放了多久排')}</View>}
      {looking && (
        <LookSheet
          place={looking}
          onDone={done}
          onWrong={() => {
            setCorrecting(looking)
            setLooking(undefined)
          }}
          onClose={() => setLooking(undefined)}
        />
      )}
      {correcting && <CorrectSheet place={correcting} onClose={() => setCorrecting(undefined)} />}
    </Page>
  )
}

/** The entry of a place, to compare with the place itself. */
function LookSheet({
  place,
  onDone,
  onWrong,
  onClose,
}: {
  place: StaffPlace
  /** Called with whether the API has heard of it. */
  onDone: (isHeard: boolean) => void
  onWrong: () => void
  onClose: () => void
}) {
  const verify = useStep(verifyPlace)
  const submit = async () => {
    const about = { about: place.id, says: `${place.name} 都对` }
    const taken = await verify.run({ id: place.id, revision: place.revision }, about)
    if (taken) onDone(taken !== 'waiting')
  }
  return (
    <Sheet
      open
      title={place.name}
      brief={lastLook(place)}
      onClose={onClose}
      foot={
        <Buttons>
          <Button onTap={onWrong}>有不对的</Button>
          <Button look='main' icon='check' busy={verify.busy && '正在记…'} onTap={() => void submit()}>
            都对
          </Button>
        </Buttons>
      }
    >
      <Card flush>
        <Cell icon='pin' title={place.address} onTap={() => openMap(place)} />
        {place.phone ? (
          <Cell icon='phone' title={place.phone} brief='打一个，看通不通' onTap={() => dial(place.phone ?? '')} />
        ) : (
          <Cell icon='phone' title='没写电话' />
        )}
        <Cell icon='clock' title={hoursInWords(place.hours) || '没写开门时间'} brief={place.status.label} />
      </Card>
      {verify.error && <Failed error={verify.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}
