import { useState } from 'react'
import { View } from '@tarojs/components'
import { findPlaces } from '@yike/shared/directory/endpoints'
import { metresBetween, walkMinutes, type LngLat } from '@yike/shared/geo/walking'
import { getHome } from '@yike/shared/insight/endpoints'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { Field, FieldFrame } from '@/kit/form/field'
import { withRoomForLabels } from '@/kit/map/map-labels'
import { MapView } from '@/kit/map/map-view'
import { Sheet } from '@/kit/sheet/sheet'
import { rememberHome, useCommunity } from '@/lib/api/community'
import { locate, nearText, usePosition } from '@/lib/phone/position'
import { textScale, useSettings, walkingPace } from '@/lib/storage/settings'
import { useBaseMap } from '@/lib/phone/base-map'
import { useEndpoint } from '@/lib/api/use-endpoint'

export interface WhereItIs {
  /** In words: 「颐园小区 3 号楼东侧」. */
  address: string
  /** On the map, GCJ-02; null while none was chosen. */
  position: LngLat | null
}

/** As far as a person sees around them, in metres: the map shows no more. */
const AROUND_METRES = 400
const MAP_DP = 276
const ADDRESS_MAX = 100

/** The distance from home, where home is on the map; else the map's own words. */
function distanceInWords(at: LngLat | null, home: LngLat | null, pace: 'adult' | 'elder') {
  if (!at) return undefined
  if (!home) return '地图上的位置选好了'
  const metres = metresBetween(at, home)
  return metres < 30 ? '就在您家' : `离您家走 ${walkMinutes(metres, pace)} 分钟`
}

/**
 * 在哪儿: one line with the place, and a sheet to choose it: by a tap on the map, by the phone's position, by words.
 */
export function PlaceChoice({
  where,
  home,
  problem,
  onChange,
}: {
  where: WhereItIs
  home: LngLat | null
  problem?: string
  onChange: (where: WhereItIs) => void
}) {
  const [choosing, setChoosing] = useState(false)
  const pace = walkingPace(useSettings())
  const said = where.address || where.position
  return (
    <FieldFrame label='在哪儿' problem={problem}>
      <Card flush className='case-form__place'>
        <Cell
          icon='pin'
          title={where.address || (where.position ? '地图上选的地方' : '选地方')}
          brief={said ? distanceInWords(where.position, home, pace) : '在地图上点，或用您在的位置'}
          onTap={() => setChoosing(true)}
        />
      </Card>
      {choosing && (
        <PlaceSheet
          where={where}
          home={home}
          onClose={() => setChoosing(false)}
          onDone={(chosen) => {
            onChange(chosen)
            setChoosing(false)
          }}
        />
      )}
    </FieldFrame>
  )
}

function PlaceSheet({
  where,
  home,
  onClose,
  onDone,
}: {
  where: WhereItIs
  home: LngLat | null
  onClose: () => void
  onDone: (where: WhereItIs) => void
}) {
  const settings = useSettings()
  const here = usePosition()
  const community = useCommunity()
  const first = useEndpoint(getHome, community ? null : {}, { onData: rememberHome })
  const [address, setAddress] = useState(where.address)
  const [pin, setPin] = useState(where.position)
  const [center, setCenter] = useState(where.position ?? here ?? home)
  const [locating, setLocating] = useState(false)
  const [refused, setRefused] = useState(false)

  const middle = center ?? community?.position ?? null
  const ground = useBaseMap(middle)
  const near = useEndpoint(findPlaces, middle && { near: nearText(middle), walkMinutes: 15, limit: 30 })
  const places = near.data?.items ?? []

  const toHere = async () => {
    setLocating(true)
    setRefused(false)
    const found = await locate()
    setLocating(false)
    setRefused(!found)
    if (!found) return
    setCenter(found)
    setPin(found)
  }
  const atPlace = (id: string) => {
    const place = places.find((one) => one.id === id)
    if (!place) return
    setPin(place.position)
    setAddress(`${place.name}旁边`)
  }
  return (
    <Sheet
      open
      title='在哪儿'
      brief='在地图上点一下，再用几个字说清楚'
      onClose={onClose}
      foot={
        <Button
          look='main'
          block
          off={!pin && !address.trim()}
          onTap={() => onDone({ address: address.trim(), position: pin })}
        >
          就是这儿
        </Button>
      }
    >
      {middle ? (
        <View className='case-form__map'>
          <MapView
            label='地图：点一下选地方，点不了就在下面写'
            center={middle}
            located={here !== null}
            ground={ground}
            rings={[{ metres: AROUND_METRES, text: '' }]}
            markers={withRoomForLabels(
              places.map(({ id, name, position }) => ({ id, ...position, text: name })),
              middle,
              (2 * AROUND_METRES) / MAP_DP,
              textScale(settings),
            )}
            pin={pin}
            onMarker={atPlace}
            onPick={setPin}
          />
        </View>
      ) : (
        first.error && <Failed error={first.error} onRetry={() => void first.reload()} />
      )}
      <Button icon='pin' look='bare' busy={locating && '正在找您的位置…'} onTap={() => void toHere()}>
        用我在的位置
      </Button>
      <Field
        label='写清楚一点'
        optional='不写也行'
        placeholder='比如：3 号楼东侧，配电箱旁边'
        maxLength={ADDRESS_MAX}
        value={address}
        problem={refused ? '没拿到您的位置。在地图上点，或者在这里写，都行' : undefined}
        onChange={setAddress}
      />
    </Sheet>
  )
}
