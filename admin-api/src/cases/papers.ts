import { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { caseKind, type CaseKindCode } from '@yike/shared/cases/kinds'
import type { FiledMatter, SendPapers } from '@yike/shared/cases/matter-schemas'
import { PAPER_PHOTO_DAYS, type PaperStanding } from '@yike/shared/cases/papers'
import { addMinutes } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { claimPhotos, removePhotos } from '../files/store'
import type { Actor } from '../http/policy'
import { stableId } from '../idempotency'
import { matterFor } from '../matters/list'
import type { Matter } from '../matters/model'
import { CaseModel, type CaseRecord } from './model'
import { CasePapersModel, claimOfPapers, type CasePapers } from './paper-model'
import { canHappen, mattersCan } from './policy'
import { byThemself, loadMine, take } from './resident-steps'

type Id = Types.ObjectId
type Filed = z.output<typeof FiledMatter>

const refused = (field: string, sentence: string) =>
  new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })

/** The matter that a kind is filed with; null for a kind that is not filed from the guide. */
export async function matterToFile(
  { kind, matter, photoIds }: { kind: CaseKindCode; matter?: Filed | undefined; photoIds: readonly string[] },
  areas: readonly Id[],
): Promise<Matter | null> {
  if (!caseKind(kind).form.includes('matter')) {
    if (matter) throw refused('matter', '这一类不按办事指南办，去掉选的事项')
    return null
  }
  if (!matter) throw refused('matter', '先选要办哪一项')
  if (photoIds.length > 0) throw refused('photoIds', '照片放到每样材料下面')
  const found = await matterFor(matter.id, areas)
  if (!found) throw refused('matter', '这一项现在不办了，回去重新选')
  const unknown = matter.papers.some(({ key }) => found.papers.every((paper) => paper.key !== key))
  if (unknown) throw refused('matter', '要带的材料改过了，回去重新打开这一项')
  return found
}

/** How its papers stand as it is filed: what was not photographed is brought along. */
export const papersAsFiled = (matter: Matter, filed: Filed): PaperStanding[] =>
  matter.papers.map(({ key }) => ({
    key,
    state: filed.papers.some((paper) => paper.key === key && paper.photoIds.length > 0) ? 'photo' : 'bring',
  }))

const photosIn = (papers: readonly { key: string; photoIds: readonly string[] }[]) =>
  papers.flatMap(({ key, photoIds }) => photoIds.map((id) => ({ key, id: new Types.ObjectId(id) })))

/** Keeps the matter as it is today, and claims the photos. Written before the case, under its id. */
export async function keepPapers(
  { actor, areas }: { actor: Pick<Actor, 'personId'>; areas: Id[] },
  _id: Id,
  matter: Matter,
  filed: Filed,
) {
  const photos = photosIn(filed.papers)
  await claimPhotos(
    actor,
    photos.map(({ id }) => String(id)),
    claimOfPapers(_id),
  )
  const { name, result, where, when, papers } = matter
  const kept = { areas, name, result, where, when, papers, photos }
  await CasePapersModel.updateOne({ _id }, { $setOnInsert: kept }, { upsert: true })
}

/**
 * Photos of papers that the office asked for, or that the resident has by now. A case that waited for them goes on. The
 * photos are claimed before the step: without it nobody is told of them, and the same tap sends them again.
 */
export async function sendPapers(actor: Actor, key: string, input: z.output<typeof SendPapers>, now: Date) {
  const { _id } = await loadMine(actor, input.id)
  const kept = await CasePapersModel.findById(_id).lean<CasePapers>()
  const known = (paper: { key: string }) => kept?.papers.some((one) => one.key === paper.key)
  if (!input.papers.every(known)) throw refused('papers', '没有这样材料，回去重新打开')
  return take(byThemself(actor), input.id, {
    moves: async (c) => {
      if (!mattersCan(c).send) throw new AppError('CASE_STEP_NOT_ALLOWED', '这件事现在不用交材料了。')
      const photos = photosIn(input.papers)
      await claimPhotos(
        actor,
        photos.map(({ id }) => String(id)),
        claimOfPapers(c._id),
      )
      await CaseModel.updateOne({ _id: c._id }, { $set: { papersHeld: true } })
      for (const one of photos) await CasePapersModel.updateOne({ _id: c._id }, { $addToSet: { photos: one } })
      const papers = input.papers.map((paper) => ({ key: paper.key, state: 'photo' as const }))
      return [{ kind: canHappen('supplemented', c) ? 'supplemented' : 'commented', papers }]
    },
    said: { text: input.text, photoIds: [] },
    reason: stableId('papers', input.id, actor.personId, key),
    tell: { kind: 'case_commented', title: '材料交来了' },
    now,
  })
}

/** The papers of a case; null where it is about no matter. */
export const papersOf = async (c: CaseRecord) =>
  c.matterId ? await CasePapersModel.findById(c._id).lean<CasePapers>() : null

const due = (now: Date) => ({ papersHeld: true, finishedAt: { $lt: addMinutes(now, -PAPER_PHOTO_DAYS * 1440) } })
export const paperRetention = {
  what: '办事材料的照片',
  kept: `领走或退回后 ${PAPER_PHOTO_DAYS} 天`,
  model: CaseModel,
  due,
}

/** Removes the photos of a case's papers, bytes and all. May be done again. */
export async function removePapers(caseId: Id) {
  await removePhotos(claimOfPapers(caseId))
  await CasePapersModel.updateOne({ _id: caseId }, { $set: { photos: [] } })
}

/** A job: removes photos of papers some days after their case was finished. Returns how many cases. */
export async function removeOldPapers(now: Date) {
  const old = await CaseModel.find(due(now), { _id: 1 }).limit(100).lean<CaseRecord[]>()
  for (const { _id } of old) {
    await removePapers(_id)
    await CaseModel.updateOne({ _id, ...due(now) }, { $unset: { papersHeld: 1 } })
  }
  return old.length
}
