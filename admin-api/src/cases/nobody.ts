import { Types } from 'mongoose'

/** The author of what came by itself: no person has this id. */
export const NOBODY = { personId: new Types.ObjectId('0'.repeat(24)) }
