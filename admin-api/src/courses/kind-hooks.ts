import type { KindHooks } from '../booking/kind-hooks'
import { presentCame } from './presenter'
import { isPupil, readPupil, arrivedNotification } from './pupil'

/** The hooks of courses: a child's guardian is asked for and notified; everybody sees how often somebody came. */
export const courseHooks: KindHooks = {
  read: (input, asked) => readPupil(input.course, asked),
  presentNotification: (booking, now) => (isPupil(booking) ? arrivedNotification(booking, now) : null),
  show: (booking) => ({ course: { came: presentCame(booking), isPupil: isPupil(booking) } }),
}
