import { AppError } from '@yike/shared/errors'
import type {
  AreaSettings,
  SetOfficeHours,
  SetWhistleLimits,
  SwitchFeatures,
} from '@yike/shared/office/settings-schemas'
import { beforeOff, FEATURE_CODES, FEATURES, openInFeature, type Feature } from '@yike/shared/territory/features'
import { AREA_LEVELS } from '@yike/shared/territory/levels'
import { dayOf } from '@yike/shared/time/china'
import type { OfficeHours } from '@yike/shared/time/work-hours'
import type { z } from '@yike/shared/zod'
import type { Registry } from '../domain'
import { orNotFound, type Actor } from '../http/policy'
import { officeHours } from '../territory/office-hours'
import { whistleLimitsIn } from '../territory/whistle-limits'
import { areaWithAbove, holidaysAhead, saveSettings } from '../territory/settings'
import { officePolicy } from './policy'

type Counters = Registry['openInFeature']

/** An area that the actor administers, with those above. */
async function managedArea(actor: Actor, id: string) {
  const found = await areaWithAbove(id)
  orNotFound(officePolicy.manage(actor, found.area) || null)
  return found
}

const presentHours = ({ days, periods, daysOff = [] }: OfficeHours) => ({
  days,
  periods: periods.map(({ from, to }) => ({ from, to })),
  daysOff: [...daysOff],
})

/** The settings of an area, with how much is open in each feature. */
export async function areaSettings(counters: Counters, actor: Actor, id: string, now: Date): Promise<AreaSettings> {
  const { area, above } = await managedArea(actor, id)
  const open = async (feature: Feature) => {
    const counts = await Promise.all(counters[feature].map((count) => count([area._id], now)))
    return counts.reduce((sum, one) => sum + one, 0)
  }
  const [hours, limits, opens] = await Promise.all([
    officeHours(),
    whistleLimitsIn(area.areas),
    Promise.all(FEATURE_CODES.map(open)),
  ])
  return {
    area: { id: String(area._id), name: area.name, level: { code: area.level, label: AREA_LEVELS[area.level].label } },
    revision: area.revision,
    features: FEATURE_CODES.map((code, at) => ({
      code,
      ...FEATURES[code],
      isOff: area.featuresOff?.includes(code) ?? false,
      offAbove: above.find(({ featuresOff }) => featuresOff?.includes(code))?.name ?? null,
      open: opens[at]!,
    })),
    hours: {
      own: area.hours ? presentHours(area.hours) : null,
      inUse: presentHours(hours.hoursIn(area.areas)),
      ...holidaysAhead(dayOf(now)),
    },
    whistle: { own: area.whistleLimits ?? null, inUse: limits },
  }
}

/**
 * Switches features off and on for an area and everything below it. Refuses with FEATURE_IN_USE, which says what is
 * open, until the caller sends that they have read it: what is open stays on record and in the lists of bookings.
 */
export async function switchFeatures(
  counters: Counters,
  actor: Actor,
  { id, revision, off, despiteOpen }: z.output<typeof SwitchFeatures>,
  now: Date,
) {
  const { area } = await managedArea(actor, id)
  const { features } = await areaSettings(counters, actor, id, now)
  const open = features.filter((one) => off.includes(one.code) && !one.isOff && one.open > 0)
  if (open.length > 0 && !despiteOpen)
    throw new AppError(
      'FEATURE_IN_USE',
      open.map(({ code, label, open }) => `${label}还有 ${openInFeature(code, open)}。${beforeOff(code)}`).join(''),
      { open: Object.fromEntries(open.map(({ code, open }) => [code, open])) },
    )
  const featuresOff = FEATURE_CODES.filter((code) => off.includes(code))
  await saveSettings({ _id: area._id, revision }, { featuresOff })
}

/** The office hours of an area and everything below it; null: those of the area above. Past days off are left out. */
export async function setOfficeHours(
  actor: Actor,
  { id, revision, hours }: z.output<typeof SetOfficeHours>,
  now: Date,
) {
  const { area } = await managedArea(actor, id)
  const daysOff = [...new Set(hours?.daysOff)].filter((day) => day >= dayOf(now)).sort()
  await saveSettings({ _id: area._id, revision }, { hours: hours && { ...hours, daysOff } })
}

/** The limits of a whistle in an area and everything below it; null: those of the area above. */
export async function setWhistleLimits(actor: Actor, { id, revision, limits }: z.output<typeof SetWhistleLimits>) {
  const { area } = await managedArea(actor, id)
  await saveSettings({ _id: area._id, revision }, { whistleLimits: limits })
}
