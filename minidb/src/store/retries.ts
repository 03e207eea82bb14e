import { Long } from 'bson'
import { decode, decodeFields, encode } from '../query/bson'
import { DatabaseError } from '../errors'
import { toNumber, type Doc } from '../query/values'
import type { Table } from './table'

/** Names one retryable write: the session's id and the number it gave the write. */
export interface RetryKey {
  session: Buffer
  number: bigint
}

const NUMBER = new Set(['number'])
const KEPT_MS = 30 * 60_000

/**
 * Answers of retryable writes by session, stored in the same transaction as the write: a write that a driver sends
 * again is answered from here, also after a restart. A session has one write under way: its last answer is enough.
 */
export class Retries {
  constructor(
    readonly records: Table,
    readonly put: (key: Buffer, value: Buffer) => void,
  ) {}

  answerTo({ session, number }: RetryKey): Doc | undefined {
    const raw = this.records.get(session)
    if (!raw) return undefined
    const last = (decodeFields(raw, NUMBER).number as Long).toBigInt()
    if (last > number)
      throw new DatabaseError(225, 'TransactionTooOld', `the write ${number} is older than ${last} of its session`)
    return last === number ? (decode(raw).reply as Doc) : undefined
  }

  keep({ session, number }: RetryKey, reply: Doc, now: Date) {
    this.put(session, encode({ number: Long.fromBigInt(number), at: Long.fromNumber(now.getTime()), reply }))
  }

  /** Keys of answers that nobody can ask for any more. */
  expired(now: Date): Buffer[] {
    const keys: Buffer[] = []
    for (const { key, value } of this.records.rows())
      if (now.getTime() - toNumber(decode(value).at) > KEPT_MS) keys.push(key)
    return keys
  }
}
