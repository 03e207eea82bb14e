import type { ChangePerson } from '@yike/shared/people/schemas'
import type { z } from '@yike/shared/zod'
import { authorize, type Actor } from '../http/policy'
import { recordAccess } from './access-log'
import { visiblePerson } from './counter'
import { findAnew } from './find-anew'
import { personById } from './me'
import { consentFor } from './minors'
import { PersonModel } from './model'
import { personPolicy } from './policy'
import { homeOf, sealFacts } from './sealed-facts'

const FIELDS = { name: '姓名', birthYear: '出生年份', home: '住址', idLast4: '身份证后四位', phone: '电话' } as const

/**
 * Staff correct what is on record of somebody. A number is only taken out here; a new one is verified
 * (`verifyPhone`), and a year of birth under 14 comes with the guardian's consent unless it is on record. The person
 * reads who changed what.
 */
export async function changePerson(
  actor: Actor,
  { personId, home, idLast4, guardian, ...fields }: z.output<typeof ChangePerson>,
  now: Date,
): Promise<void> {
  const person = await visiblePerson(actor, personId)
  authorize(personPolicy.edit(actor, person))
  const set: Record<string, unknown> = {
    ...fields,
    ...sealFacts({ idLast4 }),
    ...(fields.phone === null ? { phoneVerifiedAt: null } : {}),
    // The position of another address is not known yet.
    ...(home === undefined || home === (homeOf(person)?.text ?? null)
      ? {}
      : { ...sealFacts({ home: home === null ? null : { text: home, position: null } }), homeProof: null }),
  }
  const changed = Object.keys(FIELDS).filter((field) => field in set) as (keyof typeof FIELDS)[]
  if (changed.length === 0) return
  const isOtherYear = fields.birthYear !== undefined && fields.birthYear !== person.birthYear
  if (isOtherYear && !person.guardianConsent)
    Object.assign(set, consentFor(fields.birthYear, guardian, { byId: actor.personId, at: now }))
  const words = `改了${changed.map((field) => FIELDS[field]).join('、')}`
  await recordAccess(actor, [person._id], { what: 'edit', reason: 'person', words }, now)
  await PersonModel.updateOne({ _id: person._id }, { $set: set })
  // The family reads the name beside the relation.
  if (fields.name)
    await PersonModel.updateMany(
      { 'family.personId': person._id },
      { $set: { 'family.$[own].name': fields.name } },
      { arrayFilters: [{ 'own.personId': person._id }] },
    )
  await findAnew(await personById(person._id))
}
