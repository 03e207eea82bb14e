import { listStaffBookings } from '@yike/shared/booking/endpoints'
import type { CalendarSitting } from '@yike/shared/schedule/schemas'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { useState } from 'react'
import { tie } from '../kit/show/text'
import { useRead } from '../lib/query'
import type { Resource } from './bookingRows'
import { SittingChip } from './SittingChip'

interface Props {
  rows: Resource[]
  now: Date
  conflicts: Map<string, string>
  onMove: (sitting: CalendarSitting) => void
  onRebook: (booking: StaffBooking) => void
  onDrop: (booking: StaffBooking, sitting: CalendarSitting) => void
}

/**
 * A day: services or places side by side, with the people of each sitting; a person is dragged from one sitting to
 * another.
 */
export function DayColumns({ rows, now, conflicts, onMove, onRebook, onDrop }: Props) {
  const [dragged, setDragged] = useState<StaffBooking>()
  return (
    <section className='pane columns-day'>
      <div className='columns-day__scroll'>
        {rows.map((row) => (
          <div key={row.id} className='columns-day__col' role='group' aria-label={row.name}>
            <h2 className='strong'>{row.name}</h2>
            <p className='note'>{row.note}</p>
            {row.sittings.map((sitting) => (
              <Card
                key={sitting.id}
                sitting={sitting}
                named={row.note === ''}
                conflict={conflicts.get(sitting.id)}
                now={now}
                dragged={dragged}
                onDrag={setDragged}
                onMove={() => onMove(sitting)}
                onRebook={onRebook}
                onDrop={(booking) => onDrop(booking, sitting)}
              />
            ))}
          </div>
        ))}
      </div>
      <p className='note'>把人拖到同一项服务的另一场，松手后先看合不合适；不用鼠标就点名字后面的“改”。</p>
    </section>
  )
}

interface CardProps {
  sitting: CalendarSitting
  named: boolean
  conflict?: string
  now: Date
  dragged: StaffBooking | undefined
  onDrag: (booking: StaffBooking | undefined) => void
  onMove: () => void
  onRebook: (booking: StaffBooking) => void
  onDrop: (booking: StaffBooking) => void
}

const AT_FIRST = 8

function Card({ sitting, named, conflict, now, dragged, onDrag, onMove, onRebook, onDrop }: CardProps) {
  const [isOver, setOver] = useState(false)
  const [isWhole, setWhole] = useState(false)
  const { data } = useRead(listStaffBookings, { sittingId: sitting.id, limit: 200 }, { enabled: sitting.taken > 0 })
  const coming = (data?.items ?? []).filter(({ state }) => state.code === 'confirmed' || state.code === 'checked_in')
  const shown = isWhole ? coming : coming.slice(0, AT_FIRST)
  const takes = dragged !== undefined && dragged.sitting.id !== sitting.id && sitting.can.book
  return (
    <div
      className={['day-card', takes && 'week__drop', takes && isOver && 'week__drop--over'].filter(Boolean).join(' ')}
      onDragOver={(event) => {
        if (!takes) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (takes) onDrop(dragged)
      }}
    >
      <SittingChip sitting={sitting} named={named} conflict={conflict} now={now} onOpen={onMove} />
      <ul>
        {shown.map((booking) => (
          <li
            key={booking.id}
            className='day-card__who'
            draggable={booking.can.reschedule}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', booking.who.name)
              onDrag(booking)
            }}
            onDragEnd={() => onDrag(undefined)}
          >
            <span>
              {booking.who.name}
              {booking.seats > 1 && ` × ${booking.seats}`}
            </span>
            {booking.can.reschedule && (
              <button
                type='button'
                className='link-button push'
                aria-label={`给${booking.who.name}改时间`}
                onClick={() => onRebook(booking)}
              >
                改
              </button>
            )}
          </li>
        ))}
      </ul>
      {shown.length < coming.length && (
        <button type='button' className='link-button' onClick={() => setWhole(true)}>
          还有 {tie(coming.length - shown.length, '位')}
        </button>
      )}
    </div>
  )
}
