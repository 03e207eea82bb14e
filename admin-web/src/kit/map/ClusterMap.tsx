import type { Bounds } from '@yike/shared/geo/shape'
import { toGcj02, toWgs84 } from '@yike/shared/geo/systems'
import type { LngLat } from '@yike/shared/geo/walking'
import type { Ground } from '@yike/shared/territory/schemas'
import L from 'leaflet'
import { useEffect, useRef, useState } from 'react'
import { addBaseLayer, makeMap } from './base-layer'
import 'leaflet/dist/leaflet.css'
import './ground-map.css'
import './cluster-map.css'

/** Things of one cell of the map, GCJ-02. `marked`: those of them that are late. */
export interface ShownCluster {
  position: LngLat
  within: Bounds
  count: number
  marked: number
  /** 「12 件，3 件超期」: read aloud, and shown under the pointer. */
  label: string
}

interface Props<One extends ShownCluster> {
  label: string
  clusters: readonly One[]
  /** Where the map looks at first. */
  fit: Bounds
  ground?: Ground
  /** Shades instead of figures. */
  isHeat: boolean
  /** The part of the map that is chosen. */
  chosen?: Bounds
  onOpen: (cluster: One) => void
  /** The person moved or zoomed the map. */
  onLook: (looked: { within: Bounds; zoom: number }) => void
}

/** Bounds that the API takes: those of China. */
const CHINA = { west: 73, south: 3, east: 136, north: 54 }
const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
const SMALLEST_PX = 36
const HEAT_PX = 46

/** Clusters as buttons on a map, each with its figure; or shades where most is to do. */
export function ClusterMap<One extends ShownCluster>(props: Props<One>) {
  const { label, clusters, fit, ground, isHeat, chosen } = props
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<L.Map>()
  const latest = useRef(props)
  latest.current = props
  const isWgs = ground?.tiles?.system === 'wgs84'
  const onScreen = (at: LngLat) => (isWgs ? toWgs84(at) : at)

  useEffect(() => {
    const made = makeMap(box.current!)
    made.fitBounds(
      [
        [fit.south, fit.west],
        [fit.north, fit.east],
      ],
      { padding: [32, 32], maxZoom: 17, animate: false },
    )
    const tell = () => {
      const seen = made.getBounds()
      const isShifted = latest.current.ground?.tiles?.system === 'wgs84'
      const [from, to] = [seen.getSouthWest(), seen.getNorthEast()].map((at) =>
        isShifted ? toGcj02({ lng: at.lng, lat: at.lat }, 'wgs84') : at,
      )
      const within = {
        west: clamp(from!.lng, CHINA.west, CHINA.east),
        south: clamp(from!.lat, CHINA.south, CHINA.north),
        east: clamp(to!.lng, CHINA.west, CHINA.east),
        north: clamp(to!.lat, CHINA.south, CHINA.north),
      }
      if (within.west < within.east && within.south < within.north)
        latest.current.onLook({ within, zoom: clamp(Math.round(made.getZoom()), 3, 19) })
    }
    made.on('moveend', tell)
    setMap(made)
    return () => {
      // A window that was made smaller tells of a move later, also of a map that is gone.
      made.off('moveend', tell)
      made.remove()
    }
    // The map is made once; the person moves it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  useEffect(() => (map && ground ? addBaseLayer(map, ground) : undefined), [map, ground])

  const what = JSON.stringify([clusters, isHeat, isWgs, chosen])
  useEffect(() => {
    if (!map) return
    const layer = L.layerGroup().addTo(map)
    const most = Math.max(2, ...clusters.map(({ count }) => count))
    for (const cluster of clusters) {
      const { position, count, marked, label: words } = cluster
      const share = Math.log(count + 1) / Math.log(most + 1)
      if (isHeat) {
        L.circleMarker(onScreen(position), {
          className: 'clusters__heat',
          radius: HEAT_PX,
          stroke: false,
          fillOpacity: 0.12 + 0.5 * share,
          interactive: false,
        }).addTo(layer)
        continue
      }
      const size = SMALLEST_PX + Math.round(24 * share)
      const marker = L.marker(onScreen(position), {
        icon: L.divIcon({
          className: `clusters__one${marked > 0 ? ' clusters__one--late' : ''}${isChosen(cluster, chosen) ? ' clusters__one--on' : ''}`,
          html: `<span>${count}</span>`,
          iconSize: [size, size],
        }),
        title: words,
        keyboard: true,
      }).addTo(layer)
      const button = marker.getElement()!
      button.setAttribute('aria-label', words)
      marker.on('click', () => latest.current.onOpen(cluster))
      // Leaflet makes it a button that can be reached by keys, and leaves pressing it to us.
      button.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        latest.current.onOpen(cluster)
      })
    }
    return () => void layer.remove()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- clusters are made anew at every render: only what they say counts
  }, [map, what])

  return (
    <div className='ground clusters'>
      <div className='ground__map' ref={box} role='group' aria-label={label} />
      {ground?.tiles && (
        <p className='ground__number'>
          {ground.tiles.attribution} {ground.reviewNumber && `审图号：${ground.reviewNumber}`}
        </p>
      )}
    </div>
  )
}

/** The middle of the cluster lies in the chosen part. */
const isChosen = ({ position }: ShownCluster, chosen: Bounds | undefined) =>
  chosen !== undefined &&
  position.lng >= chosen.west &&
  position.lng <= chosen.east &&
  position.lat >= chosen.south &&
  position.lat <= chosen.north
