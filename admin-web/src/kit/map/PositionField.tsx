import { metresWithin, type LngLat } from '@yike/shared/geo/walking'
import type { Ground } from '@yike/shared/territory/schemas'
import { Button, InputNumber } from 'antd'
import type { KeyboardEvent, MouseEvent } from 'react'
import { spotsFor, type Point } from './mapLabels'
import './position.css'

interface Props {
  id?: string
  value?: LngLat
  onChange?: (position: LngLat) => void
  /** The middle of the community: the rings are 5, 10 and 15 minutes on foot from there. */
  center: LngLat
  /** Other marks on the map: the fuller and greener its disc, the better it is served. */
  marks?: readonly PositionMark[]
  /** Roads and borders of communities, for orientation. */
  ground?: Pick<Ground, 'roads' | 'communities'>
}

interface PositionMark {
  name: string
  position: LngLat
  /** 0 to 1. */
  share: number
}

const METRES_PER_DEGREE = 111_195
const RINGS = [5, 10, 15]
/** A little more than the part that has to be visible. */
const MARGIN = 1.15
const MARK_RADIUS = 60
/** 12 px where the map is 310 wide. */
const TEXT = 74
const STEP_METRES = 10
const ARROWS: Record<string, [east: number, north: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const DIGITS = 6

/**
 * A position (GCJ-02) by a tap on the rings, by arrow keys of ten metres, or by its figures. No map tiles are
 * requested.
 */
export function PositionField({ id, value, onChange, center, marks = [], ground }: Props) {
  const perLng = METRES_PER_DEGREE * Math.cos((center.lat * Math.PI) / 180)
  const moved = (from: LngLat, east: number, north: number) =>
    onChange?.({ lng: rounded(from.lng + east / perLng), lat: rounded(from.lat + north / METRES_PER_DEGREE) })
  const offsetOf = (position: LngLat) => ({
    x: (position.lng - center.lng) * perLng,
    y: -(position.lat - center.lat) * METRES_PER_DEGREE,
  })
  const offset = value && offsetOf(value)
  const pathOf = (points: readonly (readonly [number, number])[]) =>
    `M${points
      .map(([lng, lat]) => offsetOf({ lng, lat }))
      .map(({ x, y }) => `${x} ${y}`)
      .join('L')}`
  /** The worst served are labelled first. */
  const drawn = marks
    .map((mark) => ({ ...mark, ...offsetOf(mark.position) }))
    .sort((one, other) => one.share - other.share)
  /** Half of the side in metres: a quarter of an hour, or the farthest mark. */
  const reach = Math.max(metresWithin(RINGS[2]!), ...drawn.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)])) * MARGIN
  /** The same size on the screen, however much is shown. */
  const size = reach / (metresWithin(RINGS[2]!) * MARGIN)
  const text = TEXT * size
  const rings = RINGS.map((minutes) => ({ minutes, text: `${minutes} 分`, radius: metresWithin(minutes) }))
  const spots = spotsFor(
    [
      ...drawn.map(({ name, ...at }) => ({ text: name, spots: spotsAround(at, name, text, MARK_RADIUS * size) })),
      ...rings.map(({ text: say, radius }) => ({ text: say, spots: [{ x: 0, y: text - radius }] })),
    ],
    { discs: drawn, radius: MARK_RADIUS * size, reach, size: text },
  )

  const onTap = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const east = ((event.clientX - box.left) / box.width - 0.5) * 2 * reach
    const north = (0.5 - (event.clientY - box.top) / box.height) * 2 * reach
    moved(center, east, north)
  }
  const onArrow = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key]
    if (!arrow) return
    event.preventDefault()
    moved(value ?? center, arrow[0] * STEP_METRES, arrow[1] * STEP_METRES)
  }

  return (
    <div className='position'>
      <svg
        className='position__map'
        viewBox={`${-reach} ${-reach} ${reach * 2} ${reach * 2}`}
        role='application'
        tabIndex={0}
        aria-label='位置图：点一下选位置，方向键每次移 10 米'
        onClick={onTap}
        onKeyDown={onArrow}
      >
        {ground?.roads.map(({ path }, at) => (
          <path key={at} className='position__road' d={pathOf(path)} />
        ))}
        {ground?.communities.map(({ id: area, shape }) => (
          <path
            key={area}
            className='position__border'
            d={shape.coordinates.flatMap((rings) => rings.map((ring) => `${pathOf(ring)}Z`)).join('')}
          />
        ))}
        {rings.map(({ minutes, radius }) => (
          <circle key={minutes} r={radius} className='position__ring' />
        ))}
        <circle r={18 * size} className='position__center' />
        {drawn.map(({ name, x, y, share }) => (
          <g
            key={name}
            className={`position__disc--${toneOf(share)}`}
            transform={`translate(${x} ${y}) scale(${size})`}
          >
            <title>{`${name} ${Math.round(share * 100)}%`}</title>
            <circle r={MARK_RADIUS} className='position__mark' />
            {/* An arc as long as the share, as wide as the disc. */}
            <circle
              r={MARK_RADIUS / 2}
              className='position__share'
              pathLength={1}
              strokeDasharray={`${share} 1`}
              transform='rotate(-90)'
            />
          </g>
        ))}
        {[...drawn.map(({ name }) => name), ...rings.map((ring) => ring.text)].map((say, at) => {
          const spot = spots[at]
          return (
            spot && (
              <text key={say} {...spot} dy='0.35em' fontSize={text} className='position__say'>
                {say}
              </text>
            )
          )
        })}
        {offset && (
          <path
            className='position__pin'
            transform={`translate(${offset.x} ${offset.y}) scale(${8 * size})`}
            d='M0 0S-7-7-7-12A7 7 0 0 1 7-12C7-7 0 0 0 0Z'
          />
        )}
      </svg>
      <div className='position__figures'>
        <label className='note'>
          经度
          <InputNumber
            id={id}
            value={value?.lng}
            min={73}
            max={136}
            step={0.0001}
            onChange={(lng) => lng !== null && onChange?.({ lat: value?.lat ?? center.lat, lng })}
          />
        </label>
        <label className='note'>
          纬度
          <InputNumber
            value={value?.lat}
            min={3}
            max={54}
            step={0.0001}
            onChange={(lat) => lat !== null && onChange?.({ lng: value?.lng ?? center.lng, lat })}
          />
        </label>
        <Button size='small' onClick={() => onChange?.({ lng: rounded(center.lng), lat: rounded(center.lat) })}>
          放到社区中心
        </Button>
        <p className='note'>圆圈是从社区中心走 5、10、15 分钟。高德、腾讯地图上复制的坐标可以直接填。</p>
      </div>
    </div>
  )
}

/** Spots below a disc, above it, and beside it. */
function spotsAround({ x, y }: Point, name: string, text: number, radius: number): Point[] {
  const above = radius + text * 0.7
  const beside = radius + ((name.length + 0.6) * text) / 2
  return [
    { x, y: y + above },
    { x, y: y - above },
    { x: x + beside, y },
    { x: x - beside, y },
  ]
}

/** Green from four fifths on, red below a half. */
const toneOf = (share: number) => (share >= 0.8 ? 'done' : share >= 0.5 ? 'soon' : 'late')
const rounded = (degrees: number) => Number(degrees.toFixed(DIGITS))
