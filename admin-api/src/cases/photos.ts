import type { RedactCasePhoto } from '@yike/shared/cases/photo-schemas'
import type { z } from '@yike/shared/zod'
import { record } from '../audit/record'
import { redactPhoto, redactionsOf } from '../files/redaction'
import { presentPhoto } from '../files/store'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { claimOf } from './append'
import { CaseSaidModel, CaseWordsModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { namedReporters } from './show-staff'
import { loadVisible } from './staff-steps'

/** Every photo of a case, of its report and of what was said since, by id. */
async function photosOf({ _id, events }: CaseRecord) {
  const reasons = events.flatMap(({ reason }) => reason ?? [])
  const [words, said] = await Promise.all([
    CaseWordsModel.findById(_id, { photoIds: 1 }).lean(),
    CaseSaidModel.find({ _id: { $in: reasons } }, { photoIds: 1 }).lean(),
  ])
  return [words, ...said].flatMap((one) => one?.photoIds ?? [])
}

async function withPhoto(actor: Actor, id: string, photoId: string) {
  const c = await loadVisible(actor, id)
  return { c, photo: orNotFound((await photosOf(c)).find((one) => String(one) === photoId)) }
}

/** See `redactCasePhoto`. */
export async function redactCasePhoto(actor: Actor, { id, photoId, redactedId }: z.output<typeof RedactCasePhoto>) {
  const { c } = await withPhoto(actor, id, photoId)
  authorize(casePolicy.redact(actor, c))
  await redactPhoto(actor, photoId, redactedId, claimOf(c._id))
  return c
}

/** See `showOriginalPhoto`. It is on record before the address leaves. */
export async function originalPhoto(actor: Actor, { id, photoId }: { id: string; photoId: string }, now: Date) {
  const { c, photo } = await withPhoto(actor, id, photoId)
  authorize(casePolicy.seeOriginal(actor, c))
  orNotFound((await redactionsOf([photo])).get(String(photo)))
  const facts = { id, photo: photoId }
  await record([{ kind: 'read', act: 'original photo', actor, people: namedReporters([c]), facts }], now)
  return presentPhoto(photo, now)
}
