import { OFFICE_HOURS } from '@yike/shared/time/work-hours'
import type { Actor } from '../../http/policy'
import { putFirstStepsAway } from '../../office/first-steps'
import type { Area } from '../../territory/areas'
import { setFirstSettings } from '../../territory/settings'

/** The demo's office works since long ago: it has said its hours, and its first steps are over. */
export async function seedOffice(admin: Actor, street: Area, now: Date) {
  await setFirstSettings(street, { hours: OFFICE_HOURS, featuresOff: [] })
  await putFirstStepsAway(admin, now)
}
