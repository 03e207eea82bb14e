import { clockOf, daysFrom } from '@yike/shared/time/china'
import { fullDay } from '../kit/show/text'
import type { Resource } from './bookingRows'

/** The calendar on paper: a table for each day, its sittings in the order of time. */
export const CalendarSheet = ({ rows, from, to }: { rows: Resource[]; from: string; to: string }) => (
  <>
    {daysFrom(from, to).map((day) => {
      const sittings = rows
        .flatMap((row) => row.sittings)
        .filter((sitting) => sitting.day === day && sitting.availability !== 'cancelled')
        .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
      return (
        <section key={day}>
          <h2>{fullDay(day)}</h2>
          <table>
            <tbody>
              {sittings.length === 0 && (
                <tr>
                  <td>没有场次</td>
                </tr>
              )}
              {sittings.map((sitting) => (
                <tr key={sitting.id}>
                  <td>
                    {clockOf(new Date(sitting.startsAt))}-{clockOf(new Date(sitting.endsAt))}
                  </td>
                  <td>
                    <b>{sitting.serviceName}</b> {sitting.title}
                  </td>
                  <td>{sitting.placeName}</td>
                  <td>
                    {sitting.taken}/{sitting.capacity}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )
    })}
  </>
)
