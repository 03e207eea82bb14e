import { WhistleLimitsInput, WhistleLimitsView } from '../territory/whistle-limits-schema'
import { FEATURE_CODES } from '../territory/features'
import { OfficeHoursInput, OfficeHoursView } from '../time/work-hours-schema'
import { Coded, Day, Id, z } from '../zod'

export const OfArea = z.strictObject({ id: Id })

/** The features and the office hours of an area, which count below it too. */
export const AreaSettings = z.object({
  area: z.object({ id: Id, name: z.string(), level: Coded }),
  revision: z.int(),
  features: z.array(
    z.object({
      code: z.enum(FEATURE_CODES),
      label: z.string(),
      hint: z.string(),
      isOff: z.boolean(),
      /** The area above that switched it off: it stays off here. Null where none did. */
      offAbove: z.string().nullable(),
      /** Bookings to come, or numbers that wait. */
      open: z.int(),
    }),
  ),
  hours: z.object({
    /** Null where those of the area above count. */
    own: OfficeHoursView.nullable(),
    /** The hours that count here. */
    inUse: OfficeHoursView,
    /** The public holidays ahead, as the State Council announced them; and the weekends that are worked instead. */
    holidays: z.array(z.object({ name: z.string(), from: Day, until: Day })),
    makeUpDays: z.array(Day),
  }),
  /** By when the receivers of a whistle answer; `own` is null where the limits of the area above count. */
  whistle: z.object({ own: WhistleLimitsView.nullable(), inUse: WhistleLimitsView }),
})
export type AreaSettings = z.output<typeof AreaSettings>

export const SwitchFeatures = z.strictObject({
  id: Id,
  revision: z.int(),
  off: z.array(z.enum(FEATURE_CODES)).max(FEATURE_CODES.length),
  /** The caller has read what is still open in a feature that goes off now. */
  despiteOpen: z.boolean().default(false),
})
/** Null: the limits of the area above count. */
export const SetWhistleLimits = z.strictObject({ id: Id, revision: z.int(), limits: WhistleLimitsInput.nullable() })
export const SetOfficeHours = z.strictObject({ id: Id, revision: z.int(), hours: OfficeHoursInput.nullable() })
