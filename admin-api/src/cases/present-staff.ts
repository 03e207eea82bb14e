import type { Types } from 'mongoose'
import { awayNow } from '../office/away'
import { staffOver } from '../people/me'
import type { CaseRecord } from './model'
import { casePolicy } from './policy'

type Id = Types.ObjectId
type Colleague = Awaited<ReturnType<typeof staffOver>>[number]

/** The colleagues over these areas whom a message is meant for and who are not on leave; all of them where nobody is there. */
async function presentOver(areas: readonly Id[], isMeant: (colleague: Colleague) => boolean, now: Date): Promise<Id[]> {
  const meant = (await staffOver(areas)).filter(isMeant).map(({ _id }) => _id)
  const isAway = await awayNow(meant, now)
  const present = meant.filter((id) => !isAway(id))
  return present.length > 0 ? present : meant
}

/** Those of the community that has a case. */
export const presentStaff = ({ areas }: CaseRecord, isMeant: (colleague: Colleague) => boolean, now: Date) =>
  presentOver(areas, isMeant, now)

/** Those who take a case on in the community that it is transferred to. */
export const acceptersIn = (areas: readonly Id[], now: Date) =>
  presentOver(areas, (one) => casePolicy.receiveTransfer(one, { transfer: { areas } }), now)
