import { Day, Id, z } from '../zod'

const Colleague = z.object({ personId: Id, name: z.string() })

export const Leave = z.object({
  id: Id,
  person: Colleague,
  from: Day,
  /** The last day. */
  until: Day,
  /** Gets the open work on the first day; null where nobody does. */
  delegate: Colleague.nullable(),
  /** The open work is with the delegate. */
  handedOver: z.boolean(),
  can: z.object({ end: z.boolean() }),
})
export type Leave = z.output<typeof Leave>
export const LeaveList = z.object({
  items: z.array(Leave),
  /** The people for whom the reader may enter a leave, themself first. */
  people: z.array(Colleague),
  /** The colleagues who can be delegates. */
  delegates: z.array(Colleague),
})
export type LeaveList = z.output<typeof LeaveList>

/** Without `personId` it is the leave of the caller. */
export const EnterLeave = z.strictObject({
  personId: Id.optional(),
  from: Day,
  until: Day,
  delegateId: Id.optional(),
})
