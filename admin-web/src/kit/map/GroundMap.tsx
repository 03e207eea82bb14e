import type { Shape } from '@yike/shared/geo/shape'
import { boundsOf } from '@yike/shared/geo/shape'
import { toGcj02, toWgs84 } from '@yike/shared/geo/systems'
import type { LngLat } from '@yike/shared/geo/walking'
import type { Ground } from '@yike/shared/territory/schemas'
import L from 'leaflet'
import { useEffect, useRef, useState } from 'react'
import { addBaseLayer, makeMap } from './base-layer'
import 'leaflet/dist/leaflet.css'
import './ground-map.css'

/** A shape on the map: `own` is the subject of the page, `wrong` has to be mended. */
export interface ShownShape {
  id: string
  name: string
  shape: Shape
  tone: 'own' | 'beside' | 'below' | 'wrong'
}
interface ShownPoint {
  name: string
  position: LngLat
  /** 0 to 1: the filled share of its disc; a plain dot without it. */
  share?: number
}

interface Props {
  label: string
  center: LngLat
  /** The background of the map: tiles of a base map, else roads and communities. */
  ground?: Ground
  shapes?: readonly ShownShape[]
  points?: readonly ShownPoint[]
  onOpen?: (id: string) => void
  /** Border being drawn: null when the first point is still to be set; without it nothing can be changed. */
  drawing?: { shape: Shape | null; onChange: (shape: Shape | null) => void }
}

const NEAR_ZOOM = 15

/**
 * A map of areas, their names and borders; a border is drawn point by point and pulled by its corners. GCJ-02 in and
 * out.
 */
export function GroundMap({ label, center, ground, shapes = [], points = [], onOpen, drawing }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<L.Map>()
  const latest = useRef({ onOpen, drawing })
  latest.current = { onOpen, drawing }
  const isWgs = ground?.tiles?.system === 'wgs84'

  useEffect(() => {
    const made = makeMap(box.current!)
    made.setView([center.lat, center.lng], NEAR_ZOOM)
    setMap(made)
    return () => void made.remove()
    // The map is made once; where it looks follows what is shown.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  useEffect(() => {
    if (!map || !ground) return
    return addBaseLayer(map, ground)
  }, [map, ground])

  const what = JSON.stringify([shapes, points, isWgs])
  useEffect(() => {
    if (!map) return
    const layer = L.layerGroup().addTo(map)
    for (const { id, name, shape, tone } of shapes) {
      const drawn = L.polygon(toScreen(shape, isWgs), {
        className: `ground__shape ground__shape--${tone}`,
        weight: tone === 'own' ? 3 : 2,
        pmIgnore: true,
        snapIgnore: false,
        interactive: tone !== 'own' && tone !== 'wrong',
      }).addTo(layer)
      // The page already has the name of its own area.
      if (tone === 'beside' || tone === 'below')
        drawn.bindTooltip(name, {
          permanent: true,
          direction: 'center',
          className: `ground__name ground__name--${tone}`,
        })
      drawn.on('click', () => !latest.current.drawing && latest.current.onOpen?.(id))
    }
    for (const { name, position, share } of points)
      L.marker(pointOnScreen([position.lng, position.lat], isWgs), {
        icon: L.divIcon({
          className: 'ground__dot',
          html: share === undefined ? '' : discOf(share),
          iconSize: share === undefined ? [10, 10] : [26, 26],
        }),
        keyboard: false,
        interactive: false,
        pmIgnore: true,
      })
        .bindTooltip(name, { permanent: true, direction: 'bottom', offset: [0, 8], className: 'ground__name' })
        .addTo(layer)
    return () => void layer.remove()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- shapes and points are made anew at every render: only what they say counts
  }, [map, what])

  const around = JSON.stringify([center, shapes.filter(({ tone }) => tone === 'own').map(({ id }) => id)])
  useEffect(() => {
    if (!map) return
    const own = shapes.filter(({ tone }) => tone === 'own')
    const seen = own.length > 0 ? own : shapes
    if (seen.length === 0) return void map.setView(pointOnScreen([center.lng, center.lat], isWgs), NEAR_ZOOM)
    const bounds = seen.map(({ shape }) => boundsOf(shape))
    map.fitBounds(
      [
        [Math.min(...bounds.map(({ south }) => south)), Math.min(...bounds.map(({ west }) => west))],
        [Math.max(...bounds.map(({ north }) => north)), Math.max(...bounds.map(({ east }) => east))],
      ],
      { padding: [24, 24], maxZoom: 17, animate: false },
    )
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, around])

  const isDrawing = drawing !== undefined
  const begun = drawing?.shape
  const isBlank = begun === null
  const [hasTools, setTools] = useState(false)
  useEffect(() => {
    if (!map || !isDrawing) return
    let over = false
    void import('./drawing-tools').then(({ addDrawingTools }) => {
      if (over) return
      addDrawingTools(map)
      setTools(true)
    })
    return () => void (over = true)
  }, [map, isDrawing])
  useEffect(() => {
    if (!map || !isDrawing || !hasTools) return
    const options = { snappable: true, snapDistance: 12, allowSelfIntersection: false }
    let edited: L.Polygon | undefined
    const tell = () => latest.current.drawing?.onChange(edited ? fromScreen(edited, isWgs) : null)
    const take = (polygon: L.Polygon) => {
      edited = polygon
      edited.pm.enable(options)
      edited.on('pm:edit', tell)
    }
    const onCreate = ({ layer }: { layer: L.Layer }) => {
      take(layer as L.Polygon)
      tell()
    }
    if (begun)
      take(L.polygon(toScreen(begun, isWgs), { className: 'ground__shape ground__shape--drawn', weight: 3 }).addTo(map))
    else
      map.pm.enableDraw('Polygon', {
        ...options,
        pathOptions: { className: 'ground__shape ground__shape--drawn', weight: 3 },
      })
    map.on('pm:create', onCreate)
    return () => {
      map.off('pm:create', onCreate)
      map.pm.disableDraw()
      edited?.pm.disable()
      edited?.remove()
    }
    // Pulling a corner changes the page's shape and must not begin anew; starting over does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, isDrawing, hasTools, isBlank])

  return (
    <div className='ground'>
      <div className='ground__map' ref={box} role='application' aria-label={label} />
      {ground?.tiles && (
        <p className='ground__number'>
          {ground.tiles.attribution} {ground.reviewNumber && `审图号：${ground.reviewNumber}`}
        </p>
      )}
    </div>
  )
}

const pointOnScreen = ([lng, lat]: [number, number], isWgs: boolean): [number, number] => {
  const at = isWgs ? toWgs84({ lng, lat }) : { lng, lat }
  return [at.lat, at.lng]
}
const toScreen = ({ coordinates }: Shape, isWgs: boolean) =>
  coordinates.map((polygon) => polygon.map((ring) => ring.map((point) => pointOnScreen(point, isWgs))))

const DIGITS = 1e7
/** The drawn shape, to a centimetre. */
function fromScreen(polygon: L.Polygon, isWgs: boolean): Shape {
  const { geometry } = polygon.toGeoJSON(false)
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as [
    number,
    number,
  ][][][]
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) =>
      rings.map((ring) =>
        ring.map(([lng, lat]) => {
          const at = isWgs ? toGcj02({ lng, lat }, 'wgs84') : { lng, lat }
          return [Math.round(at.lng * DIGITS) / DIGITS, Math.round(at.lat * DIGITS) / DIGITS] as [number, number]
        }),
      ),
    ),
  }
}

const discOf = (share: number) =>
  `<svg viewBox='0 0 26 26'><circle cx='13' cy='13' r='12' class='ground__disc'/><circle cx='13' cy='13' r='6' pathLength='1' stroke-dasharray='${share} 1' transform='rotate(-90 13 13)' class='ground__share'/></svg>`
