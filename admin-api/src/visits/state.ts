import { visitStateOf, type VisitState } from '@yike/shared/visits/rules'
import type { Booking } from '../booking/model'
import type { Visit } from './model'

/** The state of a booking's visit; `visit` once somebody checked in. */
export const stateOf = ({ startsAt, endsAt, state }: Booking, visit: Visit | null, now: Date): VisitState =>
  visitStateOf(
    {
      ...{ startsAt, endsAt, isOff: state === 'cancelled' || state === 'refused' },
      ...{ checkedIn: visit !== null, checkedOut: Boolean(visit?.checkedOut) },
    },
    now,
  )
