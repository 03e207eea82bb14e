import { isPlainObject, type Doc, type Value } from './values'

const INDEX = /^\d+$/

/** Splits a dotted path once; paths of filters and indexes are split when they are compiled, not for each document. */
export const split = (path: string): readonly string[] => path.split('.')

/** What stands at a path of a document, branching at arrays on the way. */
export interface Found {
  value: Value
  /** The value is an element of an array that stands at the path. */
  element: boolean
}

/**
 * Values at a path as filters see them: arrays on the way are entered (each element, and by position where the step is
 * a number). `undefined` stands for missing: on an array of documents each element without the field gives one.
 */
export function valuesAt(doc: Value, path: readonly string[], at = 0): Value[] {
  if (at === path.length) return [doc]
  const step = path[at]!
  if (Array.isArray(doc)) {
    const found: Value[] = []
    if (INDEX.test(step) && Number(step) < doc.length) found.push(...valuesAt(doc[Number(step)], path, at + 1))
    for (const item of doc) if (isPlainObject(item)) found.push(...valuesAt(item, path, at))
    return found
  }
  if (isPlainObject(doc)) return valuesAt(Object.hasOwn(doc, step) ? doc[step] : undefined, path, at + 1)
  return [undefined]
}

/** The value at a path without entering arrays, as `$sort` keys of plain documents, unique keys and upserts need it. */
export function valueAt(doc: Value, path: readonly string[]): Value {
  let value = doc
  for (const step of path) {
    if (Array.isArray(value) && INDEX.test(step)) value = value[Number(step)]
    else if (isPlainObject(value) && Object.hasOwn(value, step)) value = value[step]
    else return undefined
  }
  return value
}

/** Sets a field of a document that is being built, making the documents on the way. */
export function put(doc: Doc, path: readonly string[], value: Value) {
  let target = doc
  for (const step of path.slice(0, -1)) {
    const next = target[step]
    target = isPlainObject(next) ? next : ((target[step] = {}) as Doc)
  }
  target[path[path.length - 1]!] = value
}
