import { calendarOf, OFFICE_HOURS, type OfficeHours } from '@yike/shared/time/work-hours'
import type { WorkCalendar } from '@yike/shared/time/work-calendar'
import type { Types } from 'mongoose'
import { isWorkday } from './calendar'
import { areasWithSettings } from './known-areas'

type Areas = readonly Types.ObjectId[]

/** Says of a record's areas which office hours count there. */
export interface KnownHours {
  hoursIn(areas: Areas): OfficeHours
  /** The same on the State Council's calendar, for what counts working time. */
  calendarIn(areas: Areas): WorkCalendar
}

/** The office hours of every area: its own, else those of the nearest area above it, else the usual ones. */
export async function officeHours(): Promise<KnownHours> {
  const own = new Map((await areasWithSettings()).map(({ _id, hours }) => [String(_id), hours]))
  // The areas of a record begin with the smallest.
  const hoursIn = (areas: Areas) => areas.map((id) => own.get(String(id))).find(Boolean) ?? OFFICE_HOURS
  return { hoursIn, calendarIn: (areas) => calendarOf(hoursIn(areas), isWorkday) }
}
