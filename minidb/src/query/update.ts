import { DatabaseError, badValue, failedToParse, typeMismatch } from '../errors'
import { evaluate } from './expression'
import { compile, conditionsOf, isOperatorDoc, positionIn, type Predicate } from './match'
import { held } from './bson'
import { add, multiply, zeroLike } from './numbers'
import { fieldOf, put, split } from './paths'
import { sorter } from './sort'
import { Kind, clone, compare, equals, isPlainObject, kindOf, toNumber, type Doc, type Value } from './values'
import { Decimal128, Timestamp } from 'bson'

export interface UpdateContext {
  filter: Doc
  arrayFilters: readonly Doc[]
  now: Date
  /** Made by an upsert: `$setOnInsert` counts. */
  inserting: boolean
}

/** Gives a changed copy of a document; the one given stays as it is. */
export type Update = (doc: Doc, context: UpdateContext) => Doc

const INDEX = /^\d+$/

/** Makes an update of whatever a command carries: operators, a replacement, or a pipeline. */
export function compileUpdate(update: Value): Update {
  if (Array.isArray(update)) return pipelineUpdate(update as Doc[])
  if (!isPlainObject(update)) throw failedToParse('an update has to be an object or a pipeline')
  const names = Object.keys(update)
  if (names.length > 0 && names.every((name) => name.startsWith('$'))) return operatorUpdate(update)
  if (names.some((name) => name.startsWith('$'))) throw failedToParse('an update may not mix operators and fields')
  return (doc) => ({ ...(doc._id === undefined ? {} : { _id: doc._id }), ...clone(update) })
}

export const isReplacement = (update: Value) =>
  isPlainObject(update) && !Object.keys(update).some((name) => name.startsWith('$'))

function pipelineUpdate(stages: Doc[]): Update {
  return (before, { now }) =>
    stages.reduce((doc, stage) => {
      const [name, value] = Object.entries(stage)[0] ?? ['', undefined]
      const scope = { root: doc, now }
      switch (name) {
        case '$set':
        case '$addFields': {
          const made = clone(doc)
          for (const [path, expression] of Object.entries(value as Doc)) {
            const worked = evaluate(expression, scope)
            if (worked === undefined) unset(made, split(path))
            else put(made, split(path), worked)
          }
          return made
        }
        case '$unset': {
          const made = clone(doc)
          for (const path of [value].flat() as string[]) unset(made, split(path))
          return made
        }
        case '$replaceRoot':
        case '$replaceWith': {
          const root = evaluate(name === '$replaceRoot' ? (value as Doc).newRoot : value, scope)
          if (!isPlainObject(root)) throw new DatabaseError(40228, 'Location40228', `${name} needs an object`)
          return { _id: doc._id, ...root }
        }
        default:
          throw badValue(`minidb does not support ${name} in an update`)
      }
    }, before)
}

function unset(doc: Value, path: readonly string[]) {
  let target: Value = doc
  for (const step of path.slice(0, -1)) {
    if (Array.isArray(target) && INDEX.test(step)) target = target[Number(step)]
    else if (isPlainObject(target)) target = fieldOf(target, step)
    else return
  }
  const last = path[path.length - 1]!
  if (Array.isArray(target) && INDEX.test(last) && Number(last) < target.length) target[Number(last)] = null
  else if (isPlainObject(target)) delete target[held(last)]
}

/** Where an operator works: the container and the key in it, made on the way when it does not exist. */
interface Place {
  get(): Value
  set(value: Value): void
  exists: boolean
}

type Apply = (place: Place, argument: Value, context: UpdateContext) => void

function refuse(code: number, codeName: string, message: string): never {
  throw new DatabaseError(code, codeName, message)
}

/** Places at a path with `$`, `$[]` and `$[name]` worked out. With `make` containers on the way are made. */
function placesAt(doc: Doc, path: readonly string[], context: UpdateContext, make: boolean): Place[] {
  const filters = context.arrayFilters
  const walk = (container: Value, at: number, walked: string[]): Place[] => {
    const step = path[at]!
    if (step === '$') {
      const index = positionIn(context.filter, doc, walked.join('.'))
      if (index < 0 || !Array.isArray(container)) badPosition()
      return enter(container, String(index), at, walked)
    }
    const named = /^\$\[(\w*)\]$/.exec(step)
    if (named) {
      if (!Array.isArray(container)) {
        if (container === undefined && !make) return []
        refuse(
          2,
          'BadValue',
          `The path '${walked.join('.')}' must exist in the document in order to apply array updates.`,
        )
      }
      const holds = named[1] ? arrayFilter(filters, named[1]) : () => true
      return (container as Value[]).flatMap((item, index) =>
        holds(item) ? enter(container, String(index), at, walked) : [],
      )
    }
    return enter(container, step, at, walked)
  }
  const enter = (container: Value, key: string, at: number, walked: string[]): Place[] => {
    const isArray = Array.isArray(container)
    if (!isArray && !isPlainObject(container)) {
      if (!make) return []
      refuse(
        28,
        'PathNotViable',
        `Cannot create field '${key}' in element {${walked[walked.length - 1] ?? ''}: ${String(container)}}`,
      )
    }
    if (isArray && !INDEX.test(key)) {
      if (!make) return []
      refuse(28, 'PathNotViable', `Cannot create field '${key}' in an array`)
    }
    const holder = container as Doc
    const property = isArray ? key : held(key)
    if (at === path.length - 1)
      return [
        {
          get: () => (Object.hasOwn(holder, property) ? holder[property] : undefined),
          set: (value) => {
            if (isArray)
              for (let i = (container as Value[]).length; i < Number(key); i++) (container as Value[])[i] = null
            if (value === undefined) {
              if (isArray) holder[property] = null
              else delete holder[property]
            } else holder[property] = value
          },
          exists: Object.hasOwn(holder, property),
        },
      ]
    if (!Object.hasOwn(holder, property) || holder[property] === undefined) {
      if (!make) return []
      holder[property] = {}
    }
    return walk(holder[property], at + 1, [...walked, key])
  }
  return walk(doc, 0, [])
}

function badPosition(): never {
  return refuse(2, 'BadValue', 'The positional operator did not find the match needed from the query.')
}

function arrayFilter(filters: readonly Doc[], name: string) {
  const filter = filters.find((one) => Object.keys(flatNames(one))[0]?.split('.')[0] === name)
  if (!filter) throw badValue(`No array filter found for identifier '${name}'`)
  const predicate = compile(filter)
  return (item: Value) => predicate({ [name]: item })
}

const flatNames = (filter: Doc): Doc =>
  Object.fromEntries(
    conditionsOf(filter).concat(
      Object.entries(filter).flatMap(([key, value]) => (key === '$or' ? conditionsOf((value as Doc[])[0]!) : [])),
    ),
  )

const numeric = (value: Value, operator: string) => {
  if (kindOf(value) !== Kind.Number) throw typeMismatch(`Cannot apply ${operator} to a value of non-numeric type`)
  if (value instanceof Decimal128) throw badValue(`minidb does not support ${operator} on decimals`)
  return value
}
/** What `$inc` or `$mul` makes; a whole number beyond 64 bits is refused, as MongoDB does. */
function inRange(value: Value, operator: string): Value {
  if (value === null) throw badValue(`Failed to apply ${operator} operations to current value: it is beyond 64 bits`)
  return value
}

function asArray(value: Value, operator: string): Value[] {
  if (!Array.isArray(value)) throw badValue(`The field must be an array for ${operator}`)
  return value as Value[]
}

function pushTo(list: Value[], argument: Value) {
  if (!isPlainObject(argument) || !('$each' in argument)) return list.push(argument)
  const unknown = Object.keys(argument).find((name) => !['$each', '$slice', '$sort', '$position'].includes(name))
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`)
  const items = asArray(argument.$each, '$each')
  const position = argument.$position === undefined ? list.length : toNumber(argument.$position)
  list.splice(position < 0 ? Math.max(0, list.length + position) : position, 0, ...items)
  const order = argument.$sort
  if (order !== undefined) {
    const by = isPlainObject(order) ? sorter(order) : (a: Value, b: Value) => compare(a, b) * toNumber(order)
    list.sort(by as (a: Value, b: Value) => number)
  }
  if (argument.$slice !== undefined) {
    const slice = toNumber(argument.$slice)
    if (slice >= 0) list.length = Math.min(list.length, slice)
    else list.splice(0, Math.max(0, list.length + slice))
  }
}

/** Which elements `$pull` takes: those equal to a value, or that meet a condition on themselves or on their fields. */
function pulled(condition: Value): (item: Value) => boolean {
  if (kindOf(condition) === Kind.RegExp) return valuePredicate({ $in: [condition] })
  if (!isPlainObject(condition)) return (item) => equals(item, condition)
  if (isOperatorDoc(condition)) return valuePredicate(condition)
  const predicate: Predicate = compile(condition)
  return (item) => isPlainObject(item) && predicate(item)
}
const valuePredicate = (condition: Doc) => {
  const predicate = compile({ value: condition })
  return (item: Value) => predicate({ value: item })
}

const OPERATORS: Record<string, { make: boolean; apply: Apply }> = {
  $set: { make: true, apply: (place, argument) => place.set(clone(argument)) },
  $setOnInsert: {
    make: true,
    apply: (place, argument, { inserting }) => inserting && place.set(clone(argument)),
  },
  $unset: { make: false, apply: (place) => place.exists && place.set(undefined) },
  $inc: {
    make: true,
    apply: (place, argument) => {
      const by = numeric(argument, '$inc')
      place.set(place.exists ? inRange(add(numeric(place.get(), '$inc'), by, '$inc'), '$inc') : by)
    },
  },
  $mul: {
    make: true,
    apply: (place, argument) => {
      const by = numeric(argument, '$mul')
      place.set(place.exists ? inRange(multiply(numeric(place.get(), '$mul'), by, '$mul'), '$mul') : zeroLike(by))
    },
  },
  $min: {
    make: true,
    apply: (place, argument) => (!place.exists || compare(argument, place.get()) < 0) && place.set(argument),
  },
  $max: {
    make: true,
    apply: (place, argument) => (!place.exists || compare(argument, place.get()) > 0) && place.set(argument),
  },
  $currentDate: {
    make: true,
    apply: (place, argument, { now }) => {
      const type = isPlainObject(argument) ? argument.$type : 'date'
      place.set(type === 'timestamp' ? new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) : now)
    },
  },
  $push: {
    make: true,
    apply: (place, argument) => {
      const list = place.exists ? [...asArray(place.get(), '$push')] : []
      pushTo(list, clone(argument))
      place.set(list)
    },
  },
  $addToSet: {
    make: true,
    apply: (place, argument) => {
      const list = place.exists ? [...asArray(place.get(), '$addToSet')] : []
      const items = isPlainObject(argument) && '$each' in argument ? asArray(argument.$each, '$each') : [argument]
      for (const item of items) if (!list.some((one) => equals(one, item))) list.push(clone(item))
      place.set(list)
    },
  },
  $pop: {
    make: false,
    apply: (place, argument) => {
      if (!place.exists) return
      const list = asArray(place.get(), '$pop')
      place.set(toNumber(argument) < 0 ? list.slice(1) : list.slice(0, -1))
    },
  },
  $pull: {
    make: false,
    apply: (place, argument) => {
      if (!place.exists) return
      const goes = pulled(argument)
      const list = asArray(place.get(), '$pull')
      if (list.some(goes)) place.set(list.filter((item) => !goes(item)))
    },
  },
  $pullAll: {
    make: false,
    apply: (place, argument) => {
      if (!place.exists) return
      const gone = asArray(argument, '$pullAll')
      place.set(asArray(place.get(), '$pullAll').filter((item) => !gone.some((one) => equals(one, item))))
    },
  },
  $bit: {
    make: true,
    apply: (place, argument) => {
      const [[name, mask] = ['', 0]] = Object.entries(argument as Doc)
      const before = place.exists ? toNumber(place.get()) : 0
      const bits = { and: before & toNumber(mask), or: before | toNumber(mask), xor: before ^ toNumber(mask) }[name]
      if (bits === undefined) throw badValue('The $bit modifier takes and, or, xor')
      place.set(bits)
    },
  },
}

/** Two changes of which one lies inside the other cannot both be meant. */
function refuseConflicts(paths: string[]) {
  const sorted = [...paths].sort()
  for (let i = 0; i < sorted.length; i++)
    for (let j = i + 1; j < sorted.length; j++)
      if (sorted[i] === sorted[j] || sorted[j]!.startsWith(`${sorted[i]!}.`))
        refuse(
          40,
          'ConflictingUpdateOperators',
          `Updating the path '${sorted[j]!}' would create a conflict at '${sorted[i]!}'`,
        )
}

function operatorUpdate(update: Doc): Update {
  const changes: { operator: string; path: string; steps: readonly string[]; argument: Value }[] = []
  for (const [operator, fields] of Object.entries(update)) {
    if (operator !== '$rename' && !OPERATORS[operator]) throw failedToParse(`Unknown modifier: ${operator}`)
    if (!isPlainObject(fields))
      throw failedToParse(`Modifiers operate on fields but we found something else for ${operator}`)
    for (const [path, argument] of Object.entries(fields)) {
      if (path === '' || path.split('.').some((step) => step === ''))
        refuse(56, 'EmptyFieldName', `The update path '${path}' contains an empty field name.`)
      changes.push({ operator, path, steps: split(path), argument })
    }
  }
  refuseConflicts(
    changes.flatMap(({ operator, path, argument }) => (operator === '$rename' ? [path, String(argument)] : [path])),
  )
  return (before, context) => {
    const doc = clone(before)
    for (const { operator, steps, argument } of changes) {
      if (operator === '$rename') {
        rename(doc, steps, split(String(argument)), context)
        continue
      }
      if (operator === '$setOnInsert' && !context.inserting) continue
      const { make, apply } = OPERATORS[operator]!
      for (const place of placesAt(doc, steps, context, make)) apply(place, argument, context)
    }
    return doc
  }
}

function rename(doc: Doc, from: readonly string[], to: readonly string[], context: UpdateContext) {
  const [source] = placesAt(doc, from, context, false)
  if (!source?.exists) return
  const value = source.get()
  source.set(undefined)
  placesAt(doc, to, context, true)[0]?.set(value)
}

/** What an upsert starts from: the fields that the filter says are equal to something. */
export function seedOf(filter: Doc): Doc {
  const doc: Doc = {}
  for (const [path, condition] of conditionsOf(filter)) {
    const value = isOperatorDoc(condition) ? equalTo(condition) : condition
    if (value !== undefined && kindOf(value) !== Kind.RegExp) put(doc, split(path), clone(value))
  }
  return doc
}

function equalTo(condition: Doc): Value {
  if ('$eq' in condition) return condition.$eq
  const only = (list: Value) => (Array.isArray(list) && list.length === 1 ? (list[0] as Value) : undefined)
  return only(condition.$in) ?? only(condition.$all)
}
