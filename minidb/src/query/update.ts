// Over 300 lines: the operators of an update in one table, with the places that they all change.
import { Decimal128 } from 'bson'
import { DatabaseError, badValue, failedToParse, typeMismatch } from '../errors'
import { held } from './property-names'
import { compile, conditionsOf, isOperatorDoc } from './match'
import { add } from './numbers'
import { fieldOf, isPosition, put, split, valueAt } from './paths'
import { positionIn } from './position'
import { compareBy, readOrder } from './sort'
import {
  Kind,
  clone,
  compare,
  compareTexts,
  equals,
  isPlainObject,
  kindOf,
  toNumber,
  type Doc,
  type Value,
} from './values'

export interface UpdateContext {
  filter: Doc
  arrayFilters: readonly Doc[]
  /** Made by an upsert: `$setOnInsert` counts. */
  inserting: boolean
}

/** Gives a changed copy of a document; the one given stays as it is. */
export type Update = (doc: Doc, context: UpdateContext) => Doc

function refuse(code: number, codeName: string, message: string): never {
  throw new DatabaseError(code, codeName, message)
}

/** The place an operator works on: one field or element, made on the way when it does not exist. */
interface Place {
  exists: boolean
  get(): Value
  /** `undefined` removes the field; in an array it leaves null. */
  set(value: Value): void
}

/** The most places of an array that are filled with null before the one that is set. */
const MOST_FILLED = 10_000

function placeIn(container: Doc | Value[], key: string): Place {
  const isArray = Array.isArray(container)
  const property = isArray ? key : held(key)
  const holder = container as Doc
  return {
    exists: Object.hasOwn(holder, property),
    get: () => holder[property],
    set(value) {
      if (isArray) {
        if (Number(key) - container.length > MOST_FILLED)
          throw badValue(`minidb does not fill an array with more than ${MOST_FILLED} nulls`)
        while (container.length < Number(key)) container.push(null)
      }
      if (value !== undefined) holder[property] = value
      else if (isArray) holder[property] = null
      else delete holder[property]
    },
  }
}

/**
 * The effect of an operator whose path ends early: it makes the missing documents, or it does nothing where they are
 * missing but refuses a path that could not be made, or it does nothing at all.
 */
type Reach = 'makes' | 'needs a way' | 'takes what is there'

/** Places at a path with `$`, `$[]` and `$[name]` worked out. */
function placesAt(doc: Doc, path: readonly string[], context: UpdateContext, reach: Reach): Place[] {
  const make = reach === 'makes'
  const walk = (container: Value, at: number, walked: readonly string[]): Place[] => {
    const step = path[at]!
    if (step === '$') {
      const index = positionIn(context.filter, doc, walked.join('.'))
      if (index < 0) throw badValue('The positional operator did not find the match needed from the query.')
      return enter(container, String(index), at, walked)
    }
    const named = /^\$\[(\w*)\]$/.exec(step)
    if (!named) return enter(container, step, at, walked)
    if (!Array.isArray(container))
      throw badValue(`The path '${walked.join('.')}' must exist in the document in order to apply array updates.`)
    const holds = named[1] ? arrayFilter(context.arrayFilters, named[1]) : () => true
    return container.flatMap((item: Value, index) => (holds(item) ? enter(container, String(index), at, walked) : []))
  }
  const enter = (container: Value, key: string, at: number, walked: readonly string[]): Place[] => {
    if (!isPlainObject(container) && !(Array.isArray(container) && isPosition(key))) {
      if (reach === 'takes what is there') return []
      return refuse(28, 'PathNotViable', `Cannot create field '${key}' in element {${walked.at(-1) ?? ''}}`)
    }
    const place = placeIn(container, key)
    if (at === path.length - 1) return [place]
    if (!place.exists) {
      if (!make) return []
      place.set({})
    }
    return walk(place.get(), at + 1, [...walked, key])
  }
  return walk(doc, 0, [])
}

const nameOfFilter = (filter: Doc) => {
  const inside = Object.values(filter).find(Array.isArray) as Doc[] | undefined
  const [first] = Object.keys(filter)
  const path = first?.startsWith('$') ? conditionsOf(inside?.[0] ?? {})[0]?.[0] : first
  return path?.split('.')[0]
}

function arrayFilter(filters: readonly Doc[], name: string) {
  const filter = filters.find((one) => nameOfFilter(one) === name)
  if (!filter) throw badValue(`No array filter found for identifier '${name}'`)
  const predicate = compile(filter)
  // An element that is an array is itself, not its elements.
  return (item: Value) => predicate({ [name]: Array.isArray(item) ? [item] : item })
}

type Apply = (place: Place, argument: Value) => void
interface Operator {
  reach: Reach
  /**
   * The change that the operator makes at a place; refuses an argument that it cannot use before any document is read.
   */
  prepare(argument: Value): Apply
}

function array(value: Value, operator: string): Value[] {
  if (!Array.isArray(value)) throw badValue(`The field must be an array for ${operator}`)
  return value as Value[]
}

const set: Operator = {
  reach: 'makes',
  prepare: (argument) => (place) => place.set(clone(argument)),
}

const increment: Operator = {
  reach: 'makes',
  prepare(by) {
    if (kindOf(by) !== Kind.Number) throw typeMismatch('Cannot increment with a non-numeric argument')
    if (by instanceof Decimal128) throw badValue('minidb does not support $inc of decimals')
    return (place) => {
      if (!place.exists) return place.set(by)
      const before = place.get()
      if (kindOf(before) !== Kind.Number) throw typeMismatch('Cannot apply $inc to a value of non-numeric type')
      const sum = add(before, by, '$inc')
      if (sum === null) throw badValue('Failed to apply $inc operations to current value: it is beyond 64 bits')
      place.set(sum)
    }
  },
}

/** The order that `$push` gives an array: documents by their fields, or all elements by themselves. */
function orderOf(sort: Value): (a: Value, b: Value) => number {
  if (isPlainObject(sort)) {
    const by = compareBy(readOrder(sort))
    return (a, b) => by(isPlainObject(a) ? a : {}, isPlainObject(b) ? b : {})
  }
  const sign = kindOf(sort) === Kind.Number ? toNumber(sort) : 0
  if (sign !== 1 && sign !== -1) throw badValue('The $sort is invalid: it is 1, -1 or a document')
  return (a, b) => compare(a, b) * sign
}

interface Pushed {
  items: Value[]
  slice: number
  order?: (a: Value, b: Value) => number
}

function pushed(argument: Value): Pushed {
  if (!isOperatorDoc(argument)) return { items: [argument], slice: Infinity }
  const unknown = Object.keys(argument).find((name) => !PUSH_MODIFIERS.includes(name))
  if (unknown || !('$each' in argument)) throw badValue(`minidb does not support ${unknown ?? '$slice alone'} of $push`)
  const slice = '$slice' in argument ? argument.$slice : undefined
  if (slice !== undefined && (kindOf(slice) !== Kind.Number || !Number.isInteger(toNumber(slice))))
    throw badValue('The value for $slice must be a whole number')
  return {
    items: array(argument.$each, '$each'),
    slice: slice === undefined ? Infinity : toNumber(slice),
    order: '$sort' in argument ? orderOf(argument.$sort) : undefined,
  }
}

export const PUSH_MODIFIERS = ['$each', '$slice', '$sort']

const push: Operator = {
  reach: 'makes',
  prepare(argument) {
    const { items, slice, order } = pushed(argument)
    return (place) => {
      const list = [...(place.exists ? array(place.get(), '$push') : []), ...clone(items)]
      if (order) list.sort(order)
      place.set(slice < 0 ? list.slice(slice) : list.slice(0, slice))
    }
  },
}

/**
 * The test of the elements that `$pull` removes: those equal to a value, or that meet a condition on themselves or on
 * their fields.
 */
function pulled(condition: Value): (item: Value) => boolean {
  if (kindOf(condition) === Kind.RegExp || isOperatorDoc(condition)) {
    // As the only field of a document: an element that is an array is opened.
    const holds = compile({ item: condition })
    return (item) => holds({ item })
  }
  if (!isPlainObject(condition)) return (item) => equals(item, condition)
  const holds = compile(condition)
  return (item) => isPlainObject(item) && holds(item)
}

const pull: Operator = {
  reach: 'needs a way',
  prepare(argument) {
    const goes = pulled(argument)
    return (place) => {
      if (!place.exists) return
      place.set(array(place.get(), '$pull').filter((item) => !goes(item)))
    }
  },
}

const addToSet: Operator = {
  reach: 'makes',
  prepare(argument) {
    if (isOperatorDoc(argument)) throw badValue(`minidb does not support ${Object.keys(argument)[0]!} of $addToSet`)
    return (place) => {
      const list = place.exists ? array(place.get(), '$addToSet') : []
      if (!list.some((one) => equals(one, argument))) place.set([...list, clone(argument)])
    }
  },
}

const max: Operator = {
  reach: 'makes',
  prepare: (argument) => (place) => {
    if (!place.exists || compare(argument, place.get()) > 0) place.set(clone(argument))
  },
}

export const UPDATE_OPERATORS: Record<string, Operator> = {
  $set: set,
  $setOnInsert: set,
  $unset: { reach: 'takes what is there', prepare: () => (place) => place.exists && place.set(undefined) },
  $inc: increment,
  $max: max,
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
}

/** Fields are changed in the order of their names, and names that are numbers in the order of the numbers. */
function compareSteps(a: readonly string[], b: readonly string[]) {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [x, y] = [a[at]!, b[at]!]
    const [number, other] = [isPosition(x), isPosition(y)]
    const order = number && other ? Number(x) - Number(y) : number || other ? (number ? -1 : 1) : compareTexts(x, y)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/**
 * Two changes of which one lies inside the other cannot both be meant. `sorted` by their steps, so that such two are
 * neighbours.
 */
function refuseConflicts(sorted: readonly (readonly string[])[]) {
  for (const [at, steps] of sorted.entries()) {
    const next = sorted[at + 1]
    if (next && steps.every((step, position) => next[position] === step))
      refuse(
        40,
        'ConflictingUpdateOperators',
        `Updating the path '${next.join('.')}' would create a conflict at '${steps.join('.')}'`,
      )
  }
}

function refusePath(steps: readonly string[]) {
  const path = steps.join('.')
  if (steps.includes('')) refuse(56, 'EmptyFieldName', `The update path '${path}' contains an empty field name.`)
  for (const [at, step] of steps.entries()) {
    if (!step.startsWith('$')) continue
    if (!/^\$(?:\[\w*\])?$/.test(step))
      refuse(52, 'DollarPrefixedFieldName', `The field '${step}' in '${path}' is not valid`)
    if (at === 0)
      throw badValue(`Cannot have array filter or positional operator in the path '${path}' at its beginning`)
  }
}

/** Makes an update of the operators that a command carries. */
export function compileUpdate(update: Value): Update {
  if (!isPlainObject(update)) throw failedToParse('minidb supports updates by operators only, not by a pipeline')
  if (!isOperatorDoc(update)) throw failedToParse('minidb supports updates by operators only, not by a whole document')
  const changes = Object.entries(update).flatMap(([name, fields]) => {
    if (!Object.hasOwn(UPDATE_OPERATORS, name)) throw failedToParse(`Unknown modifier: ${name}`)
    if (!isPlainObject(fields)) throw failedToParse(`Modifiers operate on fields but ${name} has something else`)
    const { reach, prepare } = UPDATE_OPERATORS[name]!
    return Object.entries(fields).map(([path, argument]) => {
      const steps = split(path)
      refusePath(steps)
      return { name, reach, steps, argument, apply: prepare(argument) }
    })
  })
  changes.sort((a, b) => compareSteps(a.steps, b.steps))
  refuseConflicts(changes.map(({ steps }) => steps))
  return (before, context) => {
    const doc = clone(before)
    for (const { name, reach, steps, argument, apply } of changes) {
      if (name === '$setOnInsert' && !context.inserting) continue
      for (const place of placesAt(doc, steps, context, reach)) apply(place, argument)
    }
    return doc
  }
}

/** The first document of an upsert: the fields that the filter compares for equality. */
export function seedOf(filter: Doc): Doc {
  const doc: Doc = {}
  for (const [path, condition] of conditionsOf(filter)) {
    const value = isOperatorDoc(condition) ? equalTo(condition) : condition
    if (value === undefined || kindOf(value) === Kind.RegExp) continue
    const steps = split(path)
    refusePath(steps)
    if (valueAt(doc, steps) !== undefined || fieldOf(doc, steps[0]!) instanceof Array)
      refuse(54, 'NotSingleValueField', `cannot infer query fields to set, path '${path}' is matched twice`)
    put(doc, steps, clone(value))
  }
  return doc
}

function equalTo(condition: Doc): Value {
  if ('$eq' in condition) return condition.$eq
  const only = (list: Value) => (Array.isArray(list) && list.length === 1 ? (list[0] as Value) : undefined)
  const value = only(condition.$in) ?? only(condition.$all)
  return isOperatorDoc(value) ? undefined : value
}
