import { isStep } from '@yike/shared/cases/events'
import { Types, type QueryFilter } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { authorize, orNotFound, type CallContext } from '../http/policy'
import { stableId } from '../idempotency'
import { append, keepSaid, type CaseNotification, type NewEvent, type Said } from './append'
import { CaseModel, CaseSaidModel, type CaseRecord } from './model'

/** The case that a step is taken with, as its actor read it. */
export interface Asked {
  id: string
  /** Absent where the step may be taken whatever happened meanwhile. */
  seq?: number
}

/** A step as it is written: its events, the words said with it, and its notifications. */
export interface Effect {
  moves: NewEvent[]
  said: Said
  notifications: CaseNotification[]
  /** Fields of the case that change with it, and the community that does not have it any more. */
  set?: Partial<CaseRecord>
  left?: Types.ObjectId
}

/** The rules of one step for one actor: the cases they reach, whether it is open now, and whether it ever is theirs. */
export interface StepRules {
  filter: QueryFilter<CaseRecord>
  isOpen(c: CaseRecord): boolean
  isPermitted(c: CaseRecord): boolean
  /** The step puts the case out of the actor's reach: sent again it is answered all the same. */
  leaves?: boolean
}

/** Whether somebody took a step since the actor read the case. */
const hasMoved = ({ seq, events }: CaseRecord, { seq: read }: Asked) =>
  read !== undefined && (seq < read || events.some((event) => event.seq > read && isStep(event.kind)))

/**
 * One step: refused with its own reason where it may not be now. The same tap sent again, because its answer was lost on
 * the way out of a stairwell, does nothing and is answered with the case as it is. The slower of two people gets
 * CASE_MOVED.
 */
export async function takeStep(
  { actor, now, key }: CallContext,
  asked: Asked,
  rules: StepRules,
  effectOn: (c: CaseRecord) => Effect | Promise<Effect>,
): Promise<CaseRecord> {
  const load = async (id: string | Types.ObjectId) =>
    CaseModel.findOne({ $and: [rules.filter, { _id: id }] }).lean<CaseRecord>()
  const found = await load(asked.id)
  // The id under which the words of the step are kept: the same for every try of one tap; null where no key came.
  const words = key ? stableId(actor.personId, key, asked.id) : null
  const isTaken = (c: CaseRecord | null) => words !== null && c?.events.some(({ reason }) => reason?.equals(words))
  const left = !found && words && rules.leaves ? { _id: asked.id, 'events.reason': words } : null
  const wordsId = words ?? new Types.ObjectId()
  for (let c = orNotFound(found ?? (left && (await CaseModel.findOne(left).lean<CaseRecord>()))); ;) {
    if (isTaken(c)) return c
    if (hasMoved(c, asked)) throw new AppError('CASE_MOVED')
    if (!rules.isOpen(c)) {
      authorize(rules.isPermitted(c))
      throw new AppError('CASE_STEP_NOT_ALLOWED')
    }
    const { moves, said, notifications, set, left } = await effectOn(c)
    const isSaid = said.text !== '' || said.photoIds.length > 0
    const reason = isSaid || words ? await keepSaid({ actor, now }, c._id, said, wordsId) : null
    const after = await append({ actor, now, filter: rules.filter, reason, set, left }, c, moves, notifications)
    if (after) return after
    // Either another try of this tap, an alert that was sent at this moment, or somebody else was quicker.
    const next = await load(c._id)
    if (next && (isTaken(next) || !hasMoved(next, asked))) {
      c = next
      continue
    }
    if (reason) await CaseSaidModel.deleteOne({ _id: reason })
    throw new AppError('CASE_MOVED')
  }
}
