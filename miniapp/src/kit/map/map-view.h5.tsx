import { useCallback, useEffect, useRef } from 'react'
import { useDidShow } from '@tarojs/taro'
import { toGcj02, toWgs84 } from '@yike/shared/geo/systems'
import type { LngLat } from '@yike/shared/geo/walking'
import type { LayerGroup, Map } from 'leaflet'
import 'leaflet/dist/leaflet.css'
import type { MapViewProps } from './map-view.types'
import './map-view.h5.scss'

const DASHES = [undefined, '7 5', '2 6']
const DEFAULT_METRES = 800
const METRES_PER_DEGREE = 111_320

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Leaflet on the base map of the office; without one no request goes outside, and roads and borders are drawn. */
export function MapView(props: MapViewProps) {
  const { center, rings = [], markers = [], pin, ground, label } = props
  const box = useRef<HTMLDivElement>(null)
  const drawn = useRef<{ map: Map; layer: LayerGroup; fitted?: string } | null>(null)
  const latest = useRef(props)
  latest.current = props

  /** Rings and markers are made anew at every render: only a change of their content counts. */
  const what = JSON.stringify([center, rings, markers, pin])
  const draw = useCallback(async () => {
    const { rings = [], markers = [], ground, covered } = latest.current
    const isWgs = ground?.tiles?.system === 'wgs84'
    const shown = ({ lng, lat }: LngLat) => (isWgs ? toWgs84({ lng, lat }) : { lng, lat })
    const center = shown(latest.current.center)
    const pin = latest.current.pin && shown(latest.current.pin)
    const { default: L } = await import('leaflet')
    // A hidden page has no size to fit a map into; it is drawn when it is shown.
    if (!box.current?.clientWidth) return
    drawn.current ??= (() => {
      const map = L.map(box.current, { attributionControl: false, zoomControl: false, zoomSnap: 0.25 })
      map.on('click', ({ latlng: { lng, lat } }) => {
        const isWgs = latest.current.ground?.tiles?.system === 'wgs84'
        latest.current.onPick?.(isWgs ? toGcj02({ lng, lat }, 'wgs84') : { lng, lat })
      })
      return { map, layer: L.layerGroup().addTo(map) }
    })()
    const { map, layer } = drawn.current
    layer.clearLayers()
    if (ground?.tiles) L.tileLayer(ground.tiles.url, { maxZoom: 18 }).addTo(layer)
    else
      for (const { path } of ground?.roads ?? [])
        L.polyline(
          path.map(([lng, lat]) => ({ lng, lat })),
          { className: 'map__road', weight: 6, interactive: false },
        ).addTo(layer)
    for (const { shape } of ground?.communities ?? [])
      L.polygon(
        shape.coordinates.map((polygon) => polygon.map((ring) => ring.map(([lng, lat]) => shown({ lng, lat })))),
        { className: 'map__border', weight: 2, dashArray: '6 5', interactive: false },
      ).addTo(layer)
    rings.forEach(({ metres }, index) =>
      L.circle(center, {
        radius: metres,
        className: 'map__ring',
        weight: 2,
        fillOpacity: 0.06,
        dashArray: DASHES[index],
        interactive: false,
      }).addTo(layer),
    )
    const icon = (className: string, html = '', size = 16) =>
      L.divIcon({ className, html, iconSize: [size, size], iconAnchor: [size / 2, size / 2] })
    L.marker(center, { icon: icon('map__me'), interactive: false, keyboard: false }).addTo(layer)
    for (const { id, text, chosen, ...at } of markers)
      L.marker(shown(at), {
        icon: text
          ? icon('map__pin', `<span class="map__pinbox${chosen ? ' map__pinbox--on' : ''}">${escaped(text)}</span>`, 0)
          : icon('map__dot', '', 12),
        alt: text,
        keyboard: Boolean(text),
        zIndexOffset: chosen ? 1000 : 0,
      })
        .on('click', () => latest.current.onMarker?.(id))
        .addTo(layer)
    if (pin)
      L.marker(pin, {
        icon: icon('map__pin', '<span class="map__pinbox map__pinbox--on">在这儿</span>', 0),
        interactive: false,
      }).addTo(layer)
    // Choosing a place on a map that the person moved does not move the map back.
    const around = JSON.stringify([center, rings])
    if (drawn.current.fitted === around) return
    drawn.current.fitted = around
    const half = (rings[rings.length - 1]?.metres ?? DEFAULT_METRES) / METRES_PER_DEGREE
    const wide = half / Math.cos((center.lat * Math.PI) / 180)
    map.fitBounds(
      [
        [center.lat - half, center.lng - wide],
        [center.lat + half, center.lng + wide],
      ],
      { animate: false, paddingTopLeft: [4, covered?.top ?? 4], paddingBottomRight: [4, covered?.bottom ?? 4] },
    )
  }, [])
  useEffect(() => void draw(), [draw, what, ground])
  useDidShow(() => void draw())
  useEffect(
    () => () => {
      drawn.current?.map.remove()
      drawn.current = null
    },
    [],
  )

  return (
    <div className='map' role='group' aria-label={label}>
      <div className='map__canvas' ref={box} />
      {ground?.tiles && (
        <p className='map__number'>
          {ground.tiles.attribution} {ground.reviewNumber && `审图号：${ground.reviewNumber}`}
        </p>
      )}
    </div>
  )
}
