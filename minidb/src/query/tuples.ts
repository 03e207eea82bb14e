import { DatabaseError } from '../errors'
import { fieldOf } from './paths'
import { isPlainObject, type Doc, type Value } from './values'

/** A path on its way into a document: the document it has reached and the remaining steps, or the value at its end. */
type Way = { at: Doc; rest: readonly string[] } | { end: Value }

export interface Tuples {
  tuples: Value[][]
  /** The paths on whose way an array was entered, by their place among the paths. */
  opened: readonly number[]
}

/**
 * The values of several paths of one document as an index holds them and a sort compares them: paths that meet the same
 * array go through it together, element by element. A missing field is null, an empty array at the end undefined.
 */
export function tuplesAt(doc: Doc, paths: readonly (readonly string[])[]): Tuples {
  return spread(paths.map((rest) => ({ at: doc, rest })))
}

function spread(ways: readonly Way[]): Tuples {
  const walked = ways.map(walk)
  const arrays = new Set(walked.flatMap((one) => ('list' in one ? [one.list] : [])))
  if (arrays.size > 1) throw new DatabaseError(171, 'CannotIndexParallelArrays', 'cannot index parallel arrays')
  const [list] = arrays
  if (!list) return { tuples: [walked.map((one) => ('end' in one ? one.end : null))], opened: [] }
  const entered = walked.flatMap((one, at) => ('list' in one ? [at] : []))
  const enter = (item: Value, otherwise: Value) =>
    walked.map((one): Way => {
      if ('end' in one) return one
      if (one.rest.length === 0) return { end: otherwise }
      return isPlainObject(item) ? { at: item, rest: one.rest } : { end: null }
    })
  const ends = list.length === 0 ? [enter(undefined, undefined)] : list.map((item) => enter(item, item))
  const spreads = ends.map(spread)
  return {
    tuples: spreads.flatMap(({ tuples }) => tuples),
    opened: [...new Set([...entered, ...spreads.flatMap(({ opened }) => opened)])],
  }
}

/** Walks on to the end of a path or to the first array. Positions are no part of these paths. */
function walk(way: Way): { end: Value } | { list: Value[]; rest: readonly string[] } {
  if ('end' in way) return way
  let value: Value = way.at
  for (const [at, step] of way.rest.entries()) {
    if (Array.isArray(value)) return { list: value as Value[], rest: way.rest.slice(at) }
    if (!isPlainObject(value)) return { end: null }
    value = fieldOf(value, step)
  }
  return Array.isArray(value) ? { list: value as Value[], rest: [] } : { end: value ?? null }
}
