import type { Types } from 'mongoose'
import { CARE_CONSENT_VERSION, CARE_LEVELS, CARE_NEEDS, type ReadReason } from '@yike/shared/care/rules'
import { needsGuardian } from '@yike/shared/people/minors'
import type { CareBody, CareEssentials, SaveCareFile } from '@yike/shared/care/schemas'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { authorize, type Actor } from '../http/policy'
import { isDuplicate } from '../idempotency'
import type { PurposeHandler } from '../privacy/registry'
import { peopleByIds } from '../people/me'
import { CareFileModel, type CareFile, type Consent } from './model'
import { personFor, type KnownPerson, type Named } from './people'
import { carePolicy } from './policy'
import { recordRead } from './reads'
import { seal, unseal, unsealIfPossible } from '../sealing'

/** A file with the person it is about and its last author. */
export interface OpenedFile extends KnownPerson {
  file: CareFile | null
  body: CareBody | null
  people: Map<string, Named>
}

const ownerOf = (personId: Types.ObjectId) => `file:${String(personId)}`

const bodyOf = (file: CareFile | null) => (file?.sealed ? unseal<CareBody>(ownerOf(file._id), file.sealed) : null)

async function opened(met: KnownPerson, file: CareFile | null): Promise<OpenedFile> {
  const named = file ? [file.changedBy, ...(file.consent ? [file.consent.by] : [])] : []
  const people = new Map((await peopleByIds(named)).map((one) => [String(one._id), one]))
  return { ...met, file, body: bodyOf(file), people }
}

/** Somebody's file. Staff give a reason, and it is on record before they see anything. */
export async function readFile(actor: Actor, personId: string, why: ReadReason | undefined, now: Date) {
  const met = await personFor(actor, personId)
  authorize(carePolicy.readFile(actor, met.as, met.person))
  if (met.as === 'staff') {
    if (!why) throw new AppError('INVALID_INPUT', undefined, { fields: { why: ['选一下为什么要看'] } })
    await recordRead(actor, met.person._id, { what: 'read', why }, now)
  }
  return opened(met, await CareFileModel.findById(met.person._id).lean<CareFile>())
}

function consentOf(actor: Actor, { as, person }: KnownPerson, given: NonNullable<Given>, now: Date): Consent {
  if (given.version !== CARE_CONSENT_VERSION)
    throw new AppError('CARE_CONSENT_NEEDED', '说明刚刚改过，请重新看一遍再同意。')
  const guarded = needsGuardian(person.birthYear, dayOf(now))
  const base = { version: given.version, by: actor.personId, at: now, withdrawnAt: null, withdrawnBy: null }
  if (as === 'staff') {
    if (guarded && !given.guardianName)
      throw new AppError('INVALID_INPUT', undefined, {
        fields: { 'consent.guardianName': ['不满十四岁，写上签字的监护人'] },
      })
    return { ...base, how: 'paper', guardianName: given.guardianName ?? null }
  }
  if (!guarded) return { ...base, how: as, guardianName: null }
  if (as === 'self' || !given.guardian)
    throw new AppError('CARE_CONSENT_NEEDED', '不满十四岁，要由监护人来同意：请家长用自己的手机，在家人里打开。')
  return { ...base, how: 'guardian', guardianName: actor.name }
}
type Given = z.output<typeof SaveCareFile>['consent']

/**
 * Writes a file whole, based on the revision that was read. The consent in force is part of the condition: a consent
 * that is withdrawn meanwhile leaves nothing behind.
 */
export async function saveFile(actor: Actor, input: z.output<typeof SaveCareFile>, now: Date) {
  const met = await personFor(actor, input.personId)
  authorize(carePolicy.editFile(actor, met.as, met.person))
  const { _id, areas } = met.person
  const before = await CareFileModel.findById(_id).lean<CareFile>()
  if ((before?.revision ?? 0) !== input.revision) throw new AppError('CONFLICT')
  const inForce = before?.consent?.version === CARE_CONSENT_VERSION ? before.consent : null
  const consent = input.consent ? consentOf(actor, met, input.consent, now) : inForce
  if (!consent) throw new AppError('CARE_CONSENT_NEEDED')
  const replaced = before?.consent && consent !== before.consent ? [before.consent] : []
  if (met.as === 'staff') await recordRead(actor, _id, { what: 'edit', why: 'keep' }, now)
  const written = {
    areas,
    consent,
    sealed: seal(ownerOf(_id), input.body),
    changedAt: now,
    changedBy: actor.personId,
    revision: input.revision + 1,
  }
  const after = before
    ? await CareFileModel.findOneAndUpdate(
        { _id, revision: input.revision },
        { $set: written, $push: { past: { $each: replaced } } },
        { returnDocument: 'after' },
      ).lean<CareFile>()
    : await create(_id, written)
  if (!after) throw new AppError('CONFLICT')
  return opened(met, after)
}

async function create(_id: Types.ObjectId, written: Omit<CareFile, '_id' | 'past'>) {
  try {
    return (await CareFileModel.create({ _id, ...written, past: [] })).toObject<CareFile>()
  } catch (cause) {
    if (isDuplicate(cause)) return null
    throw cause
  }
}

/**
 * Withdraws the consent and removes the contents in the same write. The fact of a consent and its time stay on record.
 */
export async function withdraw(actor: Actor, personId: string, now: Date) {
  const met = await personFor(actor, personId)
  authorize(carePolicy.editFile(actor, met.as, met.person))
  const withdrawn = await withdrawConsent(met.person._id, actor.personId, now)
  if (withdrawn && met.as === 'staff') await recordRead(actor, met.person._id, { what: 'edit', why: 'keep' }, now)
}

/** False where there was none. */
async function withdrawConsent(personId: Types.ObjectId, by: Types.ObjectId, now: Date): Promise<boolean> {
  for (;;) {
    const file = await CareFileModel.findById(personId).lean<CareFile>()
    if (!file?.consent) return false
    const ended: Consent = { ...file.consent, withdrawnAt: now, withdrawnBy: by }
    const done = await CareFileModel.updateOne(
      { _id: file._id, revision: file.revision },
      {
        $set: { consent: null, sealed: null, changedAt: now, changedBy: by, revision: file.revision + 1 },
        $push: { past: ended },
      },
    )
    if (done.modifiedCount > 0) return true
  }
}

/** The contents of a file for the person themself; null without contents, or where the secret is gone. */
export const careBodyOf = ({ _id, sealed }: CareFile) =>
  sealed ? unsealIfPossible<CareBody>(ownerOf(_id), sealed) : null

/** Health data: the yes is given with the file (`saveFile`), and its words have a version of their own. */
export const carePurpose: PurposeHandler = {
  code: 'care_file',
  isGiven: async (personId) => (await CareFileModel.exists({ _id: personId, consent: { $ne: null } })) !== null,
  async withdraw(personId, now) {
    await withdrawConsent(personId, personId, now)
  },
}

/** Those of these people who have a file. */
export const filesOf = async (ids: readonly Types.ObjectId[]) =>
  new Set(
    (await CareFileModel.find({ _id: { $in: ids }, sealed: { $ne: null } }, { _id: 1 }).lean()).map(({ _id }) =>
      String(_id),
    ),
  )

/** The facts of the file that help at the door; null without one. */
export async function essentialsOf(personId: Types.ObjectId): Promise<CareEssentials | null> {
  const file = await CareFileModel.findById(personId).lean<CareFile>()
  const body = file?.sealed ? unsealIfPossible<CareBody>(ownerOf(personId), file.sealed) : null
  if (!body) return null
  const { level, needs, dementia, illnesses, allergies, medicines, contacts, note } = body
  return {
    level: level && CARE_LEVELS[level],
    needs: needs.map((need) => CARE_NEEDS[need]),
    dementia,
    illnesses,
    allergies,
    medicines,
    contacts,
    note,
  }
}
