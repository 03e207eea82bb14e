import { View } from '@tarojs/components'
import { nextInWords } from '@yike/shared/booking/words'
import type { ServiceCard } from '@yike/shared/directory/schemas'
import { Card } from '@/kit/card/card'
import { PlaceRow } from '@/kit/card/home-cards'
import { tie } from '@/kit/base/text'
import { thumbOf } from '@/kit/base/thumb'
import { nearText, usePosition } from '@/lib/phone/position'
import { useSettings, walkingPace } from '@/lib/storage/settings'
import { openPage } from '@/lib/phone/open-page'
import { priceLine } from './prices'

/** The wish that goes along from page to page: the person it is for, and the booking it replaces. */
export interface Wish {
  for?: string
  replaces?: string
}

export const queryOf = (parts: Record<string, string | undefined>) =>
  Object.entries(parts)
    .flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
    .join('&')

export function useFrom() {
  const settings = useSettings()
  return { near: nearText(usePosition()), pace: walkingPace(settings) }
}

export function ServiceRows({ items, wish }: { items: readonly ServiceCard[]; wish: Wish }) {
  return (
    <Card flush>
      {items.map((service) => (
        <PlaceRow
          key={service.id}
          minutes={service.walkMinutes}
          icon={service.icon}
          iconsOnly={items.every(({ walkMinutes }) => walkMinutes === null)}
          over={service.placeName}
          title={service.name}
          photo={thumbOf(service.photo, `${service.placeName}的照片`)}
          meta={
            <View>
              <View>{tie(nextInWords(service))}</View>
              {priceLine(service) && <View>{tie(priceLine(service))}</View>}
            </View>
          }
          onTap={() => void openPage(`/booking/service?${queryOf({ id: service.id, ...wish })}`)}
        />
      ))}
    </Card>
  )
}
