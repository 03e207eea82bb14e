import { canTick } from '@yike/shared/courses/rules'
import { dayLabel, dayOf } from '@yike/shared/time/china'
import type { KindHooks, RollRules } from '../booking/kind-hooks'
import { presentCame } from './presenter'
import { isPupil, readPupil, arrivedNotification } from './pupil'

const roll: RollRules = {
  problem: (session, now) => {
    if (session.cancelReason) return '这一次课取消了，不点名。'
    if (canTick(session, now)) return null
    const day = dayOf(session.startsAt)
    return day > dayOf(now)
      ? `这一次是${dayLabel(day, dayOf(now))}的课，到那天再点名。`
      : '这一次课过去太久，名单已经定了。'
  },
  noneToday: (next, now) =>
    next
      ? `今天没有这门课，下一次是${dayLabel(dayOf(next.startsAt), dayOf(now))}。`
      : '这门课已经上完了，要补记就到课程的名单里点。',
  noNoShow: '课程一次一次点名，没来的不用记。',
}

/** The hooks of courses: a child's guardian is asked for and notified; everybody sees how often somebody came. */
export const courseHooks: KindHooks = {
  roll,
  read: (input, asked) => readPupil(input.course, asked),
  presentNotification: (booking, now) => (isPupil(booking) ? arrivedNotification(booking, now) : null),
  show: (booking) => ({ course: { came: presentCame(booking), isPupil: isPupil(booking) } }),
}
