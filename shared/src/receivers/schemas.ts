import { changeOf, Coded, Day, Id, Phone, text, z } from '../zod'
import { WorkHoursInput, WorkHoursView } from '../time/work-hours-schema'
import { RECEIVER_KIND_CODES } from './kinds'

/** Somebody who works for a receiver and signs in to what was given to it. */
const Member = z.object({ personId: Id, name: z.string() })

const DutyLine = z.strictObject({ personId: Id, weekdays: z.array(z.int().min(1).max(7)).min(1).max(7) })

export const CatalogueEntry = z.object({
  id: Id,
  category: z.object({ id: Id, name: z.string() }),
  area: z.object({ id: Id, name: z.string() }),
  validFrom: Day,
  /** The last day; null while it has no end. */
  validUntil: Day.nullable(),
  source: Coded,
})
export type CatalogueEntry = z.output<typeof CatalogueEntry>

/** An organisation that mends what residents report, and the entries of the dispatch catalogue that name it. */
export const Receiver = z.object({
  id: Id,
  name: z.string(),
  kind: Coded,
  phone: z.string(),
  /** It works in this area and in those below. */
  area: z.object({ id: Id, name: z.string() }),
  members: z.array(Member),
  /** Minutes of the day; the lunch break lies between two periods. Its limits count these hours alone. */
  hours: WorkHoursView,
  /** Members on duty by the day of the week (1 Monday); a day that nobody is named for is everybody's. */
  roster: z.array(DutyLine),
  catalogue: z.array(CatalogueEntry),
  /** A closed one gets nothing more; it finishes what it has. */
  closed: z.boolean(),
  can: z.object({ edit: z.boolean() }),
})
export type Receiver = z.output<typeof Receiver>
export const ReceiverList = z.object({
  items: z.array(Receiver),
  /** Colleagues with the duty 承办人, who can be made members. */
  candidates: z.array(Member.extend({ area: z.string() })),
})

const Fields = z.strictObject({
  name: text(40, 2),
  kind: z.enum(RECEIVER_KIND_CODES),
  phone: Phone,
  memberIds: z.array(Id).max(50, '最多 50 个人').default([]),
  hours: WorkHoursInput.optional(),
  roster: z.array(DutyLine).max(50, '最多 50 行').default([]),
})
export const CreateReceiver = Fields.extend({ areaId: Id })
export const UpdateReceiver = changeOf(Fields).extend({ id: Id, closed: z.boolean().optional() })

export const AddCatalogueEntry = z.strictObject({
  receiverId: Id,
  /** A category, or the group above several. */
  categoryId: Id,
  areaId: Id,
  validFrom: Day,
})
/** Ends an entry; it still holds on this day. A day before it began removes it. */
export const EndCatalogueEntry = z.strictObject({ id: Id, validUntil: Day })
