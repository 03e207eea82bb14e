import { HOME_PROOFS, HOME_REQUEST_STATES } from '@yike/shared/people/home'
import type * as h from '@yike/shared/people/home-schemas'
import { compoundMeant } from '@yike/shared/territory/address'
import { toApiTime } from '@yike/shared/time/china'
import { presentPhoto } from '../files/store'
import { phoneLast4 } from '../sealed-values'
import type { CompoundArea } from '../territory/areas'
import type { HomeRequest } from './home-model'
import type { Person } from './model'
import { homeOf } from './sealed-facts'

type Compounds = readonly Pick<CompoundArea, '_id' | 'name'>[]

export const presentCompounds = (compounds: Compounds) => compounds.map(({ _id, name }) => ({ id: String(_id), name }))

export function presentHomeProof({ homeProof }: Pick<Person, 'homeProof'>, compounds: Compounds): h.MyHome['proof'] {
  if (!homeProof) return null
  const { way, at, compoundId } = homeProof
  const compound = compounds.find(({ _id }) => compoundId?.equals(_id))
  return {
    way: { code: way, label: HOME_PROOFS[way] },
    at: toApiTime(at),
    compound: compound ? { id: String(compound._id), name: compound.name } : null,
  }
}

export const presentMyHome = (
  person: Person,
  { last, why, compounds }: { last: HomeRequest | null; why: string | null; compounds: Compounds },
): h.MyHome => ({
  text: homeOf(person)?.text ?? null,
  proof: presentHomeProof(person, compounds),
  request: last && {
    state: { code: last.state, label: HOME_REQUEST_STATES[last.state] },
    reason: last.reason,
    sentAt: toApiTime(last.sentAt),
  },
  can: { send: why === null, withdraw: last?.state === 'open' },
})

export function presentHomeRequest(
  { _id, personId, home, photoIds, sentAt }: HomeRequest,
  { person, compounds }: { person: Pick<Person, 'name' | 'phone'> | undefined; compounds: Compounds },
  now: Date,
): h.HomeRequest {
  const text = homeOf({ home })?.text ?? ''
  const meant = compoundMeant(text, compounds)
  return {
    id: String(_id),
    person: { id: String(personId), name: person?.name ?? '', phoneLast4: phoneLast4(person?.phone ?? null) },
    home: text,
    photos: photoIds.map((id) => presentPhoto(id, now)),
    sentAt: toApiTime(sentAt),
    compounds: presentCompounds(compounds),
    compoundId: meant && String(meant._id),
  }
}
