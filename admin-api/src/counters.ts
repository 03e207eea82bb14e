import type { Types } from 'mongoose'

/** The number of a domain's records for a first step, in these areas and below them. */
export type CountFirstStep = (areaIds: readonly Types.ObjectId[]) => Promise<number>

/** The number of a domain's records of a feature that are not finished, in these areas and below them. */
export type CountOpen = (areaIds: readonly Types.ObjectId[], now: Date) => Promise<number>
