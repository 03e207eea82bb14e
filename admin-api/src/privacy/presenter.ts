import { DEATH_STATES, isDeathUndoable } from '@yike/shared/privacy/death'
import type { DeathPreview, DeathView, ErasureView } from '@yike/shared/privacy/schemas'
import { dayOf, toApiTime } from '@yike/shared/time/china'
import type { PreviewedDeath } from './death'
import type { Death } from './death-model'
import type { ErasurePreview } from './erasure'

export const presentErasure = ({ asked, ...effect }: ErasurePreview): ErasureView => ({
  asked: asked && {
    at: toApiTime(asked.askedAt),
    eraseOn: dayOf(asked.eraseAt),
    canTakeBack: asked.state === 'waiting',
  },
  ...effect,
})

export const presentDeath = (death: Death, now: Date): DeathView => ({
  id: String(death._id),
  personId: String(death.personId),
  name: death.name,
  diedOn: death.diedOn,
  state: { code: death.state, label: DEATH_STATES[death.state] },
  by: death.byName,
  at: toApiTime(death.at),
  can: { undo: isDeathUndoable(death, now) },
})

export const presentDeathPreview = ({ person, death, ...effect }: PreviewedDeath, now: Date): DeathPreview => ({
  person: { id: String(person._id), name: person.name },
  death: death && presentDeath(death, now),
  ...effect,
})
