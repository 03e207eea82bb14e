import { Double, Long } from 'bson'
import { DatabaseError } from '../errors'
import { doubleOf } from './bson'
import { add, numberType, subtract } from './numbers'
import { fieldOf, isPosition, split } from './paths'
import { Kind, compare, isPlainObject, kindOf, toNumber, type Doc, type Value } from './values'

/** The document that an expression is evaluated on. */
interface Scope {
  root: Doc
}

/** A compiled expression; `undefined` is a missing value. */
export type Expression = (scope: Scope) => Value

/** Everything but false, null, missing and zero. */
export const isTrue = (value: Value) =>
  !(
    value === false ||
    value === null ||
    value === undefined ||
    (kindOf(value) === Kind.Number && toNumber(value) === 0)
  )

const isNullish = (value: Value) => value === null || value === undefined

const failure = (code: number, message: string) => new DatabaseError(code, `Location${code}`, message)

/** The value of a field path in an expression: arrays on the way give the array of their documents' values. */
function fieldAt(value: Value, steps: readonly string[], at = 0): Value {
  if (at === steps.length) return value
  if (Array.isArray(value))
    return value.filter(isPlainObject).flatMap((item) => {
      const found = fieldAt(item, steps, at)
      return found === undefined ? [] : [found]
    })
  return isPlainObject(value) ? fieldAt(fieldOf(value, steps[at]!), steps, at + 1) : undefined
}

function fieldPath(path: string): Expression {
  if (path.startsWith('$')) throw failure(17276, `minidb does not support the variable $${path.split('.')[0]!}`)
  const steps = split(path)
  if (steps.some((step) => step === '' || step.startsWith('$'))) throw failure(15998, `not a field path: $${path}`)
  if (steps.slice(1).some(isPosition)) throw failure(16410, `minidb does not support numbers in the path $${path}`)
  return ({ root }) => fieldAt(root, steps)
}

/** Compiles an aggregation expression once. Operators not in the table are refused by name. */
export function compileExpression(expression: Value): Expression {
  if (typeof expression === 'string')
    return expression.startsWith('$') ? fieldPath(expression.slice(1)) : () => expression
  if (Array.isArray(expression)) {
    const items = (expression as Value[]).map(compileExpression)
    return (scope) => items.map((item) => item(scope) ?? null)
  }
  if (!isPlainObject(expression)) return () => expression
  const names = Object.keys(expression)
  if (names.some((name) => name.startsWith('$'))) return operatorOf(names, expression)
  const fields = Object.entries(expression).map(([name, value]) => [name, compileExpression(value)] as const)
  return (scope) => {
    const made: Doc = {}
    for (const [name, value] of fields) {
      const worked = value(scope)
      if (worked !== undefined) made[name] = worked
    }
    return made
  }
}

function operatorOf(names: string[], expression: Doc): Expression {
  const [name] = names as [string]
  if (names.length > 1) throw failure(15983, `an object of an expression has one operator: ${names.join()}`)
  if (!Object.hasOwn(EXPRESSION_OPERATORS, name))
    throw new DatabaseError(168, 'InvalidPipelineOperator', `Unrecognized expression '${name}'`)
  const argument = expression[name]
  const given = Array.isArray(argument) ? (argument as Value[]) : [argument]
  return EXPRESSION_OPERATORS[name]!(given.map(compileExpression), argument)
}

function exactly(name: string, count: number, given: readonly Expression[]) {
  if (given.length !== count)
    throw failure(16020, `Expression ${name} takes exactly ${count} arguments. ${given.length} were passed in.`)
}

const comparison =
  (name: string, holds: (order: number) => boolean): Make =>
  (given) => {
    exactly(name, 2, given)
    const [a, b] = given as [Expression, Expression]
    return (scope) => holds(compare(a(scope), b(scope)))
  }

/** Whole numbers that grow beyond 64 bits become doubles. */
const orDouble = (a: Value, b: Value, made: Value, onDoubles: (x: number, y: number) => number) =>
  made === null ? onDoubles(toNumber(a), toNumber(b)) : made

function number(name: string, value: Value): Value {
  if (kindOf(value) !== Kind.Number) throw failure(16554, `minidb supports ${name} of numbers only`)
  return value
}

const addAll: Make = (given) => (scope) => {
  const values = given.map((one) => one(scope))
  const wrong = values.find((one) => !isNullish(one) && kindOf(one) !== Kind.Number)
  if (wrong !== undefined) number('$add', wrong)
  if (values.some(isNullish)) return null
  return values.reduce((sum, one) => orDouble(sum, one, add(sum, one, '$add'), (x, y) => x + y), 0)
}

const subtractOne: Make = (given) => {
  exactly('$subtract', 2, given)
  const [left, right] = given as [Expression, Expression]
  return (scope) => {
    const [a, b] = [left(scope), right(scope)]
    if (isNullish(a) || isNullish(b)) return null
    number('$subtract', a)
    number('$subtract', b)
    return orDouble(a, b, subtract(a, b, '$subtract'), (x, y) => x - y)
  }
}

const ifNull: Make = (given, argument) => {
  if (!Array.isArray(argument) || given.length < 2) throw failure(1257300, '$ifNull needs at least two arguments')
  return (scope) => {
    for (const one of given.slice(0, -1)) {
      const value = one(scope)
      if (!isNullish(value)) return value
    }
    return given[given.length - 1]!(scope)
  }
}

type Make = (given: readonly Expression[], argument: Value) => Expression

export const EXPRESSION_OPERATORS: Record<string, Make> = {
  $ne: comparison('$ne', (order) => order !== 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $and: (given) => (scope) => given.every((one) => isTrue(one(scope))),
  $add: addAll,
  $subtract: subtractOne,
  $ifNull: ifNull,
}

/**
 * The sum of the numbers among values: of whole numbers exactly, of doubles as MongoDB adds them, with the loss of each
 * rounding.
 */
export class Sum {
  #whole = 0n
  #double = 0
  #lost = 0
  #type: 'int' | 'long' | 'double' = 'int'

  add(value: Value) {
    if (kindOf(value) !== Kind.Number) return
    const type = numberType(value)
    if (type === 'decimal') throw failure(16554, 'minidb does not support $sum of decimals')
    if (type === 'double') {
      this.#type = 'double'
      this.#addDouble(toNumber(value))
    } else {
      if (type === 'long' && this.#type === 'int') this.#type = 'long'
      this.#whole += value instanceof Long ? value.toBigInt() : BigInt(toNumber(value))
    }
  }

  #addDouble(value: number) {
    const sum = this.#double + value
    const part = sum - value
    const lost = this.#double - part + (value - (sum - part))
    this.#double = sum
    if (Number.isFinite(lost)) this.#lost += lost
  }

  result(): Value {
    if (this.#type === 'double') {
      this.#addDouble(Number(this.#whole))
      this.#whole = 0n
      const sum = this.#double + this.#lost
      return doubleOf(sum)
    }
    if (this.#whole !== BigInt.asIntN(64, this.#whole)) return new Double(Number(this.#whole))
    const isInt = this.#type === 'int' && this.#whole === BigInt.asIntN(32, this.#whole)
    return isInt ? Number(this.#whole) : Long.fromBigInt(this.#whole)
  }
}
