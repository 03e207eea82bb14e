import type { Types } from 'mongoose'
import type { NameArbiter } from '@yike/shared/cases/ruling-schemas'
import { RETURNS_BEFORE_RULING } from '@yike/shared/cases/returns'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { authorize, type Actor, type CallContext } from '../http/policy'
import { awayNow } from '../office/away'
import { staffAccountsIn } from '../people/accounts'
import { peopleByIds } from '../people/me'
import { areasBelow } from '../territory/areas'
import { staffArea } from '../territory/edit'
import { ArbiterModel, type Arbiter } from './arbiter-model'
import { CaseWordsModel, type CaseRecord } from './model'
import type { CaseNotification } from './append'
import { casePolicy } from './policy'
import { presentStaff } from './present-staff'

type Id = Types.ObjectId
type Named = Awaited<ReturnType<typeof peopleByIds>>[number]

/** The arbiter that each of these areas names for itself and who still may rule there, by the id of the area. */
async function namedIn(areaIds: readonly Id[]): Promise<Map<string, Named>> {
  const records = await ArbiterModel.find({ 'areas.0': { $in: areaIds } })
    .sort({ at: -1, _id: -1 })
    .lean<Arbiter[]>()
  const newest = new Map<string, Arbiter>()
  for (const one of records) if (!newest.has(String(one.areas[0]))) newest.set(String(one.areas[0]), one)
  const people = new Map(
    (await peopleByIds([...newest.values()].flatMap(({ personId }) => personId ?? []))).map((one) => [
      String(one._id),
      one,
    ]),
  )
  return new Map(
    [...newest].flatMap(([areaId, { personId, areas }]) => {
      const person = people.get(String(personId))
      return person && casePolicy.rule(person, { areas }) ? [[areaId, person] as const] : []
    }),
  )
}

/** Of the areas of a case, the smallest first, the first that names an arbiter decides who it is; null where none does. */
const firstNamed = (areas: readonly Id[], named: ReadonlyMap<string, Named>) =>
  areas.flatMap((area) => named.get(String(area)) ?? [])[0] ?? null

/** The case after a receiver handed it back: from the second return on an arbiter is asked. */
export const askAfterReturn = async (c: CaseRecord, text: string, now: Date) =>
  c.handBacks + 1 < RETURNS_BEFORE_RULING ? null : askArbiter(c, { title: '退了两次，请您会商', text }, now)

/**
 * Asks the arbiter of a case, or of some of its areas, in the event and by message. Everybody who may rule there is asked while the arbiter is on
 * leave, or none is named.
 */
export async function askArbiter(
  c: CaseRecord,
  { title, text, areas = c.areas }: { title: string; text: string; areas?: readonly Id[] },
  now: Date,
) {
  const arbiter = firstNamed(areas, await namedIn(areas))
  const isThere = arbiter !== null && !(await awayNow([arbiter._id], now))(arbiter._id)
  const recipients = isThere
    ? [arbiter._id]
    : await presentStaff(c, (person) => casePolicy.rule(person, { areas }), now)
  const words = await CaseWordsModel.findById(c._id, { title: 1 }).lean()
  const draft: CaseNotification = {
    kind: 'case_for_ruling',
    to: 'office',
    recipients,
    title: `${title}：${words?.title ?? ''}`,
    body: text,
  }
  return { arbiter: isThere ? arbiter._id : null, notifications: recipients.length > 0 ? [draft] : [] }
}

const LEVELS: ReadonlySet<string> = new Set(['district', 'street', 'community'])

/** The streets and communities for which the actor names arbiters, with who is asked there and who could be. */
export async function arbitersFor(actor: Actor) {
  const below = await areasBelow(casePolicy.arbiterNamedIn(actor))
  const areas = below
    .filter(({ level }) => LEVELS.has(level))
    .sort((a, b) => a.areas.length - b.areas.length || a.name.localeCompare(b.name, 'zh'))
  const [named, accounts] = await Promise.all([
    namedIn([...new Map(areas.flatMap((area) => area.areas).map((id) => [String(id), id])).values()]),
    staffAccountsIn(areas.flatMap((area) => area.areas)),
  ])
  return {
    rows: areas.map((area) => ({
      area,
      named: named.get(String(area._id)) ?? null,
      asked: firstNamed(area.areas, named),
    })),
    candidates: accounts.flatMap(({ person }) => {
      const areaIds = areas.filter((area) => casePolicy.rule(person, area)).map(({ _id }) => _id)
      return areaIds.length > 0 ? [{ person, areaIds }] : []
    }),
  }
}

/** Names the arbiter of an area from now on. */
export async function nameArbiter({ actor, now }: CallContext, { areaId, personId }: z.output<typeof NameArbiter>) {
  const area = await staffArea(actor, areaId)
  authorize(casePolicy.nameArbiter(actor, area))
  const [person] = personId ? await peopleByIds([personId]) : []
  if (personId && !(person && casePolicy.rule(person, area)))
    throw new AppError('INVALID_INPUT', undefined, {
      fields: { personId: ['这位同事在这里没有会商的权限，换一位，或者先给他这个岗位'] },
    })
  const record = { areas: area.areas, personId: person?._id ?? null, byId: actor.personId, at: now }
  await ArbiterModel.create(record)
}
