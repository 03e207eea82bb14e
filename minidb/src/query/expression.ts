import { Long, Decimal128, ObjectId } from 'bson'
import { DatabaseError, badValue } from '../errors'
import { fieldOf } from './paths'
import { Kind, compare, equals, isPlainObject, kindOf, toNumber, type Doc, type Value } from './values'

/** What an expression is worked out against. */
export interface Scope {
  root: Doc
  now: Date
  /** `$$this`, and what `$let`, `$map`, `$filter`, `$reduce` and `$lookup` name. */
  vars?: Doc
}

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

/** The value of a field path in an expression: arrays on the way give the array of what their elements have. */
function field(value: Value, steps: string[]): Value {
  if (steps.length === 0) return value
  const [step, ...rest] = steps as [string, ...string[]]
  if (Array.isArray(value))
    return value.filter(isPlainObject).flatMap((item) => {
      const found = field(item, steps)
      return found === undefined ? [] : [found]
    })
  return isPlainObject(value) ? field(fieldOf(value, step), rest) : undefined
}

function variable(name: string, scope: Scope): Value {
  const [first, ...rest] = name.split('.') as [string, ...string[]]
  switch (first) {
    case 'ROOT':
    case 'CURRENT':
      return field(scope.root, rest)
    case 'NOW':
      return scope.now
    case 'REMOVE':
      return undefined
    default:
      if (scope.vars && Object.hasOwn(scope.vars, first)) return field(scope.vars[first], rest)
      throw failure(17276, `Use of undefined variable: ${first}`)
  }
}

/** Works an aggregation expression out. Operators not in the table are refused by name. */
export function evaluate(expression: Value, scope: Scope): Value {
  if (typeof expression === 'string') {
    if (expression.startsWith('$$')) return variable(expression.slice(2), scope)
    return expression.startsWith('$') ? field(scope.root, expression.slice(1).split('.')) : expression
  }
  if (Array.isArray(expression)) return expression.map((item) => orNull(evaluate(item, scope)))
  if (!isPlainObject(expression)) return expression
  const [name] = Object.keys(expression)
  if (name?.startsWith('$')) {
    const operator = OPERATORS[name]
    if (!operator || Object.keys(expression).length > 1)
      throw new DatabaseError(168, 'InvalidPipelineOperator', `Unrecognized expression '${name}'`)
    return operator(expression[name], scope)
  }
  const made: Doc = {}
  for (const [key, value] of Object.entries(expression)) {
    const worked = evaluate(value, scope)
    if (worked !== undefined) made[key] = worked
  }
  return made
}

const orNull = (value: Value) => (value === undefined ? null : value)
const args = (value: Value, scope: Scope): Value[] =>
  Array.isArray(value) ? value.map((item) => evaluate(item, scope)) : [evaluate(value, scope)]

function exactly(name: string, count: number, value: Value, scope: Scope) {
  const given = args(value, scope)
  if (given.length !== count)
    throw failure(16020, `Expression ${name} takes exactly ${count} arguments. ${given.length} were passed in.`)
  return given
}

const comparison =
  (name: string, holds: (order: number) => boolean): Operator =>
  (value, scope) => {
    const [a, b] = exactly(name, 2, value, scope)
    return holds(compare(a, b))
  }

const number = (name: string, value: Value) => {
  if (kindOf(value) !== Kind.Number) throw failure(16554, `${name} only supports numeric types`)
  if (value instanceof Decimal128 || value instanceof Long)
    throw failure(16554, `minidb does not support ${name} of decimals and large longs`)
  return toNumber(value)
}

/** Null when any argument is null or missing. */
const arithmetic =
  (name: string, work: (numbers: number[]) => number): Operator =>
  (value, scope) => {
    const given = args(value, scope)
    return given.some(isNullish) ? null : work(given.map((one) => number(name, one)))
  }

const add: Operator = (value, scope) => {
  const given = args(value, scope)
  if (given.some(isNullish)) return null
  const date = given.find((one) => one instanceof Date)
  const sum = given.filter((one) => one !== date).reduce((total: number, one) => total + number('$add', one), 0)
  return date ? new Date(date.getTime() + sum) : sum
}

const subtract: Operator = (value, scope) => {
  const [a, b] = exactly('$subtract', 2, value, scope)
  if (isNullish(a) || isNullish(b)) return null
  if (a instanceof Date)
    return b instanceof Date ? a.getTime() - b.getTime() : new Date(a.getTime() - number('$subtract', b))
  return number('$subtract', a) - number('$subtract', b)
}

function array(name: string, value: Value): Value[] {
  if (!Array.isArray(value)) throw failure(17124, `The argument to ${name} must be an array`)
  return value as Value[]
}

function fields(name: string, value: Value, needed: string[]) {
  if (!isPlainObject(value) || needed.some((key) => !(key in value)))
    throw failure(17276, `${name} needs ${needed.join(', ')}`)
  return value
}

const within = (scope: Scope, vars: Doc): Scope => ({ ...scope, vars: { ...scope.vars, ...vars } })

/** Over the arguments, or over the one array: as an expression these take either. */
const spread = (value: Value, scope: Scope) => {
  const given = args(value, scope)
  return given.length === 1 && Array.isArray(given[0]) ? (given[0] as Value[]) : given
}

export const sumOf = (values: Value[]) =>
  values.filter((one) => kindOf(one) === Kind.Number).reduce((total: number, one) => total + number('$sum', one), 0)
export function averageOf(values: Value[]) {
  const numbers = values.filter((one) => kindOf(one) === Kind.Number)
  return numbers.length === 0 ? null : sumOf(numbers) / numbers.length
}
export const extremeOf = (values: Value[], sign: 1 | -1): Value =>
  values
    .filter((one) => !isNullish(one))
    .reduce<Value>((best, one) => (best === undefined || compare(one, best) * sign > 0 ? one : best), undefined) ?? null

/** Minutes that a zone is ahead of UTC. Names other than these are refused: no answer is better than a wrong hour. */
function offsetMinutes(zone: Value) {
  if (zone === undefined || zone === null || zone === 'UTC' || zone === 'GMT') return 0
  if (zone === 'Asia/Shanghai') return 480
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(String(zone))
  if (!match) throw badValue(`minidb does not know the time zone ${String(zone)}`)
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0))
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

function formatDate(date: Date, format: string, zone: Value) {
  const local = new Date(date.getTime() + offsetMinutes(zone) * 60_000)
  const parts: Record<string, string> = {
    Y: pad(local.getUTCFullYear(), 4),
    m: pad(local.getUTCMonth() + 1),
    d: pad(local.getUTCDate()),
    H: pad(local.getUTCHours()),
    M: pad(local.getUTCMinutes()),
    S: pad(local.getUTCSeconds()),
    L: pad(local.getUTCMilliseconds(), 3),
    u: String(((local.getUTCDay() + 6) % 7) + 1),
    w: String(local.getUTCDay() + 1),
    '%': '%',
  }
  return format.replace(/%(.)/g, (_, sign: string) => {
    const part = parts[sign]
    if (part === undefined) throw failure(18536, `Invalid format character '%${sign}' in format string`)
    return part
  })
}

const datePart =
  (part: (local: Date) => number): Operator =>
  (value, scope) => {
    const given =
      isPlainObject(value) && 'date' in value
        ? { date: evaluate(value.date, scope), zone: evaluate(value.timezone, scope) }
        : { date: args(value, scope)[0], zone: null }
    if (isNullish(given.date)) return null
    if (!(given.date instanceof Date)) throw failure(16006, "can't convert to Date")
    return part(new Date(given.date.getTime() + offsetMinutes(given.zone) * 60_000))
  }

const text = (name: string, value: Value) => {
  if (typeof value !== 'string') throw failure(16702, `${name} only supports strings`)
  return value
}

type Operator = (value: Value, scope: Scope) => Value

const OPERATORS: Record<string, Operator> = {
  $literal: (value) => value,
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $cmp: (value, scope) => {
    const [a, b] = exactly('$cmp', 2, value, scope)
    return Math.sign(compare(a, b))
  },
  $and: (value, scope) => (Array.isArray(value) ? value : [value]).every((one: Value) => isTrue(evaluate(one, scope))),
  $or: (value, scope) => (Array.isArray(value) ? value : [value]).some((one: Value) => isTrue(evaluate(one, scope))),
  $not: (value, scope) => !isTrue(exactly('$not', 1, value, scope)[0]),
  $add: add,
  $subtract: subtract,
  $multiply: arithmetic('$multiply', (numbers) => numbers.reduce((a, b) => a * b, 1)),
  $divide: arithmetic('$divide', ([a = 0, b = 0]) => {
    if (b === 0) throw failure(16608, "can't $divide by zero")
    return a / b
  }),
  $mod: arithmetic('$mod', ([a = 0, b = 0]) => {
    if (b === 0) throw failure(16610, "can't $mod by zero")
    return a % b
  }),
  $abs: arithmetic('$abs', ([a = 0]) => Math.abs(a)),
  $ceil: arithmetic('$ceil', ([a = 0]) => Math.ceil(a)),
  $floor: arithmetic('$floor', ([a = 0]) => Math.floor(a)),
  $trunc: arithmetic('$trunc', ([a = 0]) => Math.trunc(a)),
  $cond: (value, scope) => {
    const [condition, yes, no] = Array.isArray(value)
      ? (value as Value[])
      : ((given) => [given.if, given.then, given.else])(fields('$cond', value, ['if', 'then', 'else']))
    return evaluate(isTrue(evaluate(condition, scope)) ? yes : no, scope)
  },
  $ifNull: (value, scope) => {
    const given = array('$ifNull', value)
    for (const one of given.slice(0, -1)) {
      const worked = evaluate(one, scope)
      if (!isNullish(worked)) return worked
    }
    return evaluate(given[given.length - 1], scope)
  },
  $switch: (value, scope) => {
    const given = fields('$switch', value, ['branches'])
    for (const branch of array('$switch', given.branches) as Doc[])
      if (isTrue(evaluate(branch.case, scope))) return evaluate(branch.then, scope)
    if (!('default' in given))
      throw failure(40066, '$switch could not find a matching branch for an input, and no default was specified')
    return evaluate(given.default, scope)
  },
  $size: (value, scope) => array('$size', exactly('$size', 1, value, scope)[0]).length,
  $isArray: (value, scope) => Array.isArray(exactly('$isArray', 1, value, scope)[0]),
  $in: (value, scope) => {
    const [wanted, list] = exactly('$in', 2, value, scope)
    return array('$in', list).some((one) => equals(one, wanted))
  },
  $arrayElemAt: (value, scope) => {
    const [list, at] = exactly('$arrayElemAt', 2, value, scope)
    return isNullish(list) ? null : array('$arrayElemAt', list).at(toNumber(at))
  },
  $first: (value, scope) =>
    ((list) => (isNullish(list) ? null : array('$first', list)[0]))(exactly('$first', 1, value, scope)[0]),
  $last: (value, scope) =>
    ((list) => (isNullish(list) ? null : array('$last', list).at(-1)))(exactly('$last', 1, value, scope)[0]),
  $concatArrays: (value, scope) => {
    const lists = args(value, scope)
    return lists.some(isNullish) ? null : lists.flatMap((list) => array('$concatArrays', list))
  },
  $slice: (value, scope) => {
    const [list, a, b] = args(value, scope)
    if (isNullish(list)) return null
    const from = b === undefined ? Math.min(0, toNumber(a)) : toNumber(a)
    const items = array('$slice', list)
    if (b === undefined) return from < 0 ? items.slice(from) : items.slice(0, toNumber(a))
    const start = from < 0 ? Math.max(0, items.length + from) : from
    return items.slice(start, start + toNumber(b))
  },
  $filter: (value, scope) => {
    const given = fields('$filter', value, ['input', 'cond'])
    const list = evaluate(given.input, scope)
    const name = typeof given.as === 'string' ? given.as : 'this'
    return isNullish(list)
      ? null
      : array('$filter', list).filter((item) => isTrue(evaluate(given.cond, within(scope, { [name]: item }))))
  },
  $map: (value, scope) => {
    const given = fields('$map', value, ['input', 'in'])
    const list = evaluate(given.input, scope)
    const name = typeof given.as === 'string' ? given.as : 'this'
    return isNullish(list)
      ? null
      : array('$map', list).map((item) => orNull(evaluate(given.in, within(scope, { [name]: item }))))
  },
  $reduce: (value, scope) => {
    const given = fields('$reduce', value, ['input', 'initialValue', 'in'])
    const list = evaluate(given.input, scope)
    if (isNullish(list)) return null
    return array('$reduce', list).reduce(
      (sum, item) => evaluate(given.in, within(scope, { value: sum, this: item })),
      evaluate(given.initialValue, scope),
    )
  },
  $let: (value, scope) => {
    const given = fields('$let', value, ['vars', 'in'])
    const vars = Object.fromEntries(
      Object.entries(given.vars as Doc).map(([name, one]) => [name, evaluate(one, scope)]),
    )
    return evaluate(given.in, within(scope, vars))
  },
  $sum: (value, scope) => sumOf(spread(value, scope)),
  $avg: (value, scope) => averageOf(spread(value, scope)),
  $min: (value, scope) => extremeOf(spread(value, scope), -1),
  $max: (value, scope) => extremeOf(spread(value, scope), 1),
  $concat: (value, scope) => {
    const given = args(value, scope)
    return given.some(isNullish) ? null : given.map((one) => text('$concat', one)).join('')
  },
  $toString: (value, scope) => {
    const [one] = exactly('$toString', 1, value, scope)
    if (isNullish(one)) return null
    if (one instanceof Date) return one.toISOString()
    if (one instanceof ObjectId) return one.toHexString()
    if (typeof one === 'string' || typeof one === 'boolean' || kindOf(one) === Kind.Number) return String(one as string)
    throw new DatabaseError(241, 'ConversionFailure', 'Unsupported conversion to string')
  },
  $setUnion: (value, scope) => {
    const lists = args(value, scope)
    if (lists.some(isNullish)) return null
    return lists
      .flatMap((list) => array('$setUnion', list))
      .reduce<Value[]>((seen, one) => (seen.some((other) => equals(other, one)) ? seen : [...seen, one]), [])
  },
  $mergeObjects: (value, scope) => Object.assign({}, ...spread(value, scope).filter((one) => !isNullish(one))) as Doc,
  $dateToString: (value, scope) => {
    const given = fields('$dateToString', value, ['date'])
    const date = evaluate(given.date, scope)
    if (isNullish(date)) return 'onNull' in given ? evaluate(given.onNull, scope) : null
    if (!(date instanceof Date)) throw failure(16006, "can't convert to Date")
    const format =
      given.format === undefined ? '%Y-%m-%dT%H:%M:%S.%LZ' : text('$dateToString', evaluate(given.format, scope))
    return formatDate(date, format, evaluate(given.timezone, scope))
  },
  $year: datePart((local) => local.getUTCFullYear()),
  $month: datePart((local) => local.getUTCMonth() + 1),
  $dayOfMonth: datePart((local) => local.getUTCDate()),
  $dayOfWeek: datePart((local) => local.getUTCDay() + 1),
  $hour: datePart((local) => local.getUTCHours()),
  $minute: datePart((local) => local.getUTCMinutes()),
}
