import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { ImportState } from '@yike/shared/files/import-states'
import type { AnyModel } from '../any-model'
import { underLock } from '../lock'

/** The effect of one row of a confirmed import, and afterwards its result. */
export interface ImportStep {
  /** Index among the rows of the file. */
  at: number
  kind: 'create' | 'merge'
  state: 'waiting' | 'written' | 'refused' | 'undone' | 'kept'
}
type StepState = ImportStep['state']

interface ImportRecord<Step extends ImportStep> {
  _id: Types.ObjectId
  state: ImportState
  steps: Step[]
}

/** The way an import writes a row and takes it back. Each repeats without a second effect. */
export interface ImportRun<Step extends ImportStep, Record extends ImportRecord<Step>> {
  model: AnyModel
  /** Rows of one note of the progress that are written at once: those of different records. One by one where it is absent. */
  atOnce?: number
  /** Before some rows are written: notes what the undo needs. */
  prepare?(record: Record, chunk: readonly { step: Step; index: number }[]): Promise<void>
  /** Called once for a record of which rows are waiting: the reading that its steps share. */
  write(record: Record): (step: Step) => Promise<StepState>
  takeBack(record: Record): (step: Step) => Promise<StepState>
  /** Writes all new records of a chunk together, in a few commands; the results are in the order of the steps. */
  createMany?(record: Record): (steps: readonly Step[]) => Promise<StepState[]>
  /** The same for taking new records back. */
  takeBackMany?(record: Record): (steps: readonly Step[]) => Promise<StepState[]>
}

/** Rows that are created together. */
const CHUNK = 100
/**
 * The most notes of the progress of one import. Each note writes the import anew, with all its rows: a file of 20,000 rows
 * would otherwise be written 200 times. After a crash the rows since the last note are written again, to no other effect.
 */
const NOTES = 20

/** One way through the steps of an import: from a state of theirs, to the end of all. */
interface Acting<Step> {
  from: 'waiting' | 'written'
  end: ImportState
  act(step: Step): Promise<StepState>
  createMany: ((steps: readonly Step[]) => Promise<StepState[]>) | undefined
}

/** Imports that are being written or taken back. */
export const UNDER_WAY: { state: { $in: ImportState[] } } = { state: { $in: ['writing', 'undoing'] } }

/** A round of a job: writes confirmed imports and takes undone ones back. After a crash it resumes where the notes end. */
export async function runImportsOf<Step extends ImportStep, Record extends ImportRecord<Step>>(
  run: ImportRun<Step, Record>,
) {
  const { model } = run
  const waiting = await model.find(UNDER_WAY, { _id: 1 }).lean<{ _id: Types.ObjectId }[]>()
  for (const { _id } of waiting)
    await underLock(`${model.collection.name}:${String(_id)}`, async () => {
      const record = await model.findById(_id).lean<Record>()
      if (record?.state === 'writing') {
        const createMany = run.createMany?.(record)
        await runSteps(run, record, { from: 'waiting', end: 'done', act: run.write(record), createMany })
      }
      if (record?.state === 'undoing')
        await runSteps(run, record, {
          from: 'written',
          end: 'undone',
          act: run.takeBack(record),
          createMany: run.takeBackMany?.(record),
        })
    })
  return waiting.length
}

async function runSteps<Step extends ImportStep, Record extends ImportRecord<Step>>(
  { model, prepare, atOnce = 1 }: ImportRun<Step, Record>,
  record: Record,
  { from, end, act, createMany }: Acting<Step>,
) {
  const { _id, steps } = record
  const open = steps.map((step, index) => ({ step, index })).filter(({ step }) => step.state === from)
  const rowsOfNote = Math.max(CHUNK, Math.ceil(open.length / NOTES))
  for (let start = 0; start < open.length; start += rowsOfNote) {
    const chunk = open.slice(start, start + rowsOfNote)
    if (from === 'waiting') await prepare?.(record, chunk)
    const notes: { [path: string]: StepState } = {}
    // The rows that are taken back are counted again once for all of them.
    const size = from === 'written' ? rowsOfNote : CHUNK
    const created = createMany ? chunk.filter(({ step }) => step.kind === 'create') : []
    for (let at = 0; at < created.length; at += size) {
      const together = created.slice(at, at + size)
      const states = await createMany!(together.map(({ step }) => step))
      for (const [n, { index }] of together.entries()) notes[`steps.${index}.state`] = states[n]!
    }
    const left = chunk.filter((one) => !created.includes(one)).values()
    const inTurn = async () => {
      for (const { step, index } of left) notes[`steps.${index}.state`] = await act(step)
    }
    // A failure ends the round when the other rows under way have ended: the next round begins with none beside it.
    const ends = await Promise.allSettled(Array.from({ length: atOnce }, inTurn))
    const failed = ends.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
    await model.updateOne({ _id }, { $set: notes })
  }
  await model.updateOne({ _id }, { $set: { state: end } })
}

/** Begins to take a written import back. CONFLICT where it is not written yet, or was taken back already. */
export async function beginUndo<Record>(model: AnyModel, _id: Types.ObjectId): Promise<Record> {
  const undoing = await model
    .findOneAndUpdate({ _id, state: 'done' }, { $set: { state: 'undoing' } }, { returnDocument: 'after' })
    .lean<Record>()
  if (!undoing) throw new AppError('CONFLICT', '这次导入还没写完，或者已经撤回了。')
  return undoing
}

/** The number of rows that came to each end. */
export function importCounts(steps: readonly ImportStep[]) {
  const count = (state: StepState, kind?: ImportStep['kind']) =>
    steps.filter((step) => step.state === state && (!kind || step.kind === kind)).length
  return {
    created: count('written', 'create'),
    merged: count('written', 'merge'),
    refused: count('refused'),
    waiting: count('waiting'),
    undone: count('undone'),
    kept: count('kept'),
  }
}
