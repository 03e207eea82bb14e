import type { Types } from 'mongoose'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import { nextAlertAt } from '@yike/shared/cases/alerts'
import { eventsOfPart } from '@yike/shared/cases/splitting'
import type { SplitCase } from '@yike/shared/cases/splitting-schemas'
import type { z } from '@yike/shared/zod'
import type { CallContext } from '../http/policy'
import { idemOf, isDuplicate, stableId } from '../idempotency'
import { officeHours } from '../territory/office-hours'
import { dueOrderOf } from './append'
import { categoryFor, promiseOf } from './categories'
import { categoryById } from './known-categories'
import { keepWords, nextNumber } from './file'
import { listenersOf } from './followers'
import {
  CaseFollowModel,
  CaseModel,
  CaseReporterModel,
  CaseWordsModel,
  type CaseRecord,
  type CaseReporter,
  type CaseWords,
} from './model'
import { placeOf } from './sealed-words'
import { noticeToReceivers } from './receiver-notices'
import { step, toReporter } from './staff-steps'
import { untallied } from './tally-mark'

type Id = Types.ObjectId

/**
 * Splits a case. The words of the parts first, under ids that follow from the tap; then one write decides: the case
 * names its parts. They become cases at once or, after a crash, in a job.
 */
export async function splitCase(call: CallContext, input: z.output<typeof SplitCase>) {
  const after = await step(call, input, 'split', async (c) => {
    const parts = []
    for (const [at, { description, categoryId }] of input.parts.entries()) {
      const category = await categoryFor(c.kind, categoryId, c.categoryId)
      const id = stableId('case part', c._id, call.actor.personId, call.key, String(at))
      await keepPartWords(call, c, { id, description })
      parts.push({ id, category: category?._id ?? null })
    }
    return {
      moves: [{ kind: 'split', parts }],
      said: { text: input.text, photoIds: [] },
      notifications: [
        ...(await toReporter(c, 'case_split', `分成 ${parts.length + 1} 件办`, input.text)),
        ...(await noticeToReceivers(c, splitNotice(parts.length, input.text), call.now)),
      ],
    }
  })
  await makeParts(after._id, call.now)
  return after
}

const splitNotice = (parts: number, text: string) => ({
  kind: 'received_case_split' as const,
  what: `分出 ${parts} 件另办，其余的请接着办`,
  text,
})

async function keepPartWords(
  { actor, key, now }: CallContext,
  c: CaseRecord,
  { id, description }: { id: Id; description: string },
) {
  const whole = await CaseWordsModel.findById(c._id, { address: 1, position: 1 }).lean<CaseWords>()
  const { address, position } = whole ? placeOf(whole) : { address: null, position: null }
  const { digest } = idemOf(actor.personId, key, { id, description })
  const place = { address: address ?? undefined, position: position ?? undefined }
  await keepWords({ _id: id, areas: c.areas, digest, at: now }, { kind: c.kind, description, photoIds: [], ...place })
}

/** Makes a case of every part that has none yet, as often as it takes. */
async function makeParts(id: Id, now: Date): Promise<void> {
  for (;;) {
    const whole = await CaseModel.findById(id).lean<CaseRecord>()
    if (!whole?.splitting) return
    for (const [at, { parts = [] }] of whole.events.entries())
      for (const part of parts) await makePart(whole, at, part, now)
    const done = await CaseModel.updateOne({ _id: id, seq: whole.seq }, { $unset: { splitting: 1 } })
    if (done.matchedCount > 0) return
  }
}

/**
 * The case of one part: what hangs on it first, then the case itself, so that nobody sees half of it. Its followers are
 * those of the whole, except where its category is about somebody's own life.
 */
async function makePart(whole: CaseRecord, at: number, part: { id: Id; category: Id | null }, now: Date) {
  const _id = part.id
  if (await CaseModel.exists({ _id })) return
  const category = await categoryById(part.category)
  const reporter = await CaseReporterModel.findById(whole._id).lean<CaseReporter>()
  if (reporter) await CaseReporterModel.updateOne({ _id }, { $setOnInsert: { ...reporter, _id } }, { upsert: true })
  const followers = category?.isPrivate ? [] : await listenersOf(whole)
  for (const personId of followers) {
    const line = { caseId: _id, personId, at: now }
    await CaseFollowModel.updateOne(
      { _id: stableId('follow', _id, personId) },
      { $setOnInsert: line },
      { upsert: true },
    )
  }
  const office = (await officeHours()).calendarIn(whole.areas)
  const begun = { of: whole._id, category: part.category, promise: promiseOf(whole.kind, category) }
  const events = eventsOfPart(whole.events.slice(0, at + 1), flowOf(whole.kind), begun, office)
  const standing = reduceCase(events, flowOf(whole.kind))
  const split = whole.events[at]!
  try {
    await CaseModel.create({
      _id,
      number: await nextNumber(whole.communityId, split.at),
      kind: whole.kind,
      channel: whole.channel,
      communityId: whole.communityId,
      numberedBy: whole.communityId,
      areas: whole.areas,
      reporterId: whole.reporterId,
      anonymous: whole.anonymous,
      ...(whole.barredIds?.length ? { barredIds: whole.barredIds } : {}),
      hasPhotos: false,
      filedAt: whole.filedAt,
      seq: events.length,
      follows: followers.length,
      events,
      ...standing,
      dueOrder: dueOrderOf(standing),
      ...untallied(),
      alertAt: nextAlertAt(standing.alerts),
      idem: idemOf(split.actor, `part ${String(_id)}`, { partOf: whole._id }),
    })
  } catch (cause) {
    // Another process made it at this moment.
    if (!isDuplicate(cause)) throw cause
  }
}

const BATCH = 100
/** A job: finishes splits that a crash interrupted. */
export async function makeSplitParts(now: Date) {
  const open = await CaseModel.find({ splitting: { $exists: true } }, { _id: 1 })
    .limit(BATCH)
    .lean()
  for (const { _id } of open) await makeParts(_id, now)
  return open.length
}
