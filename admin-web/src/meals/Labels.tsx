import type { KitchenRow, KitchenSitting } from '@yike/shared/meals/schemas'
import { dayOf } from '@yike/shared/time/china'
import { fullDay } from '../kit/show/text'

/**
 * One label for each box: its eater, its content, its address. Deliveries in the order of the route, then boxes to be
 * fetched.
 */
export function Labels({ sittings }: { sittings: KitchenSitting[] }) {
  return (
    <div className='labels'>
      {sittings.flatMap((sitting) => {
        const carried = sitting.route.flatMap(({ bookingIds }) => bookingIds)
        const rank = ({ bookingId }: KitchenRow) =>
          (carried.indexOf(bookingId) + carried.length + 1) % (carried.length + 1)
        return sitting.rows
          .filter(({ mode, state }) => mode.code !== 'eat_in' && state.code !== 'no_show')
          .sort((a, b) => rank(a) - rank(b))
          .flatMap((row) =>
            Array.from({ length: row.seats }, (_, box) => (
              <Label key={`${row.bookingId} ${box}`} row={row} sitting={sitting} box={box} />
            )),
          )
      })}
    </div>
  )
}

function Label({ row, sitting, box }: { row: KitchenRow; sitting: KitchenSitting; box: number }) {
  const { startsAt, title, placeName } = sitting
  const { name, code, seats, diets, dishes, note, address, mode } = row
  return (
    <div className='label'>
      <div className='label__top'>
        <b>
          {name}
          {seats > 1 && ` ${box + 1}/${seats}`}
        </b>
        <span className='label__code'>{code}</span>
      </div>
      <div className='label__diet'>
        {[...diets.map(({ label }) => label), ...dishes.map((dish) => dish.name), note].filter(Boolean).join(' ') ||
          '照常'}
      </div>
      <div>{address ?? mode.label}</div>
      <div className='label__foot'>
        {fullDay(dayOf(new Date(startsAt)))} {title}，{placeName}
      </div>
    </div>
  )
}
