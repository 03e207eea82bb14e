import { clock } from '@yike/shared/time/china'
import './day-line.css'

/** One sitting on the scale of a day. Minutes since midnight. */
export interface Slot {
  id: string
  from: number
  to: number
  title: string
  /** Places taken of all places. */
  taken: number
  capacity: number
  isCancelled: boolean
}

export interface DayRow {
  key: string
  name: string
  note: string
  slots: Slot[]
}

interface Props {
  rows: DayRow[]
  /** Minute of the day, when the day shown is today. */
  now: number | null
  chosenId?: string
  onChoose: (slotId: string) => void
}

const EARLIEST = 8 * 60
const LATEST = 18 * 60
/** Under this share of the scale a block has room for its number only. */
const THIN = 0.08
/** An hour this near to the clock would run into it. */
const NEAR_NOW = 0.072

/** The sittings of a day on one scale of hours: a block a sitting, the line at its foot the booked share. */
export function DayLine({ rows, now, chosenId, onChoose }: Props) {
  const slots = rows.flatMap((row) => row.slots)
  const from = Math.floor(Math.min(EARLIEST, ...slots.map((slot) => slot.from)) / 60) * 60
  const to = Math.ceil(Math.max(LATEST, ...slots.map((slot) => slot.to)) / 60) * 60
  const at = (minute: number) => (minute - from) / (to - from)
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`
  const nowAt = now !== null && now >= from && now <= to ? at(now) : null
  const hours = Array.from({ length: (to - from) / 60 + 1 }, (_, index) => from + index * 60)

  return (
    <div className='dayline'>
      <div className='dayline__hours' aria-hidden>
        {hours
          .filter((hour) => nowAt === null || Math.abs(at(hour) - nowAt) > NEAR_NOW)
          .map((hour) => (
            <span key={hour} className='dayline__h' style={{ left: percent(at(hour)) }}>
              {clock(hour)}
            </span>
          ))}
        {nowAt !== null && (
          <span className='dayline__now-say' style={{ left: percent(nowAt) }}>
            {clock(now!)}
          </span>
        )}
      </div>
      <div className='dayline__rows'>
        {nowAt !== null && (
          <div className='dayline__lanes' aria-hidden>
            <span className='dayline__now' style={{ left: percent(nowAt) }} />
          </div>
        )}
        {rows.map((row) => {
          const lanes = inLanes(row.slots)
          return (
            <div key={row.key} className='dayline__row' role='group' aria-label={row.name}>
              <div className='dayline__name'>
                <span className='strong'>{row.name}</span>
                <span className='note'>{row.note}</span>
              </div>
              <div className='dayline__lane-box'>
                {lanes.map((lane, index) => (
                  <div key={index} className='dayline__lane'>
                    {lane.map((slot) => (
                      <Block
                        key={slot.id}
                        slot={slot}
                        left={percent(at(slot.from))}
                        width={`calc(${percent(at(slot.to) - at(slot.from))} - 3px)`}
                        isThin={at(slot.to) - at(slot.from) < THIN}
                        isPast={now !== null && slot.to <= now}
                        isChosen={slot.id === chosenId}
                        onChoose={() => onChoose(slot.id)}
                      />
                    ))}
                  </div>
                ))}
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface BlockProps {
  slot: Slot
  left: string
  width: string
  isThin: boolean
  isPast: boolean
  isChosen: boolean
  onChoose: () => void
}

function Block({ slot, left, width, isThin, isPast, isChosen, onChoose }: BlockProps) {
  /** One place is taken or free; only a room of several can be full. */
  const isFull = slot.capacity > 1 && slot.taken >= slot.capacity
  const look = [
    'slot',
    isThin && 'slot--thin',
    slot.isCancelled ? 'slot--off' : isPast ? 'slot--past' : isFull && 'slot--full',
    !slot.isCancelled && slot.taken === 0 && !isPast && 'slot--free',
    isChosen && 'slot--on',
  ]
  const said = saidOf(slot)
  return (
    <button
      type='button'
      className={look.filter(Boolean).join(' ')}
      style={{ left, width }}
      title={`${clock(slot.from)}–${clock(slot.to)} ${slot.title} ${said}`}
      aria-label={`${clock(slot.from)} 到 ${clock(slot.to)}，${slot.title}，${said}`}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      {isThin ? (
        <span className='strong nums'>{inShort(slot)}</span>
      ) : (
        <>
          <span className='slot__title'>{slot.title}</span>
          <span className='slot__count nums'>{said}</span>
        </>
      )}
      {slot.capacity > 1 && <span className='slot__fill' style={{ width: percentOf(slot) }} />}
    </button>
  )
}

function saidOf({ taken, capacity, isCancelled }: Slot) {
  if (isCancelled) return '已取消'
  if (capacity === 1) return taken === 0 ? '空' : '已约'
  return taken >= capacity ? `${taken}/${capacity} 满` : `${taken}/${capacity}`
}

/** The words of a narrow block: a part of its name. */
function inShort({ taken, capacity, isCancelled }: Slot) {
  if (isCancelled) return '取消'
  if (capacity === 1) return taken === 0 ? '空' : '约'
  return taken >= capacity ? '满' : taken
}

const percentOf = ({ taken, capacity, isCancelled }: Slot) =>
  isCancelled ? '0' : `${Math.min(100, (taken / capacity) * 100)}%`

/** Sittings of one service may overlap; each goes to the first lane that is free by then. */
function inLanes(slots: Slot[]) {
  const lanes: Slot[][] = []
  for (const slot of [...slots].sort((a, b) => a.from - b.from)) {
    const lane = lanes.find((taken) => taken[taken.length - 1]!.to <= slot.from)
    if (lane) lane.push(slot)
    else lanes.push([slot])
  }
  return lanes
}
