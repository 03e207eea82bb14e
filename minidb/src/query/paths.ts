import { held, nameOf } from './bson'
import { isPlainObject, type Doc, type Value } from './values'

const INDEX = /^\d+$/

/** Splits a dotted path once; paths of filters and indexes are split when they are compiled, not for each document. */
export const split = (path: string): readonly string[] => nameOf(path).split('.')

/** The field of a document; undefined where it has none of this name. */
export function fieldOf(doc: Doc, name: string): Value {
  const value = doc[held(name)]
  // What every object has from its class is a function; no value is.
  return typeof value === 'function' ? undefined : value
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
  if (isPlainObject(doc)) return valuesAt(fieldOf(doc, step), path, at + 1)
  return [undefined]
}

/** The value at a path without entering arrays, as `$sort` keys of plain documents, unique keys and upserts need it. */
export function valueAt(doc: Value, path: readonly string[]): Value {
  let value = doc
  for (const step of path) {
    if (Array.isArray(value) && INDEX.test(step)) value = value[Number(step)]
    else if (isPlainObject(value)) value = fieldOf(value, step)
    else return undefined
  }
  return value
}

/** Sets a field of a document that is being built, making the documents on the way. */
export function put(doc: Doc, path: readonly string[], value: Value) {
  let target = doc
  for (const step of path.slice(0, -1)) {
    const next = fieldOf(target, step)
    target = isPlainObject(next) ? next : ((target[held(step)] = {}) as Doc)
  }
  target[held(path[path.length - 1]!)] = value
}
