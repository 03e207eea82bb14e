import type { NoteCase } from '@yike/shared/cases/note-schemas'
import { CASE_KINDS } from '@yike/shared/cases/kinds'
import { shownNumber } from '@yike/shared/cases/number'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import type { Actor, CallContext } from '../http/policy'
import { awayNow } from '../office/away'
import { peopleByIds, staffOver } from '../people/me'
import type { CaseNotification } from './append'
import { CaseWordsModel, type CaseRecord } from './model'
import { casePolicy, isSecret } from './policy'
import { loadVisible } from './staff-steps'
import { takeStep } from './take-step'

/** The colleagues who read the notes of a case, without the actor, by name; and whether each is on leave. */
export async function noteReaders(actor: Actor, id: string, now: Date) {
  const c = await loadVisible(actor, id)
  const people = await readersOf(c)
  const isAway = await awayNow(
    people.map(({ _id }) => _id),
    now,
  )
  return people
    .filter(({ _id }) => !_id.equals(actor.personId))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'))
    .map((person) => ({ person, isAway: isAway(person._id) }))
}

/** Everybody who sees a case: the staff over its areas, and the one who has it. */
async function readersOf(c: CaseRecord) {
  const people = [...(await staffOver(c.areas)), ...(await peopleByIds(c.assigneeId ? [c.assigneeId] : []))]
  const once = new Map(people.map((person) => [String(person._id), person]))
  return [...once.values()].filter((person) => person.roles.length > 0 && casePolicy.reads(person, c))
}

/** The colleagues whom a note names; INVALID_INPUT names one who does not see the case, and would learn of it. */
async function mentioned(c: CaseRecord, ids: readonly string[]): Promise<Types.ObjectId[]> {
  const chosen = new Set(ids)
  if (chosen.size === 0) return []
  const readers = (await readersOf(c)).map(({ _id }) => _id).filter((reader) => chosen.has(String(reader)))
  if (readers.length === chosen.size) return readers
  const lost = await peopleByIds([...chosen].filter((one) => !readers.some((reader) => String(reader) === one)))
  const who = lost.map(({ name, roles }) => (roles.length > 0 ? name : '有一位')).join('、') || '有一位'
  throw new AppError('INVALID_INPUT', undefined, { fields: { mentions: [`${who}看不到这一件，去掉再存`] } })
}

/**
 * The message for those who are named. It says where the note is and not what it says: messages are kept unsealed, and
 * they are shown on the lock screen of a phone. A secret case is named by its kind.
 */
async function toMentioned(actor: Actor, c: CaseRecord, recipients: Types.ObjectId[]): Promise<CaseNotification[]> {
  if (recipients.length === 0) return []
  const words = isSecret(c) ? null : await CaseWordsModel.findById(c._id, { title: 1 }).lean()
  return [
    {
      ...{ kind: 'case_mentioned', to: 'office', recipients },
      title: `${actor.name}在备注里提到您：${words?.title ?? CASE_KINDS[c.kind].label}`,
      body: `编号 ${shownNumber(c.number)}，打开这件看备注。`,
    },
  ]
}

/**
 * Writes a note for the colleagues who see the case. It is no step: it is written whatever others did meanwhile, and
 * nobody else's step waits for it. Each colleague whom it names gets one message, written with the event.
 */
export const noteCase = (call: CallContext, { id, text, mentions }: z.output<typeof NoteCase>) =>
  takeStep(
    call,
    { id },
    {
      // Of two writes at once, the one that forgets the reporter and the note, the note is refused or forgotten.
      filter: { $and: [casePolicy.visible(call.actor), { erasedAt: { $exists: false } }] },
      isOpen: (c) => casePolicy.opens(call.actor, c),
      isPermitted: (c) => casePolicy.opens(call.actor, c),
    },
    async (c) => {
      const named = await mentioned(c, mentions)
      return {
        moves: [{ kind: 'office_noted', visibleTo: 'office', ...(named.length > 0 ? { mentions: named } : {}) }],
        said: { text, photoIds: [] },
        notifications: await toMentioned(call.actor, c, named),
      }
    },
  )
