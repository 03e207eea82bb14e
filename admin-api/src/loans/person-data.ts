import { dayInFull } from '@yike/shared/time/words'
import { entry, section, type PersonData, type PersonIds } from '../privacy/person-data'
import { ThingModel, type Thing } from './model'

const outWith = (ids: PersonIds) =>
  ThingModel.find({ 'out.personId': { $in: ids } }, { log: 0, outbox: 0 }).lean<Thing[]>()

/** The things that a person has borrowed. Once they are back the log names the booking alone. */
export const loanData: PersonData = {
  models: [ThingModel],

  async export(ids) {
    const things = await outWith(ids)
    return section(
      '借着的东西',
      things.map(({ name, number, out }) => entry(`${name} ${number}`, { 借出: out!.at, 该还: dayInFull(out!.due) })),
    )
  },

  async remains(ids) {
    return (await outWith(ids)).map(
      ({ name, number, placeName }) => `${name} ${number}还借着，跟家属约个时间还到${placeName}。`,
    )
  },

  async obstacles(ids) {
    return (await outWith(ids)).map(({ name, placeName }) => `借的${name}还没还，先还到${placeName}，再来注销。`)
  },

  async erase(ids) {
    // Lent at the counter after the account was closed.
    await ThingModel.updateMany({ 'out.personId': { $in: ids } }, { $set: { 'out.who': '' } })
  },
}
