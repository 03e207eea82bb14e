import { addDays, dayOf } from '@yike/shared/time/china'
import { createSeries } from '../../schedule/series'
import type { Actor } from '../../http/policy'
import type { DemoService } from '../directory/service-facts'

/** A day two weeks ahead on which the kitchen is inspected. */
const KITCHEN_DAY = 13

export const seedSeries = (
  admin: Actor,
  id: string,
  { name, sittings }: Pick<DemoService, 'name' | 'sittings'>,
  now: Date,
) =>
  createSeries(
    admin,
    `demo-series-${id}`,
    {
      id,
      name: `日常${name}`,
      lines: sittings.map((sitting) => ({
        menu: [],
        reserve: null,
        closesBeforeMinutes: null,
        opensBeforeDays: null,
        ...sitting,
      })),
      exceptions: [{ day: addDays(dayOf(now), KITCHEN_DAY), periods: [], reason: '厨房检修' }],
      holidays: 'same',
      validFrom: addDays(dayOf(now), 1),
      validTo: null,
    },
    now,
  )
