import { badValue } from '../errors'
import { split, valuesAt } from './paths'
import { compare, isPlainObject, toNumber, type Doc, type Value } from './values'

export type Order = readonly { path: string; steps: readonly string[]; sign: 1 | -1 }[]

export function readOrder(sort: Value): Order {
  if (sort === undefined || sort === null) return []
  if (!isPlainObject(sort)) throw badValue('a sort has to be an object')
  return Object.entries(sort).map(([path, direction]) => {
    const sign = isPlainObject(direction) ? 0 : toNumber(direction)
    if (sign !== 1 && sign !== -1)
      throw badValue(`minidb does not support the sort ${JSON.stringify(direction)} of ${path}`)
    return { path, steps: split(path), sign }
  })
}

/** What a document is sorted by at a path: of an array its least element upwards, its greatest downwards. */
function keyAt(doc: Value, steps: readonly string[], sign: 1 | -1): Value {
  const values = valuesAt(doc, steps).flatMap((value): Value[] =>
    Array.isArray(value) ? (value.length === 0 ? [undefined] : value) : [value ?? null],
  )
  return values.reduce<Value>(
    (best, value, index) => (index === 0 || compare(value, best) * sign < 0 ? value : best),
    null,
  )
}

export function compareBy(order: Order) {
  return (a: Value, b: Value) => {
    for (const { steps, sign } of order) {
      const by = compare(keyAt(a, steps, sign), keyAt(b, steps, sign))
      if (by !== 0) return by * sign
    }
    return 0
  }
}

export const sorter = (sort: Doc) => compareBy(readOrder(sort))
