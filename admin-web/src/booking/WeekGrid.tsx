import type { CalendarSitting } from '@yike/shared/schedule/schemas'
import { addDays, weekdayLabel } from '@yike/shared/time/china'
import { useState } from 'react'
import type { Resource } from './bookingRows'
import { SittingChip } from './SittingChip'

interface Props {
  rows: Resource[]
  from: string
  today: string
  now: Date
  special: Map<string, string>
  conflicts: Map<string, string>
  onMove: (sitting: CalendarSitting, toDay?: string) => void
  onDay: (day: string) => void
}

const WEEK = [0, 1, 2, 3, 4, 5, 6]
const date = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`

/** Services or places in rows, days in columns. A sitting is dragged along its row. */
export function WeekGrid({ rows, from, today, now, special, conflicts, onMove, onDay }: Props) {
  const [dragged, setDragged] = useState<{ row: string; sitting: CalendarSitting }>()
  const [over, setOver] = useState<string>()
  const days = WEEK.map((at) => addDays(from, at))
  const takes = (row: Resource, day: string) =>
    dragged !== undefined && dragged.row === row.id && dragged.sitting.day !== day && day >= today
  return (
    <section className='pane week'>
      <table className='week__table'>
        <thead>
          <tr>
            <td />
            {days.map((day) => (
              <th key={day} scope='col' className={day === today ? 'week__today' : undefined}>
                <button type='button' className='link-button' onClick={() => onDay(day)}>
                  {day === today ? '今天' : weekdayLabel(day)} <span className='nums'>{date(day)}</span>
                </button>
                {special.has(day) && <span className='week__special'>{special.get(day)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope='row'>
                <span className='strong'>{row.name}</span>
                <span className='note'>{row.note}</span>
              </th>
              {days.map((day) => {
                const cell = `${row.id} ${day}`
                return (
                  <td
                    key={day}
                    className={
                      takes(row, day) ? (over === cell ? 'week__drop week__drop--over' : 'week__drop') : undefined
                    }
                    onDragOver={(event) => {
                      if (!takes(row, day)) return
                      event.preventDefault()
                      setOver(cell)
                    }}
                    onDragLeave={() => setOver(undefined)}
                    onDrop={(event) => {
                      event.preventDefault()
                      setOver(undefined)
                      if (dragged && takes(row, day)) onMove(dragged.sitting, day)
                    }}
                  >
                    {row.sittings
                      .filter((sitting) => sitting.day === day)
                      .map((sitting) => (
                        <SittingChip
                          key={sitting.id}
                          sitting={sitting}
                          named={row.note === ''}
                          conflict={conflicts.get(sitting.id)}
                          now={now}
                          onOpen={() => onMove(sitting)}
                          onDrag={(is) => setDragged(is ? { row: row.id, sitting } : undefined)}
                        />
                      ))}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className='note'>拖到同一行的别的日子就是改期，松手后先看会碰到谁；不用鼠标就按 Tab 走到一场，按回车改。</p>
    </section>
  )
}
