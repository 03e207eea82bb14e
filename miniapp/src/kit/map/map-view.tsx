import { Map, View } from '@tarojs/components'
import { useAppContext } from '@/kit/page/app-context'
import type { MapViewProps } from './map-view.types'

/** Ground and ink of a callout: the native map knows no variables. */
const PLAIN = { bgColor: '#ffffff', color: '#172325', borderColor: '#7f8a88' }
const CHOSEN = { bgColor: '#0b5a5e', color: '#ffffff', borderColor: '#0b5a5e' }
const SEA = '#0b5a5e'
const PIN_ID = 9999
/** A file of the package (config/index.ts): a device draws no base64 here. */
const DOT = '/images/dot.png'

/** The outermost ring fills the screen: each step of scale doubles. */
const scaleFor = (metres: number) => Math.min(18, Math.max(11, 15.6 - Math.log2(metres / 800)))

/** WeChat's own map. In H5 drawn by Leaflet without tiles (map-view.h5.tsx). */
export function MapView({
  center,
  rings = [],
  markers = [],
  pin,
  located = false,
  label,
  onMarker,
  onPick,
}: MapViewProps) {
  const { elder } = useAppContext()
  const callout = (content: string, chosen: boolean) => ({
    content,
    ...(chosen ? CHOSEN : PLAIN),
    borderWidth: 1,
    borderRadius: 8,
    fontSize: elder ? 18 : 13,
    padding: elder ? 10 : 6,
    display: 'ALWAYS' as const,
    textAlign: 'center' as const,
    anchorX: 0,
    anchorY: 0,
  })
  const mark = { iconPath: DOT, width: 12, height: 12 }
  const drawn = markers.map(({ lng, lat, text, chosen }, index) => ({
    ...mark,
    id: index,
    longitude: lng,
    latitude: lat,
    ...(text && { callout: callout(text, Boolean(chosen)) }),
  }))
  const pinned = pin
    ? [{ ...mark, id: PIN_ID, longitude: pin.lng, latitude: pin.lat, callout: callout('在这儿', true) }]
    : []
  const tapped = ({ detail }: { detail: { markerId: number | string } }) => {
    const marker = markers[Number(detail.markerId)]
    if (marker) onMarker?.(marker.id)
  }
  return (
    <View className='map' ariaLabel={label}>
      <Map
        className='map__canvas'
        longitude={center.lng}
        latitude={center.lat}
        scale={scaleFor(rings[rings.length - 1]?.metres ?? 800)}
        showLocation={located}
        circles={rings.map(({ metres }) => ({
          longitude: center.lng,
          latitude: center.lat,
          radius: metres,
          color: SEA,
          fillColor: `${SEA}10`,
          strokeWidth: 2,
        }))}
        markers={[...drawn, ...pinned]}
        onMarkerTap={tapped}
        onCalloutTap={tapped}
        onTap={(event) => {
          const { longitude, latitude } = event.detail as { longitude?: number; latitude?: number }
          if (longitude !== undefined && latitude !== undefined) onPick?.({ lng: longitude, lat: latitude })
        }}
        onError={() => undefined}
      />
    </View>
  )
}
