import { CATALOGUE_SOURCES, RECEIVER_KINDS } from '@yike/shared/receivers/kinds'
import type { Receiver as ReceiverView } from '@yike/shared/receivers/schemas'
import type { Types } from 'mongoose'
import type { Actor } from '../http/policy'
import type { DescribedReceiver } from './list'
import type { KnownHours } from '../territory/office-hours'
import { hoursOf } from './duty'
import { receiverPolicy } from './policy'

const named = (names: ReadonlyMap<string, string>, id: Types.ObjectId) => ({
  id: String(id),
  name: names.get(String(id)) ?? '已撤销',
})

export const presentReceiver = (
  { receiver, entries, areas, people, categories }: DescribedReceiver,
  actor: Actor,
  office: KnownHours,
): ReceiverView => ({
  id: String(receiver._id),
  name: receiver.name,
  kind: { code: receiver.kind, label: RECEIVER_KINDS[receiver.kind].label },
  phone: receiver.phone,
  area: named(areas, receiver.areas[0]!),
  members: receiver.memberIds.flatMap((id) => {
    const name = people.get(String(id))
    return name ? [{ personId: String(id), name }] : []
  }),
  hours: hoursOf(receiver, office),
  roster: (receiver.roster ?? []).map(({ personId, weekdays }) => ({ personId: String(personId), weekdays })),
  catalogue: entries.map((entry) => ({
    id: String(entry._id),
    category: named(categories, entry.categoryId),
    area: named(areas, entry.areas[0]!),
    validFrom: entry.validFrom,
    validUntil: entry.validUntil,
    source: { code: entry.source, label: CATALOGUE_SOURCES[entry.source].label },
  })),
  closed: receiver.closed,
  can: { edit: receiverPolicy.edit(actor, receiver) },
})
