import type { Types } from 'mongoose'
import { awayNow } from '../office/away'
import { staffOver } from '../people/me'
import type { CaseRecord } from './model'

type Colleague = Awaited<ReturnType<typeof staffOver>>[number]

/** The colleagues of a case whom a message is meant for and who are not on leave; all of them where nobody is there. */
export async function presentStaff(c: CaseRecord, isMeant: (colleague: Colleague) => boolean, now: Date) {
  const meant: Types.ObjectId[] = (await staffOver(c.areas)).filter(isMeant).map(({ _id }) => _id)
  const isAway = await awayNow(meant, now)
  const present = meant.filter((id) => !isAway(id))
  return present.length > 0 ? present : meant
}
