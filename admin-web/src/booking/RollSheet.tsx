import type { StaffBooking } from '@yike/shared/booking/schemas'
import { ArrivalBox } from '../kit/show/PrintSheet'

const COMING = ['confirmed', 'checked_in']

/** 签到单: a box to mark for each person, with the code they say and their needs. */
export const RollSheet = ({ bookings }: { bookings: StaffBooking[] }) => (
  <table>
    <thead>
      <tr>
        <th>到了</th>
        <th>号</th>
        <th>姓名</th>
        <th>份数</th>
        <th>谁订的</th>
        <th>备注</th>
      </tr>
    </thead>
    <tbody>
      {bookings
        .filter(({ state }) => COMING.includes(state.code))
        .map(({ id, code, who, age, seats, bookedBy, note }) => (
          <tr key={id}>
            <td>
              <ArrivalBox />
            </td>
            <td>{code}</td>
            <td>
              <b>{who.name}</b> {age}
            </td>
            <td>{seats}</td>
            <td>{bookedBy}</td>
            <td>{note}</td>
          </tr>
        ))}
    </tbody>
  </table>
)
