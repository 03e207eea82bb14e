import type { Types } from 'mongoose'
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

/** The other cases that the page of one names, as far as the reader sees them. */
export interface Related {
  listeners: number
  mergedInto: DescribedCase | null
  absorbed: DescribedCase[]
  links: DescribedCase[]
}

export async function relatedTo(actor: Actor, c: CaseRecord): Promise<Related> {
  const [links, listeners] = await Promise.all([
    CaseLinkModel.find({ caseIds: c._id }, { caseIds: 1 }).lean(),
    listenersOf(c),
  ])
  const linked = links.flatMap(({ caseIds }) => caseIds.filter((id) => !id.equals(c._id)))
  const ids = [...linked, ...c.absorbed, ...(c.merged ? [c.merged.into] : [])]
  const records =
    ids.length > 0
      ? await CaseModel.find({ $and: [casePolicy.visible(actor), { _id: { $in: ids } }] }).lean<CaseRecord[]>()
      : []
  const described = records.length > 0 ? await describeCases(records) : []
  const among = (some: readonly Types.ObjectId[]) =>
    described.filter(({ record }) => some.some((one) => one.equals(record._id)))
  return {
    listeners: listeners.length,
    mergedInto: (c.merged && among([c.merged.into])[0]) ?? null,
    absorbed: among(c.absorbed),
    links: among(linked),
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

export async function linkCases(actor: Actor, input: z.output<typeof LinkCases>, now: Date) {
  const [one, other] = await pair(actor, input)
  const link = { caseIds: [one._id, other._id], at: now, by: actor.personId }
  await CaseLinkModel.updateOne({ _id: linkId(input.id, input.otherId) }, { $setOnInsert: link }, { upsert: true })
  return one
}

export async function unlinkCases(actor: Actor, input: z.output<typeof LinkCases>) {
  const [one] = await pair(actor, input)
  await CaseLinkModel.deleteOne({ _id: linkId(input.id, input.otherId) })
  return one
}
