import { AppError } from '@yike/shared/errors'
import { addDays, daysAhead, type Day } from '@yike/shared/time/china'
import type { Types } from 'mongoose'
import { orNotFound } from '../http/policy'
import { areasByIds, type Area } from './areas'
import { holidayCalendar } from './calendar'
import { AreaModel } from './model'

/** An area that may have settings of its own, with those above it, the nearest first. NOT_FOUND below a community. */
export async function areaWithAbove(id: string): Promise<{ area: Area; above: Area[] }> {
  const area = orNotFound(
    await AreaModel.findOne(
      { _id: id, level: { $nin: ['grid', 'compound'] }, endedAt: null },
      { shape: 0 },
    ).lean<Area>(),
  )
  const ids = area.areas.slice(1)
  const found = await areasByIds(ids)
  return { area, above: ids.flatMap((one) => found.find(({ _id }) => _id.equals(one)) ?? []) }
}

/** Writes settings of an area that is as the caller read it, or throws CONFLICT. */
export async function saveSettings(
  { _id, revision }: Pick<Area, '_id' | 'revision'>,
  settings: Pick<Area, 'featuresOff'> | Pick<Area, 'hours'> | Pick<Area, 'whistleLimits'>,
) {
  const saved = await AreaModel.findOneAndUpdate(
    { _id, revision, endedAt: null },
    { $set: settings, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean<Area>()
  if (!saved) throw new AppError('CONFLICT')
}

/** The settings that an area begins with; a second run writes the same. */
export const setFirstSettings = (
  { _id }: Pick<Area, '_id'>,
  { hours, featuresOff }: Required<Pick<Area, 'hours' | 'featuresOff'>>,
) => AreaModel.updateOne({ _id }, { $set: { featuresOff, ...(hours ? { hours } : {}) } })

/** The areas among these, and those above and below them, that have office hours of their own. */
export const countAreasWithHours = async (areaIds: readonly Types.ObjectId[]) => {
  const areas = await areasByIds(areaIds)
  const above = areas.flatMap((area) => area.areas)
  return AreaModel.countDocuments({
    hours: { $exists: true, $ne: null },
    endedAt: null,
    $or: [{ _id: { $in: above } }, { areas: { $in: areaIds } }],
  })
}

const AHEAD = 400

/** The public holidays that begin within a year, as far as they are announced, and the weekends worked instead. */
export function holidaysAhead(today: Day) {
  const days = daysAhead(today, AHEAD)
  const holidays: { name: string; from: Day; until: Day }[] = []
  for (const day of days) {
    const name = holidayCalendar.holidayOn(day)
    const last = holidays.at(-1)
    if (name === null) continue
    if (last?.name === name && last.until === addDays(day, -1)) last.until = day
    else holidays.push({ name, from: day, until: day })
  }
  return { holidays, makeUpDays: days.filter((day) => holidayCalendar.isMakeUpDay(day)) }
}
