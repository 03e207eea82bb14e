import type { Types } from 'mongoose'

/** The number of a domain's records for a first step, in these areas and below them. */
export type CountFirstStep = (areaIds: readonly Types.ObjectId[]) => Promise<number>
