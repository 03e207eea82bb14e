import { metresWithin, type LngLat } from '@yike/shared/geo/walking'
import { Button, InputNumber } from 'antd'
import type { KeyboardEvent, MouseEvent } from 'react'
import './position.css'

interface Props {
  id?: string
  value?: LngLat
  onChange?: (position: LngLat) => void
  /** The middle of the community: the rings are 5, 10 and 15 minutes on foot from there. */
  center: LngLat
}

const METRES_PER_DEGREE = 111_195
const RINGS = [5, 10, 15]
/** Half of the side in metres: a little more than a quarter of an hour reaches. */
const REACH = metresWithin(RINGS[2]!) * 1.15
const STEP_METRES = 10
const ARROWS: Record<string, [east: number, north: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const DIGITS = 6

/** A position (GCJ-02) by a tap on the rings, by arrow keys of ten metres, or by its figures. No map tiles are asked for. */
export function PositionField({ id, value, onChange, center }: Props) {
  const perLng = METRES_PER_DEGREE * Math.cos((center.lat * Math.PI) / 180)
  const moved = (from: LngLat, east: number, north: number) =>
    onChange?.({ lng: rounded(from.lng + east / perLng), lat: rounded(from.lat + north / METRES_PER_DEGREE) })
  const offset = value && {
    x: (value.lng - center.lng) * perLng,
    y: -(value.lat - center.lat) * METRES_PER_DEGREE,
  }

  const onTap = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const east = ((event.clientX - box.left) / box.width - 0.5) * 2 * REACH
    const north = (0.5 - (event.clientY - box.top) / box.height) * 2 * REACH
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
        viewBox={`${-REACH} ${-REACH} ${REACH * 2} ${REACH * 2}`}
        role='application'
        tabIndex={0}
        aria-label='位置图：点一下选位置，方向键每次移 10 米'
        onClick={onTap}
        onKeyDown={onArrow}
      >
        {RINGS.map((minutes) => (
          <g key={minutes}>
            <circle r={metresWithin(minutes)} className='position__ring' />
            <text y={-metresWithin(minutes) + 70} className='position__say'>
              {minutes} 分
            </text>
          </g>
        ))}
        <circle r={18} className='position__center' />
        {offset && (
          <path
            className='position__pin'
            transform={`translate(${offset.x} ${offset.y}) scale(8)`}
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

const rounded = (degrees: number) => Number(degrees.toFixed(DIGITS))
