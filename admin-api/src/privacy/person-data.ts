import type { Types } from 'mongoose'
import type { ExportSection } from '@yike/shared/privacy/schemas'
import { instantInFull } from '@yike/shared/time/words'
import type { AnyModel } from '../any-model'

/** The id of a person, and those of the records that were merged into theirs. */
export type PersonIds = readonly Types.ObjectId[]

export type { ExportSection }
export type ExportEntry = ExportSection['entries'][number]

/** The end of something open, and the sentence that those concerned read. */
export interface Ending {
  cause: 'death' | 'erasure'
  reason: string
  now: Date
}

/**
 * The data of people in one domain: how it is shown to them, and how it is deleted. Each function may be called again
 * after a crash, and then finishes what is left.
 */
export interface PersonData {
  /** The models that it looks after. */
  models: readonly AnyModel[]
  /** Everything that these records say about the person, with headings in Chinese. */
  export(ids: PersonIds, now: Date): Promise<ExportSection[]>
  /** The open things that end with the account, in words. */
  endings?(ids: PersonIds, now: Date): Promise<{ what: string; items: string[] }[]>
  /** Things that a person who died has left for staff to see to, in words. */
  remains?(ids: PersonIds): Promise<string[]>
  /** Reasons why the account cannot be deleted now, each with the way out. */
  obstacles?(ids: PersonIds, now: Date): Promise<string[]>
  /** Ends what is open and notifies others. Called for every domain before the first one erases. */
  end?(ids: PersonIds, ending: Ending): Promise<void>
  /** Deletes the data, or takes the person out of records that others need. */
  erase(ids: PersonIds, now: Date): Promise<void>
}

/** A model that names people and is neither exported nor erased, with the reason. */
export interface KeptRecords {
  model: AnyModel
  why: string
}

/** Records that name, by id alone, staff who wrote them. */
export const writtenByStaff = (...models: readonly AnyModel[]): KeptRecords[] =>
  models.map((model) => ({ model, why: 'The ids of those who wrote it: an id names nobody once the account is gone.' }))

type Value = string | number | boolean | Date | null | undefined
const inWords = (value: NonNullable<Value>) =>
  value instanceof Date ? instantInFull(value) : typeof value === 'boolean' ? (value ? '是' : '否') : String(value)

/** One thing on record: its title and its facts, without the empty ones. */
export const entry = (title: string, facts: Readonly<Record<string, Value>>): ExportEntry => ({
  title,
  lines: Object.entries(facts).flatMap(([label, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ label, value: inWords(value) }],
  ),
})

/** A section; none where it has no entry. */
export const section = (title: string, entries: readonly ExportEntry[]): ExportSection[] =>
  entries.length > 0 ? [{ title, entries: [...entries] }] : []
