import type { Vitals } from '@yike/shared/visits/schemas'
import { rewrap, seal, unsealIfPossible } from '../sealing'
import type { Visit } from './model'

/** A report's notes on somebody's health: sealed in the record, opened where they are shown. */
export interface Health {
  vitals: Vitals | null
  note: string
}

const ownerOf = ({ _id }: Pick<Visit, '_id'>) => `visit:${String(_id)}`

export const sealHealth = (visit: Pick<Visit, '_id'>, health: Health) => seal(ownerOf(visit), health)

/** Empty where nothing was written, or where the secret it was sealed with is gone. */
export const healthOf = (visit: Visit | null): Health =>
  (visit?.sealed && unsealIfPossible<Health>(ownerOf(visit), visit.sealed)) ?? { vitals: null, note: '' }

export const rewrapHealth = (visit: Visit) => rewrap(ownerOf(visit), visit.sealed!)
