import type { SessionState } from '@yike/shared/cases/sessions'
import type { PlanSession, RecordSession } from '@yike/shared/cases/session-schemas'
import { AppError } from '@yike/shared/errors'
import { toApiTime } from '@yike/shared/time/china'
import { instantInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import { Schema, type Model, type SchemaDefinition, type Types } from 'mongoose'
import type { AnyModel } from '../any-model'
import { orNotFound, type CallContext } from '../http/policy'
import { IdemSchema, idemOf, isDuplicate, replayed, withIdem, type Idem } from '../idempotency'
import { notify, type Notification } from '../messages/notify'
import { OutboxSchema, withOutbox, type OutboxEntry } from '../messages/outbox'
import { openedWords, sealedAs, sealedField } from '../sealed-values'
import { openValue, sealValue, type SealedValue } from '../sealing'

type Id = Types.ObjectId

/** A session with people of a confidential case. Its place and its notes are sealed. */
export interface CaseSession {
  _id: Id
  caseId: Id
  at: Date
  place: SealedValue<string>
  state: SessionState
  notes: SealedValue<string> | null
  outbox: OutboxEntry[]
  idem: Idem
}

/** The schema of the sessions of one kind; `own`: the fields that only this kind has. */
export function sessionSchema(own: SchemaDefinition = {}) {
  const schema = new Schema(
    {
      caseId: { type: Schema.Types.ObjectId, required: true },
      at: { type: Date, required: true },
      place: sealedField,
      state: { type: String, required: true },
      notes: sealedField,
      outbox: { type: [OutboxSchema], default: [] },
      idem: { type: IdemSchema, required: true },
      ...own,
    },
    { autoIndex: false, versionKey: false },
  )
  schema.index({ caseId: 1, at: 1 })
  withIdem(schema)
  withOutbox(schema)
  return schema
}
export const sealedOfSession = (sessions: AnyModel) => [
  sealedAs(sessions, 'place', 'words'),
  sealedAs(sessions, 'notes', 'words'),
]

/** The sessions of a case in the order of their time. */
export const sessionsOf = <Session extends CaseSession>(sessions: Model<Session>, caseId: Id) =>
  (sessions as AnyModel).find({ caseId }).sort({ at: 1 }).lean<Session[]>()

export const presentNext = ({ _id, at, place }: CaseSession) => ({
  id: String(_id),
  at: toApiTime(at),
  place: openValue('words', place),
})

/** The part of a step that differs from kind to kind: its own fields of the session, and the people who are told. */
interface Step<Session> {
  fields?: Partial<Omit<Session, keyof CaseSession>>
  message: Notification
}

/**
 * Plans a session, as the rules of its kind allow it; `when`: its time in words. The same call repeated changes nothing,
 * and asks the rules no more.
 */
export async function planSession<Session extends CaseSession>(
  sessions: Model<Session>,
  caseId: Id,
  { actor, key, now, input }: CallContext & { input: z.output<typeof PlanSession> },
  rules: (when: string) => Promise<Step<Session>> | Step<Session>,
): Promise<void> {
  const idem = idemOf(actor.personId, key, input)
  if (await replayed(sessions, idem)) return
  const at = new Date(input.at)
  const { fields, message } = await rules(instantInText(at))
  const planned = { caseId, at, place: sealValue('words', input.place), state: 'planned', idem, ...fields }
  const outbox = notify(message, now).$push.outbox.$each
  await (sessions as AnyModel).create({ ...planned, outbox }).catch((cause: unknown) => {
    if (!isDuplicate(cause)) throw cause
  })
}

type Recorded<Session> = Step<Session> & { maySayAgain: boolean }

/**
 * Writes down how a session went, or cancels it: once, so that of two writers one wins, and the other gets CONFLICT.
 * The same words sent again change nothing where the rules say `maySayAgain`, as by a phone that lost the answer.
 */
export async function recordSession<Session extends CaseSession>(
  sessions: Model<Session>,
  caseId: Id,
  { input, now }: { input: z.output<typeof RecordSession>; now: Date },
  rules: (session: Session, when: string) => Promise<Recorded<Session>> | Recorded<Session>,
): Promise<void> {
  const records: AnyModel = sessions
  const session = orNotFound(await records.findOne({ _id: input.sessionId, caseId }).lean<Session>())
  const { fields, message, maySayAgain } = await rules(session, instantInText(session.at))
  const state: SessionState = input.held ? 'held' : 'cancelled'
  const notes = input.notes ? sealValue('words', input.notes) : null
  const { modifiedCount } = await records.updateOne(
    { _id: session._id, state: 'planned' },
    { $set: { state, notes, ...fields }, ...notify(message, now) },
  )
  if (modifiedCount > 0) return
  const before = maySayAgain && (await records.findById(session._id).lean<Session>())
  if (before && before.state === state && (openedWords(before.notes) ?? '') === input.notes) return
  throw new AppError('CONFLICT', '这一次刚刚有同事记过了。您写的还在，对一对再说。')
}
