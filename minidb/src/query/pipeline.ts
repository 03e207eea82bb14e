import { DatabaseError, badValue } from '../errors'
import { averageOf, evaluate, extremeOf, sumOf, type Scope } from './expression'
import { compile } from './match'
import { split, valueAt } from './paths'
import { compileProjection, compute } from './project'
import { compareBy, readOrder } from './sort'
import { equals, isPlainObject, kindOf, Kind, toNumber, type Doc, type Value } from './values'

/** What stages that look elsewhere ask of the store. */
export interface Lookup {
  /** Documents of a collection that meet a filter, by an index where there is one. */
  find(collection: string, filter: Doc): Doc[]
}

type Stage = (docs: Doc[], value: Value, scope: StageScope) => Doc[]
interface StageScope {
  lookup: Lookup
  now: Date
  vars: Doc
}

const object = (stage: string, value: Value): Doc => {
  if (!isPlainObject(value)) throw badValue(`the ${stage} stage takes an object`)
  return value
}
const fieldName = (path: Value) => {
  if (typeof path !== 'string' || !path.startsWith('$')) throw badValue('a field path starts with $')
  return path.slice(1)
}
const count = (stage: string, value: Value) => {
  const number = toNumber(value)
  if (!Number.isInteger(number) || number < 0) throw badValue(`${stage} takes a whole number`)
  return number
}

type Accumulate = (docs: Doc[], expression: Value, worked: Value[]) => Value
const ACCUMULATORS: Record<string, Accumulate> = {
  $sum: (_, __, values) => sumOf(values),
  $avg: (_, __, values) => averageOf(values),
  $min: (_, __, values) => extremeOf(values, -1),
  $max: (_, __, values) => extremeOf(values, 1),
  $first: (_, __, values) => values[0] ?? null,
  $last: (_, __, values) => values[values.length - 1] ?? null,
  $push: (_, __, values) => values.filter((value) => value !== undefined),
  $addToSet: (_, __, values) =>
    values.reduce<Value[]>(
      (seen, value) => (value === undefined || seen.some((one) => equals(one, value)) ? seen : [...seen, value]),
      [],
    ),
  $count: (docs) => docs.length,
}

/** A text that is the same for equal values: what a group is told apart by. */
function keyOf(value: Value): string {
  switch (kindOf(value)) {
    case Kind.Missing:
    case Kind.Null:
      return 'null'
    case Kind.Number:
      return `n${String(toNumber(value))}`
    case Kind.String:
      return `s${JSON.stringify(value)}`
    case Kind.Date:
      return `d${(value as Date).getTime()}`
    case Kind.Array:
      return `[${(value as Value[]).map(keyOf).join()}]`
    case Kind.Object:
      return `{${Object.entries(value as Doc)
        .map(([name, field]) => `${JSON.stringify(name)}:${keyOf(field)}`)
        .join()}}`
    default:
      return `${kindOf(value)}:${String(value)}`
  }
}

function group(docs: Doc[], value: Value, { now, vars }: StageScope): Doc[] {
  const { _id: by, ...fields } = object('$group', value)
  const scopeOf = (root: Doc): Scope => ({ root, now, vars })
  const groups = new Map<string, { id: Value; docs: Doc[] }>()
  for (const doc of docs) {
    const id = evaluate(by, scopeOf(doc))
    const key = keyOf(id)
    const known = groups.get(key)
    if (known) known.docs.push(doc)
    else groups.set(key, { id: id ?? null, docs: [doc] })
  }
  const made = Object.entries(fields).map(([name, given]) => {
    const [operator, expression] = Object.entries(object('$group', given))[0] ?? ['', undefined]
    const accumulate = ACCUMULATORS[operator]
    if (!accumulate) throw new DatabaseError(15952, 'Location15952', `unknown group operator '${operator}'`)
    return { name, expression, accumulate }
  })
  return [...groups.values()].map(({ id, docs: members }) => {
    const row: Doc = { _id: id }
    for (const { name, expression, accumulate } of made)
      row[name] = accumulate(
        members,
        expression,
        members.map((doc) => evaluate(expression, scopeOf(doc))),
      )
    return row
  })
}

function unwind(docs: Doc[], value: Value): Doc[] {
  const given = typeof value === 'string' ? { path: value } : object('$unwind', value)
  const path = split(fieldName(given.path))
  const index = given.includeArrayIndex as string | undefined
  return docs.flatMap((doc) => {
    const list = valueAt(doc, path)
    const items = Array.isArray(list) ? (list as Value[]) : list === undefined || list === null ? [] : [list]
    if (items.length === 0) {
      if (given.preserveNullAndEmptyArrays !== true) return []
      const kept = Array.isArray(list) ? (compute(doc, path, undefined) as Doc) : doc
      return [index ? { ...kept, [index]: null } : kept]
    }
    return items.map((item, at) => {
      const row = compute(doc, path, item) as Doc
      return index ? { ...row, [index]: Array.isArray(list) ? at : null } : row
    })
  })
}

function lookupStage(docs: Doc[], value: Value, scope: StageScope): Doc[] {
  const given = object('$lookup', value)
  const { from, localField, foreignField, as, let: named, pipeline } = given
  if (typeof from !== 'string' || typeof as !== 'string') throw badValue('$lookup needs from and as')
  return docs.map((doc) => {
    let joined: Doc[]
    if (typeof localField === 'string' && typeof foreignField === 'string') {
      const local = valueAt(doc, split(localField))
      const wanted = Array.isArray(local) ? (local as Value[]) : [local ?? null]
      joined = scope.lookup.find(from, { [foreignField]: { $in: wanted } })
    } else joined = scope.lookup.find(from, {})
    if (Array.isArray(pipeline)) {
      const vars = Object.fromEntries(
        Object.entries((named as Doc | undefined) ?? {}).map(([name, expression]) => [
          name,
          evaluate(expression, { root: doc, now: scope.now, vars: scope.vars }),
        ]),
      )
      joined = runStages(joined, pipeline as Doc[], { ...scope, vars: { ...scope.vars, ...vars } })
    }
    return compute(doc, split(as), joined) as Doc
  })
}

const STAGES: Record<string, Stage> = {
  $match: (docs, value, { vars }) => {
    const filter = object('$match', value)
    // `$expr` may name the variables of a `$lookup` around it.
    if (Object.keys(vars).length > 0 && '$expr' in filter) {
      const { $expr, ...rest } = filter
      const holds = compile(rest)
      return docs.filter((doc) => holds(doc) && evaluate($expr, { root: doc, now: new Date(), vars }) === true)
    }
    return docs.filter(compile(filter))
  },
  $project: (docs, value, { now }) => {
    const projection = compileProjection(value, { now })
    if (!projection) throw new DatabaseError(51272, 'Location51272', '$project needs at least one field')
    return docs.map(projection)
  },
  $addFields: (docs, value, { now, vars }) =>
    docs.map((doc) =>
      Object.entries(object('$addFields', value)).reduce<Doc>(
        (made, [path, expression]) => compute(made, split(path), evaluate(expression, { root: doc, now, vars })) as Doc,
        doc,
      ),
    ),
  $unset: (docs, value) => {
    const projection = compileProjection(Object.fromEntries([value].flat().map((path) => [String(path), 0])))
    return projection ? docs.map(projection) : docs
  },
  $sort: (docs, value) => [...docs].sort(compareBy(readOrder(value))),
  $skip: (docs, value) => docs.slice(count('$skip', value)),
  $limit: (docs, value) => docs.slice(0, count('$limit', value)),
  $group: group,
  $count: (docs, value) => (docs.length === 0 ? [] : [{ [String(value)]: docs.length }]),
  $unwind: unwind,
  $lookup: lookupStage,
  $facet: (docs, value, scope) => [
    Object.fromEntries(
      Object.entries(object('$facet', value)).map(([name, stages]) => [name, runStages(docs, stages as Doc[], scope)]),
    ),
  ],
  $replaceRoot: (docs, value, scope) => replaceRoot(docs, object('$replaceRoot', value).newRoot, scope),
  $replaceWith: (docs, value, scope) => replaceRoot(docs, value, scope),
  $sortByCount: (docs, value, scope) =>
    group(docs, { _id: value, count: { $sum: 1 } }, scope).sort((a, b) => toNumber(b.count) - toNumber(a.count)),
}
STAGES.$set = STAGES.$addFields!

function replaceRoot(docs: Doc[], expression: Value, { now, vars }: StageScope) {
  return docs.map((doc) => {
    const root = evaluate(expression, { root: doc, now, vars })
    if (!isPlainObject(root)) throw new DatabaseError(40228, 'Location40228', 'the new root has to be an object')
    return root
  })
}

/** Runs the stages one after the other in memory. A stage not in the table is refused by name. */
export function runStages(docs: Doc[], stages: readonly Doc[], scope: StageScope): Doc[] {
  return stages.reduce((rows, stage) => {
    const names = Object.keys(stage)
    if (names.length !== 1)
      throw new DatabaseError(
        40323,
        'Location40323',
        'A pipeline stage specification object must contain exactly one field.',
      )
    const run = STAGES[names[0]!]
    if (!run) throw new DatabaseError(40324, 'Location40324', `Unrecognized pipeline stage name: '${names[0]!}'`)
    return run(rows, stage[names[0]!], scope)
  }, docs)
}
