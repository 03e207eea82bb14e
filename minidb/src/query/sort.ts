import { badValue } from '../errors'
import { isPosition, split } from './paths'
import { tuplesAt } from './tuples'
import { compare, isPlainObject, kindOf, Kind, toNumber, type Doc, type Value } from './values'

export type Order = readonly { path: string; steps: readonly string[]; sign: 1 | -1 }[]

export function readOrder(sort: Value): Order {
  if (sort === undefined || sort === null) return []
  if (!isPlainObject(sort)) throw badValue('a sort has to be an object')
  return Object.entries(sort).map(([path, direction]) => {
    const sign = kindOf(direction) === Kind.Number ? toNumber(direction) : 0
    if (sign !== 1 && sign !== -1)
      throw badValue(`minidb does not support the sort ${JSON.stringify(direction)} of ${path}`)
    const steps = split(path)
    if (steps.some((step) => step === '' || step.startsWith('$') || isPosition(step)))
      throw badValue(`minidb does not support the sort by ${path}`)
    return { path, steps, sign }
  })
}

/** The order of two keys, as `sortKey` gives them. */
export const compareTuples = (order: Order, a: readonly Value[], b: readonly Value[]) => {
  for (const [at, { sign }] of order.entries()) {
    const by = compare(a[at], b[at])
    if (by !== 0) return by * sign
  }
  return 0
}

/** The values that a document is sorted by: of the tuples that its arrays give, the one that comes first. */
export function sortKey(order: Order, doc: Doc): Value[] {
  const { tuples } = tuplesAt(
    doc,
    order.map(({ steps }) => steps),
  )
  return tuples.reduce((first, one) => (compareTuples(order, one, first) < 0 ? one : first))
}

export const compareBy = (order: Order) => (a: Doc, b: Doc) =>
  compareTuples(order, sortKey(order, a), sortKey(order, b))
