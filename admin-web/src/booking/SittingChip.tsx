import type { CalendarSitting } from '@yike/shared/schedule/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Icon } from '../kit/show/Icon'

interface Props {
  sitting: CalendarSitting
  /** With the name of the service, where a row holds several. */
  named?: boolean
  conflict?: string
  now: Date
  onOpen: () => void
  onDrag?: (is: boolean) => void
}

const isMovable = ({ can, startsAt, sessions }: CalendarSitting, now: Date) =>
  can.edit && new Date(startsAt) > now && sessions.length <= 1

/** One sitting: dragged with a mouse, opened by a tap or Enter. Conflicts are shown in words. */
export function SittingChip({ sitting, named, conflict, now, onOpen, onDrag }: Props) {
  const { startsAt, title, serviceName, taken, capacity, waiting, availability } = sitting
  const isCancelled = availability === 'cancelled'
  const movable = isMovable(sitting, now)
  const name = named && !title.startsWith(serviceName) ? `${serviceName} ${title}` : title
  const words = `${clockOf(new Date(startsAt))} ${name}`
  return (
    <button
      type='button'
      className={['chip', isCancelled && 'chip--off', taken >= capacity && !isCancelled && 'chip--full']
        .filter(Boolean)
        .join(' ')}
      disabled={!movable}
      draggable={movable}
      onClick={onOpen}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', words)
        onDrag?.(true)
      }}
      onDragEnd={() => onDrag?.(false)}
    >
      <span className='chip__time nums'>{clockOf(new Date(startsAt))}</span>
      <span className='chip__name'>{name}</span>
      <span className='chip__n nums'>
        {isCancelled ? '取消了' : `${taken}/${capacity}`}
        {waiting > 0 && ` 排${waiting}`}
        {movable && <span className='unseen'>，改时间或名额</span>}
      </span>
      {conflict && (
        <span className='chip__bad'>
          <Icon name='warn' size={12} />
          {conflict}
        </span>
      )}
    </button>
  )
}
