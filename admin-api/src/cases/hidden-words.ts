import { isTitledByKind } from '@yike/shared/cases/kinds'
import { REPORT_PART_CODES, REPORT_PARTS, standsIn, withoutHidden } from '@yike/shared/cases/hidden-words'
import type { HideCaseWords, OriginalWords } from '@yike/shared/cases/hidden-word-schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import { record } from '../audit/record'
import { authorize, type Actor, type CallContext } from '../http/policy'
import { stableId } from '../idempotency'
import { openValue, sealValue, type SealedValue } from '../sealing'
import { WHAT } from './event-words'
import { fieldsOf } from './hidden-marks'
import { HiddenWordsModel, type HiddenWords } from './hidden-words-model'
import { takeBackLesson } from './lessons'
import { CaseSaidModel, CaseWordsModel, type CaseRecord, type CaseSaid, type CaseWords } from './model'
import { casePolicy } from './policy'
import { openedWords, placeOf, sealWords } from './sealed-words'
import { namedReporters } from './show-staff'
import { loadVisible } from './staff-steps'
import { takeStep } from './take-step'

/*
 * Words of a case that nobody but their author reads any more. The text in the record of the case is replaced by what is
 * left of it, so that every reader, search, message and export gets that one, and none is forgotten. The text as it was is
 * kept sealed beside it. A change is written in two steps, each of which may be repeated:
 *
 * 1. The record of the hidden words takes the passages, under the number of a new round.
 * 2. The text is written from it, unless a later round has written it.
 */

type Id = Types.ObjectId
type Part = HiddenWords['part']
/** A text of a case as everybody reads it. `seq` is the step that it was said with; null for the report. */
interface Shown {
  heldBy: Id
  part: Part
  seq: number | null
  text: string
}

const openedText = (text: SealedValue<string>) => openValue('words', text)
const openedPassages = ({ passages }: HiddenWords) => openValue<readonly string[]>('words', passages)
const isHiding = (one: HiddenWords) => one.whole || openedPassages(one).length > 0

const partsOf = (words: CaseWords): Record<(typeof REPORT_PART_CODES)[number], string> => ({
  title: words.title,
  description: openedWords(words.description),
  address: placeOf(words).address ?? '',
})

/** The texts of a case that can be hidden. A title that its kind gives says nothing, and a note is for the office alone. */
async function shownOf(c: CaseRecord): Promise<Shown[]> {
  const spoken = c.events.filter(({ kind, reason }) => reason && kind !== 'office_noted')
  const [words, said] = await Promise.all([
    CaseWordsModel.findById(c._id).lean<CaseWords>(),
    CaseSaidModel.find({ _id: { $in: spoken.map(({ reason }) => reason!) } }).lean<CaseSaid[]>(),
  ])
  const report = words
    ? REPORT_PART_CODES.filter((part) => part !== 'title' || !isTitledByKind(c.kind)).map((part) => ({
        ...{ heldBy: c._id, part, seq: null, text: partsOf(words)[part] },
      }))
    : []
  const steps = said.map(({ _id, text }) => ({
    ...{ heldBy: _id, part: 'text' as const, seq: spoken.find(({ reason }) => reason!.equals(_id))!.seq },
    text: openedWords(text),
  }))
  return [...report, ...steps].filter(({ text }) => text !== '')
}

/** Writes what is left of a text, unless a later round did. Where its record was deleted, so is the original. */
async function writeShown(hidden: HiddenWords) {
  const { _id, heldBy, part, round, whole } = hidden
  const text = withoutHidden(openedText(hidden.original), { passages: openedPassages(hidden), whole })
  const mark = { [`hidden.${part}`]: { round, on: isHiding(hidden) } }
  const older = { [`hidden.${part}.round`]: { $not: { $gte: round } } }
  const filter = { _id: heldBy, ...older }
  if (part === 'text') await CaseSaidModel.updateOne(filter, { $set: { text: sealWords(text), ...mark } })
  else await CaseWordsModel.updateOne(filter, { $set: { ...fieldsOf(part, text), ...mark } })
  const isThere = part === 'text' ? CaseSaidModel.exists({ _id: heldBy }) : CaseWordsModel.exists({ _id: heldBy })
  if (!(await isThere)) await HiddenWordsModel.deleteOne({ _id })
}

/** Changes what is hidden of a text, whatever others hide of it meanwhile. */
async function change(
  c: CaseRecord,
  { heldBy, part, text }: Pick<Shown, 'heldBy' | 'part' | 'text'>,
  next: (before: HiddenWords) => { passages: readonly string[]; whole: boolean },
  { now, tap }: { now: Date; tap: Id | null },
) {
  const _id = stableId('hidden words', heldBy, part)
  const first = { caseId: c._id, heldBy, part, original: sealValue('words', text), whole: false, round: 0, at: now }
  const nothing = { ...first, passages: sealValue('words', [] as readonly string[]) }
  await HiddenWordsModel.updateOne({ _id }, { $setOnInsert: nothing }, { upsert: true })
  for (;;) {
    const before = await HiddenWordsModel.findById(_id).lean<HiddenWords>()
    // Deleted in this moment, with the text.
    if (!before) return
    const { passages, whole } = next(before)
    const after = await HiddenWordsModel.findOneAndUpdate(
      { _id, round: before.round },
      { $set: { passages: sealValue('words', passages), whole, round: before.round + 1, tap, at: now } },
      { returnDocument: 'after' },
    ).lean<HiddenWords>()
    if (after) return writeShown(after)
  }
}

/** The texts that a request hides something of, and whether the whole. */
function chosen(shown: readonly Shown[], { passages, parts, steps }: z.output<typeof HideCaseWords>) {
  const isWhole = ({ part, seq }: Shown) =>
    seq === null ? parts.some((one) => one === part) : steps.some((one) => one === seq)
  return shown
    .filter((one) => isWhole(one) || withoutHidden(one.text, { passages, whole: false }) !== one.text)
    .map((one) => ({ one, whole: isWhole(one) }))
}

/** Refuses a passage that stands in none of the texts, by name, and a request that hides nothing. */
function refuseLost(shown: readonly Shown[], input: z.output<typeof HideCaseWords>) {
  const lost = input.passages.find((passage) => !shown.some(({ text }) => standsIn(text, passage)))
  if (lost !== undefined)
    throw new AppError('INVALID_INPUT', undefined, {
      fields: { passages: [`这件的原话里没有“${lost}”，照着原话选，一个字也别差`] },
    })
  if (chosen(shown, input).length === 0)
    throw new AppError('INVALID_INPUT', undefined, { fields: { passages: ['选要隐去的字，或者勾要整段隐去的'] } })
}

const rulesFor = (actor: Actor, isPermitted: (c: CaseRecord) => boolean) => ({
  // Of two writes at once, the one that forgets the reporter and this one, this one is refused or forgotten.
  filter: { $and: [casePolicy.reached(actor), { erasedAt: { $exists: false } }] },
  isOpen: (c: CaseRecord) => casePolicy.opens(actor, c) && isPermitted(c),
  isPermitted: (c: CaseRecord) => casePolicy.opens(actor, c) && isPermitted(c),
})
const WORDLESS = { text: '', photoIds: [] }
/** The words that are left teach the suggestions anew. */
const TEACHES_ANEW = { lessonOver: false, lessonDue: true }

/** See `hideCaseWords`. */
export function hideCaseWords(call: CallContext, input: z.output<typeof HideCaseWords>) {
  const { actor, key, now } = call
  const tap = key ? stableId(actor.personId, key, input.id) : null
  // Another step in between has it tried again, when its passages stand nowhere any more.
  let isBegun = false
  return takeStep(
    call,
    { id: input.id },
    rulesFor(actor, (c) => casePolicy.redact(actor, c)),
    async (c) => {
      const shown = await shownOf(c)
      isBegun ||= tap !== null && (await HiddenWordsModel.exists({ caseId: c._id, tap })) !== null
      if (!isBegun) refuseLost(shown, input)
      isBegun = true
      await takeBackLesson(c._id, now)
      for (const { one, whole } of chosen(shown, input)) {
        const next = (before: HiddenWords) => ({
          passages: [...new Set([...openedPassages(before), ...input.passages])],
          whole: before.whole || whole,
        })
        await change(c, one, next, { now, tap })
      }
      return {
        ...{ moves: [{ kind: 'words_hidden', visibleTo: 'office' }], said: WORDLESS, notifications: [] },
        set: TEACHES_ANEW,
      }
    },
  )
}

/** See `unhideCaseWords`. */
export const unhideCaseWords = (call: CallContext, { id }: { id: string }) =>
  takeStep(
    call,
    { id },
    rulesFor(call.actor, (c) => casePolicy.seeOriginal(call.actor, c)),
    async (c) => {
      await takeBackLesson(c._id, call.now)
      for (const { heldBy, part } of await HiddenWordsModel.find({ caseId: c._id }).lean<HiddenWords[]>())
        await change(c, { heldBy, part, text: '' }, () => ({ passages: [], whole: false }), {
          now: call.now,
          tap: null,
        })
      return {
        ...{ moves: [{ kind: 'words_unhidden', visibleTo: 'office' }], said: WORDLESS, notifications: [] },
        set: TEACHES_ANEW,
      }
    },
  )

const ORDER: readonly string[] = Object.values(REPORT_PARTS)
/** See `showOriginalWords`. It is on record before the words leave. */
export async function originalWords(actor: Actor, { id }: { id: string }, now: Date) {
  const c = await loadVisible(actor, id)
  authorize(casePolicy.seeOriginal(actor, c))
  const hidden = (await HiddenWordsModel.find({ caseId: c._id }).lean<HiddenWords[]>()).filter(isHiding)
  await record([{ kind: 'read', act: 'original words', actor, people: namedReporters([c]), facts: { id } }], now)
  const rows = hidden.flatMap(({ heldBy, part, original }): z.output<typeof OriginalWords>['items'] => {
    const text = openedText(original)
    if (part !== 'text') return [{ label: REPORT_PARTS[part], seq: null, text }]
    const event = c.events.find(({ reason }) => reason?.equals(heldBy))
    return event ? [{ label: WHAT[event.kind], seq: event.seq, text }] : []
  })
  // Those of the report first, as its page shows them.
  const order = (row: (typeof rows)[number]) => row.seq ?? ORDER.indexOf(row.label) - ORDER.length
  return rows.sort((a, b) => order(a) - order(b))
}
