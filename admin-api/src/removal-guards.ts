import type { Types } from 'mongoose'

/** Whether a record of a domain above still needs a record that is about to be removed: `true` keeps it. */
export type RemovalGuard = (id: Types.ObjectId, now: Date) => Promise<boolean>
export type Removal = 'person' | 'service'
