import { dayOf } from '@yike/shared/time/china'
import { TICKET_STATES } from '@yike/shared/hall/states'
import { ERASED_NAME } from '@yike/shared/privacy/erasure'
import { instantInFull } from '@yike/shared/time/words'
import { entry, section, type PersonData, type PersonIds } from '../privacy/person-data'
import { TicketModel, type Ticket } from './model'

const IN_LINE = { state: { $in: ['waiting', 'called'] as Ticket['state'][] } }
const inLine = (ids: PersonIds, now: Date) => ({ personId: { $in: [...ids] }, day: dayOf(now), ...IN_LINE })

/** The numbers that somebody took in a hall. */
export const hallData: PersonData = {
  models: [TicketModel],
  async export(ids) {
    const tickets = await TicketModel.find({ $or: [{ personId: { $in: ids } }, { takenById: { $in: ids } }] })
      .sort({ takenAt: -1 })
      .lean<Ticket[]>()
    return section(
      '取过的号',
      tickets.map(({ code, placeName, lineName, personName, takenAt, state }) =>
        entry(`${instantInFull(takenAt)} ${code}`, {
          地点: placeName,
          办的事: lineName,
          谁: personName,
          结果: TICKET_STATES[state],
        }),
      ),
    )
  },
  async endings(ids, now) {
    const tickets = await TicketModel.find(inLine(ids, now)).lean<Ticket[]>()
    return [{ what: '排着的号', items: tickets.map(({ code, placeName }) => `${placeName} ${code}`) }]
  },
  async end(ids, { now }) {
    await TicketModel.updateMany(inLine(ids, now), {
      $set: { state: 'left', endedAt: now, lastStep: null },
      $unset: { holds: 1, at: 1 },
      $inc: { seq: 1 },
    })
  },
  async erase(ids) {
    await TicketModel.updateMany(
      { personId: { $in: ids } },
      { $set: { personName: ERASED_NAME, outbox: [] }, $unset: { idem: 1 } },
    )
    await TicketModel.updateMany({ takenById: { $in: ids } }, { $unset: { takenById: 1 } })
  },
}
