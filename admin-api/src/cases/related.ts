import type { QueryFilter, Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { LinkCases } from '@yike/shared/cases/merging-schemas'
import type { z } from '@yike/shared/zod'
import { authorize, type Actor } from '../http/policy'
import { stableId } from '../idempotency'
import { describeCases, type DescribedCase } from './describe'
import { listenersOf } from './followers'
import { CaseLinkModel, CaseModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { loadVisible } from './staff-steps'

/** The parts of a case and the one that it was a part of, as far as the reader sees them. */
export interface Parts {
  partOf: DescribedCase | null
  parts: DescribedCase[]
}

/** The other cases that the page of one names, as far as the reader sees them. */
export interface Related extends Parts {
  listeners: number
  mergedInto: DescribedCase | null
  absorbed: DescribedCase[]
  links: DescribedCase[]
}

/** The cases with these ids that a filter reaches, as a function that gives some of them in their order. */
async function reached(filter: QueryFilter<CaseRecord>, ids: readonly Types.ObjectId[]) {
  const records =
    ids.length > 0 ? await CaseModel.find({ $and: [filter, { _id: { $in: ids } }] }).lean<CaseRecord[]>() : []
  const described = records.length > 0 ? await describeCases(records) : []
  return (some: readonly (Types.ObjectId | null | undefined)[]) =>
    some.flatMap((one) => described.find(({ record }) => one?.equals(record._id)) ?? [])
}
const idsOfParts = ({ parts, partOf }: CaseRecord) => [...parts, ...(partOf ? [partOf] : [])]

/** The same of one's own case. */
export async function partsOfMine(actor: Actor, c: CaseRecord): Promise<Parts> {
  const among = await reached(casePolicy.mine(actor), idsOfParts(c))
  return { partOf: among([c.partOf])[0] ?? null, parts: among(c.parts) }
}

export async function relatedTo(actor: Actor, c: CaseRecord): Promise<Related> {
  const [links, listeners] = await Promise.all([
    CaseLinkModel.find({ caseIds: c._id }, { caseIds: 1 }).lean(),
    listenersOf(c),
  ])
  const linked = links.flatMap(({ caseIds }) => caseIds.filter((id) => !id.equals(c._id)))
  const ids = [...linked, ...c.absorbed, ...idsOfParts(c), ...(c.merged ? [c.merged.into] : [])]
  const among = await reached(casePolicy.visible(actor), ids)
  return {
    listeners: listeners.length,
    mergedInto: among([c.merged?.into])[0] ?? null,
    absorbed: among(c.absorbed),
    links: among(linked),
    partOf: among([c.partOf])[0] ?? null,
    parts: among(c.parts),
  }
}

const linkId = (...ids: string[]) => stableId('case link', ...ids.sort())

/** Both cases, where the actor sees them and assigns the first. */
async function pair(actor: Actor, { id, otherId }: z.output<typeof LinkCases>) {
  const [one, other] = await Promise.all([loadVisible(actor, id), loadVisible(actor, otherId)])
  authorize(casePolicy.assign(actor, one))
  if (one._id.equals(other._id)) throw new AppError('CASE_STEP_NOT_ALLOWED', '这是同一件，选另一件来关联。')
  return [one, other] as const
}

/** Links two cases; another time changes nothing. */
export async function keepLink(one: Types.ObjectId, other: Types.ObjectId, by: Types.ObjectId, at: Date) {
  const _id = linkId(String(one), String(other))
  await CaseLinkModel.updateOne({ _id }, { $setOnInsert: { caseIds: [one, other], at, by } }, { upsert: true })
}

export async function linkCases(actor: Actor, input: z.output<typeof LinkCases>, now: Date) {
  const [one, other] = await pair(actor, input)
  await keepLink(one._id, other._id, actor.personId, now)
  return one
}

export async function unlinkCases(actor: Actor, input: z.output<typeof LinkCases>) {
  const [one] = await pair(actor, input)
  await CaseLinkModel.deleteOne({ _id: linkId(input.id, input.otherId) })
  return one
}
