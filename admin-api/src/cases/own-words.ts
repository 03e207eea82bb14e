import type { ReportPart } from '@yike/shared/cases/hidden-words'
import type { Types } from 'mongoose'
import { openValue } from '../sealing'
import type { DescribedCase, TalkedCase } from './describe'
import { fieldsOf, isMarked } from './hidden-marks'
import { HiddenWordsModel, type HiddenWords } from './hidden-words-model'
import type { CaseSaid, CaseWords } from './model'
import { sealWords } from './sealed-words'

const nameOf = (heldBy: Types.ObjectId, part: HiddenWords['part']) => `${String(heldBy)} ${part}`

/** The originals of the texts that these records hold, by the record and the part. */
async function originalsIn(heldBy: readonly Types.ObjectId[]): Promise<ReadonlyMap<string, string>> {
  if (heldBy.length === 0) return new Map()
  const rows = await HiddenWordsModel.find({ heldBy: { $in: heldBy } }).lean<HiddenWords[]>()
  return new Map(rows.map((one) => [nameOf(one.heldBy, one.part), openValue<string>('words', one.original)]))
}

function asWritten(words: CaseWords, originals: ReadonlyMap<string, string>): CaseWords {
  const own = (part: ReportPart) => {
    const text = words.hidden?.[part]?.on ? originals.get(nameOf(words._id, part)) : undefined
    return text === undefined ? {} : fieldsOf(part, text)
  }
  return { ...words, ...own('title'), ...own('description'), ...own('address') }
}

/** Reports as their reporter wrote them, hidden from others or not. */
export async function asReported<One extends Pick<DescribedCase, 'words'>>(cases: readonly One[]): Promise<One[]> {
  const originals = await originalsIn(
    cases.flatMap(({ words }) => (words && isMarked(words.hidden) ? [words._id] : [])),
  )
  return cases.map((one) => (one.words ? { ...one, words: asWritten(one.words, originals) } : one))
}

/** Words that were said with a step, as their author said them. */
export async function asSaid(said: readonly CaseSaid[]): Promise<CaseSaid[]> {
  const originals = await originalsIn(said.flatMap(({ _id, hidden }) => (isMarked(hidden) ? [_id] : [])))
  return said.map((one) => {
    const text = originals.get(nameOf(one._id, 'text'))
    return text === undefined ? one : { ...one, text: sealWords(text) }
  })
}

/** A case as its reporter reads it: their own words whole, those of others as everybody reads them. */
export async function asItsReporterReads(c: TalkedCase): Promise<TalkedCase & { ownWordsHidden: boolean }> {
  const { reporterId, events } = c.record
  const theirs = events.flatMap(({ actor, reason }) => (reason && reporterId?.equals(actor) ? [reason] : []))
  const own = theirs.flatMap((id) => c.said.get(String(id)) ?? [])
  const [[report], said] = await Promise.all([asReported([c]), asSaid(own)])
  return {
    ...report!,
    said: new Map([...c.said, ...said.map((one) => [String(one._id), one] as const)]),
    ownWordsHidden: [c.words, ...own].some((one) => isMarked(one?.hidden)),
  }
}
