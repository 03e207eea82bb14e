import { DatabaseError, badValue } from '../errors'
import { decode, encode } from './bson'
import { Sum, compileExpression, type Expression } from './expression'
import { compile } from './match'
import { put } from './paths'
import { compileProjection } from './project'
import { readOrder } from './sort'
import { SortBuffer } from './sort-buffer'
import type { Steps } from './steps'
import { Kind, identity, isPlainObject, kindOf, toNumber, type Doc, type Value } from './values'

/** One stage, from the documents before it to those after it, step by step. It holds no more of them than its answer needs. */
export type Stage = (docs: Steps<Doc>) => Steps<Doc>

const failure = (code: number, message: string) => new DatabaseError(code, `Location${code}`, message)

const object = (stage: string, value: Value): Doc => {
  if (!isPlainObject(value)) throw badValue(`the ${stage} stage takes an object`)
  return value
}

/** A whole number that is not negative, as `$skip` and `$limit` take it. */
export function countOf(stage: string, value: Value, least: number) {
  const number = kindOf(value) === Kind.Number ? toNumber(value) : NaN
  if (!Number.isInteger(number) || number < least)
    throw failure(15957, `${stage} takes a whole number of at least ${least}`)
  return number
}

/** Each accumulator starts to count one group. */
export const ACCUMULATORS: Record<string, (value: Expression) => () => { add(doc: Doc): void; result(): Value }> = {
  $sum: (value) => () => {
    const sum = new Sum()
    return { add: (root) => sum.add(value({ root })), result: () => sum.result() }
  },
}

function group(value: Value): Stage {
  const given = object('$group', value)
  if (!('_id' in given)) throw failure(15955, 'a group specification must include an _id')
  const by = compileExpression(given._id)
  const fields = Object.entries(given).flatMap(([property, spec]) => {
    if (property === '_id') return []
    const [[operator, argument] = ['', undefined]] = Object.entries(object('$group', spec))
    if (property.includes('.') || property.startsWith('$'))
      throw failure(40235, `The field name '${property}' is not allowed`)
    if (!Object.hasOwn(ACCUMULATORS, operator)) throw failure(15952, `unknown group operator '${operator}'`)
    return [{ property, begin: ACCUMULATORS[operator]!(compileExpression(argument)) }]
  })
  return function* (docs) {
    const groups = new Map<string, { id: Value; sums: ReturnType<(typeof fields)[number]['begin']>[] }>()
    for (const doc of docs) {
      yield null
      if (!doc) continue
      const id = by({ root: doc }) ?? null
      const key = identity(id)
      let one = groups.get(key)
      if (!one) groups.set(key, (one = { id, sums: fields.map(({ begin }) => begin()) }))
      for (const sum of one.sums) sum.add(doc)
    }
    for (const { id, sums } of groups.values())
      yield { _id: id, ...Object.fromEntries(fields.map(({ property }, at) => [property, sums[at]!.result()])) }
  }
}

function project(value: Value): Stage {
  const spec = object('$project', value)
  const projection = compileProjection(spec)
  if (!projection) throw failure(51272, '$project needs at least one field')
  return function* (docs) {
    for (const doc of docs) yield doc && projection(doc)
  }
}

/** Constants for fields at the top: enough to say which part of a `$unionWith` a document is from. */
function addFields(value: Value): Stage {
  const fields = Object.entries(object('$addFields', value))
  if (fields.length === 0) throw failure(40177, 'specification must have at least one field')
  for (const [name, constant] of fields)
    if (/[.$]/.test(name) || ![Kind.Number, Kind.Boolean].includes(kindOf(constant)))
      throw badValue('minidb supports $addFields with numbers and booleans at the top of a document')
  return function* (docs) {
    for (const doc of docs) {
      if (doc) for (const [name, constant] of fields) put(doc, [name], constant)
      yield doc
    }
  }
}

function match(value: Value): Stage {
  const holds = compile(object('$match', value))
  return function* (docs) {
    for (const doc of docs) yield doc && holds(doc) ? doc : null
  }
}

function sort(value: Value): Stage {
  const order = readOrder(object('$sort', value))
  if (order.length === 0) throw failure(15976, '$sort stage must have at least one sort key')
  return function* (docs) {
    const buffer = new SortBuffer(order, 0)
    for (const doc of docs) {
      if (doc) buffer.add(doc, encode(doc))
      yield null
    }
    for (const raw of buffer.sorted()) yield decode(raw)
  }
}

function skip(value: Value): Stage {
  const count = countOf('$skip', value, 0)
  return function* (docs) {
    let at = 0
    for (const doc of docs) yield doc && at++ >= count ? doc : null
  }
}

function limit(value: Value): Stage {
  const count = countOf('$limit', value, 1)
  return function* (docs) {
    let left = count
    for (const doc of docs) {
      yield doc
      if (doc && --left === 0) return
    }
  }
}

export const STAGES: Record<string, (value: Value) => Stage> = {
  $match: match,
  $addFields: addFields,
  $project: project,
  $group: group,
  $sort: sort,
  $skip: skip,
  $limit: limit,
}

/** Compiles the stages of a pipeline; each is refused, by name, before the first document is read. */
export function compileStages(stages: readonly Doc[]): Stage {
  const made = stages.map((stage) => {
    const names = Object.keys(stage)
    if (names.length !== 1)
      throw failure(40323, 'A pipeline stage specification object must contain exactly one field.')
    const [name] = names as [string]
    if (!Object.hasOwn(STAGES, name)) throw failure(40324, `Unrecognized pipeline stage name: '${name}'`)
    return STAGES[name]!(stage[name])
  })
  return (docs) => made.reduce((rows, stage) => stage(rows), docs)
}
