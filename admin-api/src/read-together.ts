import type { PipelineStage } from 'mongoose'
import type { AnyModel } from './any-model'
import { withTexts } from './sealed-text'

/** One part of a question that goes to the database as one command: a pipeline over the documents of a model. */
export interface Part<Row> {
  model: AnyModel
  /** Filters, orders and limits by an index at its beginning; its values are of the stored types, nothing is cast. */
  pipeline: Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out>[]
  /** Never set: carries the type of the rows. */
  row?: Row
}
type RowsOf<Parts extends readonly Part<unknown>[]> = {
  -readonly [At in keyof Parts]: Parts[At] extends Part<infer Row> ? Row[] : never
}

/** More than one answer has: a second command would fetch the rest. */
const BATCH = 5000

/** The rows of each part, all read by one command: a command costs more than most of what it reads. */
export async function readTogether<const Parts extends readonly Part<unknown>[]>(parts: Parts): Promise<RowsOf<Parts>> {
  const [first, ...others] = parts.map(({ model, pipeline }, part) => ({
    model,
    pipeline: [...pipeline, { $addFields: { part } }],
  }))
  const unions = others.map(({ model, pipeline }) => ({ $unionWith: { coll: model.collection.name, pipeline } }))
  const rows = await first!.model.collection
    .aggregate<{ part: number }>([...first!.pipeline, ...unions], { batchSize: BATCH })
    .toArray()
  const byPart = parts.map((): unknown[] => [])
  for (const { part, ...row } of rows) byPart[part]!.push(withTexts(parts[part]!.model, row))
  return byPart as RowsOf<Parts>
}

/** The number of documents that match, as a part: one row `{ n }`, or none for 0. */
export const countPart = (model: AnyModel, filter: Record<string, unknown>): Part<{ n: number }> => ({
  model,
  pipeline: [{ $match: filter }, { $group: { _id: 1, n: { $sum: 1 } } }],
})
export const countOf = (rows: readonly { n: number }[]) => rows[0]?.n ?? 0
