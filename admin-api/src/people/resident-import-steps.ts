import type { Types } from 'mongoose'
import { readResident, type ImportedResident, type ResidentFact } from '@yike/shared/people/resident-import'
import { dayOf } from '@yike/shared/time/china'
import { UNDER_WAY, runImportsOf } from '../files/import-run'
import { isDuplicate } from '../idempotency'
import type { Due } from '../jobs'
import { areasByIds } from '../territory/areas'
import { findAnew } from './find-anew'
import { isPersonInUse } from './me'
import { PersonModel, type Person } from './model'
import { allMergeGuards, allPersonRecords } from './person-records'
import { haveAccounts } from './resolve-code'
import { tableOf } from './resident-import'
import { ResidentImportModel, type ResidentImport, type ResidentStep } from './resident-import-model'

type State = ResidentStep['state']

export const residentImportsUnderWay = (): Due[] => [{ model: ResidentImportModel, filter: UNDER_WAY }]

/** A job: registers the people of confirmed imports, and takes undone ones back. */
export const runResidentImports = (now: Date) =>
  runImportsOf<ResidentStep, ResidentImport>({
    model: ResidentImportModel,
    write(record) {
      const read = readerOf(record)
      return async (step) => {
        const resident = read(step)
        if (!resident) return 'refused'
        return step.kind === 'create' ? create(record, step, resident, now) : complete(step, resident)
      }
    },
    takeBack(record) {
      const read = readerOf(record)
      return async (step) => {
        const resident = read(step)
        if (!resident) return 'kept'
        return step.kind === 'create' ? remove(record, step, resident, now) : restore(step, resident)
      }
    },
  })

/** The row of a step. The file is opened once for all of them. */
function readerOf(record: ResidentImport) {
  const { rows } = tableOf(record)
  const thisYear = Number(dayOf(record.at).slice(0, 4))
  return ({ at }: ResidentStep): ImportedResident | null => {
    const read = readResident(rows[at]!, record.settings!.mapping, thisYear)
    return 'resident' in read ? read.resident : null
  }
}

const homeOf = ({ home }: ImportedResident) => (home === null ? null : { text: home, position: null })

/** A number from a list was not seen by anybody: it stays unverified. */
async function create(
  { byId }: ResidentImport,
  { personId, communityId, areas }: ResidentStep,
  resident: ImportedResident,
  now: Date,
): Promise<State> {
  if ((await areasByIds([communityId])).length === 0) return 'refused'
  const { name, phone, birthYear, idLast4 } = resident
  try {
    await PersonModel.create({
      ...{ _id: personId, name, phone, birthYear, communityId, areas, home: homeOf(resident) },
      ...(idLast4 ? { idLast4 } : {}),
      writtenDownBy: byId,
      createdAt: now,
    })
  } catch (cause) {
    // Written before a crash.
    if (!isDuplicate(cause)) throw cause
  }
  return 'written'
}

/** The values of a merge, as they are stored; each was missing before. */
function valuesOf(facts: readonly ResidentFact[], resident: ImportedResident) {
  const stored = { ...resident, home: homeOf(resident) }
  const unverified = facts.includes('phone') ? { phoneVerifiedAt: null } : {}
  return { ...Object.fromEntries(facts.map((fact) => [fact, stored[fact]])), ...unverified }
}
const nothing = (facts: readonly ResidentFact[]) => Object.fromEntries(facts.map((fact) => [fact, null]))

/** Writes `to` where the record has `from` in exactly these fields. True when it has `to` afterwards. */
async function exchange(personId: Types.ObjectId, from: Partial<Person>, to: Partial<Person>): Promise<boolean> {
  await PersonModel.updateOne({ _id: personId, mergedInto: null, ...from }, { $set: to })
  const person = await PersonModel.findOne({ _id: personId, mergedInto: null, ...to }).lean<Person>()
  if (person) await findAnew(person)
  return person !== null
}

const complete = async ({ personId, facts = [] }: ResidentStep, resident: ImportedResident): Promise<State> =>
  (await exchange(personId, nothing(facts), valuesOf(facts, resident))) ? 'written' : 'refused'

/** A number that was verified since is the person's own. */
async function restore({ personId, facts = [] }: ResidentStep, resident: ImportedResident): Promise<State> {
  const isBack = await exchange(personId, valuesOf(facts, resident), nothing(facts))
  return isBack ? 'undone' : 'kept'
}

/** Whether anything is on record of this person beside their own record. */
async function isUsed(personId: Types.ObjectId, now: Date): Promise<boolean> {
  const named = allPersonRecords().flatMap(({ model, fields }) =>
    fields.map(async (field) => (await model.exists({ [field]: personId })) !== null),
  )
  const kept = allMergeGuards().map(async (guard) => (await guard(personId, personId, now)) !== null)
  const family = PersonModel.exists({ 'family.personId': personId }).then((one) => one !== null)
  const account = haveAccounts([personId]).then((some) => some.size > 0)
  return (await Promise.all([...named, ...kept, family, account, isPersonInUse(personId, now)])).some(Boolean)
}

/**
 * Removes somebody whom the import registered and nobody has changed, helped or used since. Where something was put on
 * record of them at the same moment, they are registered again.
 */
async function remove(
  record: ResidentImport,
  step: ResidentStep,
  resident: ImportedResident,
  now: Date,
): Promise<State> {
  const { personId } = step
  const { name, phone, birthYear, idLast4, home } = resident
  if (!(await isUsed(personId, now)))
    await PersonModel.deleteOne({
      ...{ _id: personId, name, phone, birthYear, idLast4, 'home.text': home },
      ...{ phoneVerifiedAt: null, helped: null, mergedInto: null, claimedBy: null },
      ...{ 'family.0': { $exists: false }, 'roles.0': { $exists: false }, 'sessions.0': { $exists: false } },
    })
  if (await PersonModel.exists({ _id: personId })) return 'kept'
  if (!(await isUsed(personId, now))) return 'undone'
  await create(record, step, resident, now)
  return 'kept'
}
