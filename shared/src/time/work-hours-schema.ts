import { Day, MinuteOfDay, z } from '../zod'
import { hoursProblem, MOST_DAYS_OFF, WORK_DAY_CODES, type WorkHours } from './work-hours'

const fields = {
  days: z.enum(WORK_DAY_CODES),
  periods: z.array(z.strictObject({ from: MinuteOfDay, to: MinuteOfDay })).max(6, '最多 6 段'),
}
const checked = (hours: WorkHours, context: z.RefinementCtx) => {
  const message = hoursProblem(hours)
  if (message) context.addIssue({ code: 'custom', path: ['periods'], message })
}

export const WorkHoursView = z.strictObject(fields)
export const WorkHoursInput = WorkHoursView.superRefine(checked)

/** Hours of an office, with the days that it is closed on by itself. */
export const OfficeHoursView = z.strictObject({ ...fields, daysOff: z.array(Day) })
export const OfficeHoursInput = z
  .strictObject({ ...fields, daysOff: z.array(Day).max(MOST_DAYS_OFF, `最多 ${MOST_DAYS_OFF} 天`).default([]) })
  .superRefine(checked)
