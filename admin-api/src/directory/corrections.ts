import { CORRECTABLE } from '@yike/shared/directory/correctable'
import { correctionReader, fieldCorrectedBy } from '@yike/shared/directory/place-fields'
import type { DecideCorrection, ListCorrections, SuggestCorrection } from '@yike/shared/directory/upkeep-schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import { allRead } from '../http/all-read'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { authorize, orNotFound, type Actor } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { notify } from '../messages/notify'
import { placeById } from './find'
import { CorrectionModel, type Correction, type Place } from './model'
import { changePlace } from './places'
import { directoryPolicy } from './policy'

export async function suggestCorrection(
  actor: Actor,
  key: string,
  input: z.output<typeof SuggestCorrection>,
  now: Date,
): Promise<void> {
  const place = await placeById(input.id)
  const idem = idemOf(actor.personId, key, input)
  try {
    await CorrectionModel.create({
      placeId: place._id,
      areas: place.areas,
      personId: actor.personId,
      personName: actor.name,
      fields: input.fields,
      open: input.fields.length,
      at: now,
      idem,
    })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    await replayed<Correction>(CorrectionModel, idem)
  }
}

const LIST = pagedList<Correction>('listCorrections', { at: [1, INSTANT], _id: [1, OBJECT_ID] })

/** Open ones, the oldest first; decided ones likewise. */
export async function listCorrections(
  actor: Actor,
  { state, placeId, cursor, limit, ...left }: z.output<typeof ListCorrections>,
) {
  allRead(left)
  const rows = await CorrectionModel.find({
    ...directoryPolicy.visibleToEditors(actor),
    ...(placeId ? { placeId } : {}),
    open: state === 'open' ? { $gt: 0 } : 0,
    $and: [LIST.from(cursor)],
  })
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<Correction[]>()
  return LIST.page(rows, limit)
}

export const countCorrections = (actor: Actor) =>
  CorrectionModel.countDocuments({ ...directoryPolicy.visibleToEditors(actor), open: { $gt: 0 } })

const TRIES = 5

/**
 * Accepts or refuses one field, once. Accepting writes it into the entry first: after a crash in between the entry is
 * right and the field open, and accepting it again changes nothing.
 */
export async function decideCorrection(actor: Actor, decision: z.output<typeof DecideCorrection>, now: Date) {
  const { id, field, accept } = decision
  for (let tries = 0; tries < TRIES; tries++) {
    const correction = orNotFound(
      await CorrectionModel.findOne({ _id: id, ...directoryPolicy.visibleToEditors(actor) }).lean<Correction>(),
    )
    authorize(directoryPolicy.editPlace(actor, { _id: correction.placeId, areas: correction.areas }))
    const said = orNotFound(correction.fields.find((one) => one.field === field) ?? null)
    if (said.state !== 'open') throw new AppError('CONFLICT', '这一条刚刚有人核对过了。')
    const place = await placeById(String(correction.placeId))
    if (accept) await apply(actor, place, said, now)
    const decided = await decide({ actor, now }, correction, place.name, decision)
    // Another field of the same letter was decided at this moment; its message has taken the number.
    if (decided) return decided
  }
  throw new AppError('CONFLICT')
}

function decide(
  { actor, now }: { actor: Actor; now: Date },
  { _id, outboxSeq, personId }: Correction,
  placeName: string,
  { field, accept, reason }: z.output<typeof DecideCorrection>,
) {
  const { label } = CORRECTABLE[field]
  return CorrectionModel.findOneAndUpdate(
    { _id, outboxSeq, fields: { $elemMatch: { field, state: 'open' } } },
    {
      $set: {
        'fields.$[one].state': accept ? 'accepted' : 'refused',
        'fields.$[one].decidedByName': actor.name,
        'fields.$[one].reason': reason ?? null,
      },
      $inc: { open: -1, outboxSeq: 1 },
      ...notify(
        {
          kind: accept ? 'correction_accepted' : 'correction_refused',
          recipients: [personId],
          title: accept ? `${placeName}的信息改好了` : `${placeName}的信息核对过了`,
          body: accept ? `您说的“${label}”，社区核对后改好了，谢谢您。` : `您说的“${label}”没有改：${reason ?? ''}`,
          about: null,
        },
        now,
      ),
    },
    { arrayFilters: [{ 'one.field': field }], returnDocument: 'after' },
  ).lean<Correction>()
}

/** Writes the corrected value into the entry, where it can be read: 「其他」 and hours are entered by hand. */
async function apply(
  actor: Actor,
  { _id, revision }: Place,
  { field, value }: Correction['fields'][number],
  now: Date,
) {
  const name = fieldCorrectedBy(field)
  const reading = correctionReader(field)?.(value)
  if (!name || !reading) return
  if ('problem' in reading) throw new AppError('INVALID_INPUT', reading.problem)
  await changePlace(actor, { id: String(_id), revision, [name]: reading.value }, now)
}
