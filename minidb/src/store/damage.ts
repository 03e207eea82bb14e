import { DatabaseError } from '../errors'
import { shownKey } from './keys'

/** A row that was not read as it was written. Names the collection and the document or the index. */
export class Damage extends DatabaseError {
  constructor(what: string) {
    super(8, 'UnknownError', `the data file is damaged: ${what} is not as it was written; npm run db:check tells more`)
    this.name = 'Damage'
  }
}

export const damagedDocument = (namespace: string, idKey: Buffer) =>
  new Damage(`the document ${shownKey(idKey)} of ${namespace}`)

export const damagedEntry = (namespace: string, index: string) =>
  new Damage(`an entry of index ${index} of ${namespace}`)
