import type { Types } from 'mongoose'
import {
  RESIDENT_FACTS,
  readResident,
  type ImportedResident,
  type ResidentFact,
} from '@yike/shared/people/resident-import'
import { dayOf } from '@yike/shared/time/china'
import { UNDER_WAY, runImportsOf } from '../files/import-run'
import { isDuplicate } from '../idempotency'
import type { Due } from '../jobs'
import { areasByIds } from '../territory/areas'
import { findAnew } from './find-anew'
import { personTokens } from './found-by'
import { compoundOf } from './home-proof'
import { isPersonInUse } from './me'
import { consentFor } from './minors'
import { PersonModel, type Person, type RealNameProof } from './model'
import { allMergeGuards, allPersonRecords } from './person-records'
import { haveAccounts } from './resolve-code'
import { factsOf, tableOf } from './resident-import'
import { registerProof } from './real-name'
import { sealFacts } from './sealed-facts'
import { ResidentImportModel, type ResidentImport, type ResidentStep } from './resident-import-model'

type State = ResidentStep['state']
const ALL_FACTS = Object.keys(RESIDENT_FACTS) as ResidentFact[]

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
        return step.kind === 'create' ? registerListed(record, step, resident, now) : complete(record, step, resident)
      }
    },
    takeBack(record) {
      const read = readerOf(record)
      return async (step) => {
        const resident = read(step)
        if (!resident) return 'kept'
        return step.kind === 'create' ? removeListed(record, step, resident, now) : restore(record, step, resident)
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

type Facts = Readonly<Record<ResidentFact, string | number | null>>

/** The proof of an address that a list of the office names. */
async function boundBy({ at, byId }: Bringer, { communityId }: Listed, { home }: ImportedResident) {
  if (home === null) return {}
  const compound = await compoundOf(communityId, home)
  return { homeProof: { way: 'register' as const, at, byId, compoundId: compound?._id ?? null } }
}

/** Facts as the record of a person stores them. */
function stored({ phone, birthYear, idLast4, home }: ImportedResident) {
  return { birthYear, ...sealFacts({ phone, idLast4, home: home === null ? null : { text: home, position: null } }) }
}

/** The condition that these facts of a record still are as they were read. */
const asRead = (person: Person, facts: readonly ResidentFact[]) =>
  Object.fromEntries(
    facts.map((fact) => (fact === 'birthYear' ? [fact, person[fact]] : [`${fact}.bytes`, person[fact]?.bytes ?? null])),
  )

/** Somebody whom a table names, and where they are registered. */
export type Listed = Pick<ResidentStep, 'personId' | 'communityId' | 'areas'>
/** The one who brought a table in, and when: what it says of somebody is said by them. */
type Bringer = Pick<ResidentImport, 'at' | 'byId'>

/** Somebody of a table, as their record begins. A number from a table was not seen by anybody: it stays unverified. */
async function newListed(record: Bringer, step: Listed, resident: ImportedResident, now: Date) {
  const { at, byId } = record
  const { personId, communityId, areas } = step
  return {
    ...{ _id: personId, name: resident.name, communityId, areas, ...stored(resident) },
    writtenDownBy: byId,
    ...consentFor(resident.birthYear, resident.guardian, { byId, at }),
    ...proved(registerProof(resident, { at, byId })),
    ...(await boundBy(record, step, resident)),
    createdAt: now,
  }
}

/** Registers somebody of a table. */
export async function registerListed(
  record: Bringer,
  step: Listed,
  resident: ImportedResident,
  now: Date,
): Promise<State> {
  if ((await areasByIds([step.communityId])).length === 0) return 'refused'
  try {
    await PersonModel.create(await newListed(record, step, resident, now))
  } catch (cause) {
    // Written before a crash.
    if (!isDuplicate(cause)) throw cause
  }
  return 'written'
}

/** Registers people of a table together. Their communities are there; those who are registered already stay as they are. */
export async function registerAllListed(
  record: Bringer,
  all: readonly { step: Listed; resident: ImportedResident }[],
  now: Date,
): Promise<void> {
  if (all.length === 0) return
  const people = await Promise.all(all.map(({ step, resident }) => newListed(record, step, resident, now)))
  const found = people.map((one) => ({ ...one, tokens: personTokens({ name: one.name, home: one.home ?? null }) }))
  try {
    await PersonModel.insertMany(found, { ordered: false })
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
}

const proved = (proof: RealNameProof | null) => (proof ? { realName: [proof] } : {})

const OF_REGISTER = { 'homeProof.way': { $in: ['register', null] } }
const NOTHING = { phone: null, birthYear: null, idLast4: null, home: null }

/**
 * Writes `set` where these facts of the record are those of `from`, and `also` holds. True when they are those of `to`
 * afterwards.
 */
async function exchange(
  { personId, facts = [] }: ResidentStep,
  [from, to]: readonly [Facts, Facts],
  also: object,
  set: object,
): Promise<boolean> {
  const read = () => PersonModel.findOne({ _id: personId, mergedInto: null }).lean<Person>()
  const agrees = (person: Person, wanted: Facts) => facts.every((fact) => factsOf(person)[fact] === wanted[fact])
  const before = await read()
  if (before && agrees(before, from))
    await PersonModel.updateOne({ _id: personId, mergedInto: null, ...asRead(before, facts), ...also }, { $set: set })
  const after = await read()
  if (!after || !agrees(after, to)) return false
  await findAnew(after)
  return true
}

const only = (facts: readonly ResidentFact[], values: object) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => facts.includes(name as ResidentFact)))
/** A number or an address that was verified since is the person's own. */
const asWritten = (facts: readonly ResidentFact[]) => ({
  ...unverified(facts),
  ...(facts.includes('home') ? OF_REGISTER : {}),
})
const taken = (facts: readonly ResidentFact[]) => ({
  ...only(facts, NOTHING),
  ...(facts.includes('home') ? { homeProof: null } : {}),
})
const unverified = (facts: readonly ResidentFact[]) => (facts.includes('phone') ? { phoneVerifiedAt: null } : {})

async function complete(record: ResidentImport, step: ResidentStep, resident: ImportedResident): Promise<State> {
  const { at, byId } = record
  const { facts = [], personId } = step
  const bound = facts.includes('home') ? await boundBy(record, step, resident) : {}
  const consent = facts.includes('birthYear') ? consentFor(resident.birthYear, resident.guardian, { byId, at }) : {}
  const set = { ...only(facts, stored(resident)), ...unverified(facts), ...bound, ...consent }
  if (!(await exchange(step, [NOTHING, resident], {}, set))) return 'refused'
  const proof = registerProof(resident, { at, byId })
  if (proof)
    await PersonModel.updateOne(
      { _id: personId, 'realName.level': { $ne: proof.level } },
      { $push: { realName: proof } },
    )
  return 'written'
}

async function restore({ at, byId }: ResidentImport, step: ResidentStep, resident: ImportedResident): Promise<State> {
  const { facts = [], personId } = step
  if (!(await exchange(step, [resident, NOTHING], asWritten(facts), taken(facts)))) return 'kept'
  await PersonModel.updateOne({ _id: personId }, { $pull: { realName: { level: 'register', at, byId } } })
  return 'undone'
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
 * Removes somebody whom an import registered and nobody has changed, helped or used since. Where something was put on
 * record of them at the same moment, they are registered again.
 */
export async function removeListed(
  record: Bringer,
  step: Listed,
  resident: ImportedResident,
  now: Date,
): Promise<State> {
  const { personId } = step
  const person = await PersonModel.findById(personId).lean<Person>()
  const isAsWritten = person && ALL_FACTS.every((fact) => factsOf(person)[fact] === resident[fact])
  if (isAsWritten && !(await isUsed(personId, now)))
    await PersonModel.deleteOne({
      ...{ _id: personId, name: resident.name, ...asRead(person, ALL_FACTS) },
      ...{ phoneVerifiedAt: null, helped: null, mergedInto: null, claimedBy: null },
      ...{ 'realName.level': { $nin: ['counter', 'service'] }, ...OF_REGISTER },
      ...{ 'family.0': { $exists: false }, 'roles.0': { $exists: false }, 'sessions.0': { $exists: false } },
    })
  if (await PersonModel.exists({ _id: personId })) return 'kept'
  if (!(await isUsed(personId, now))) return 'undone'
  await registerListed(record, step, resident, now)
  return 'kept'
}
