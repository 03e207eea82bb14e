import { held, nameOf } from './property-names'
import { isPlainObject, type Doc, type Value } from './values'

const INDEX = /^(?:0|[1-9]\d*)$/

/** Whether a step of a path can be the position of an element. */
export const isPosition = (step: string) => INDEX.test(step)

/** Splits a dotted path once; paths of filters and indexes are split when they are compiled, not for each document. */
export const split = (path: string): readonly string[] => nameOf(path).split('.')

/** The field of a document; undefined where it has none of this name. */
export function fieldOf(doc: Doc, name: string): Value {
  const value = doc[held(name)]
  // A function here is a member that every object has from its class; no value is a function.
  return typeof value === 'function' ? undefined : value
}

/**
 * Values at a path as a filter sees them; `undefined` is a missing field. On the way an array is entered: each element
 * that is a document, and the element at the position where the step is a number. With `open` an array at the end gives
 * its elements and then itself, except where the path names it by its position in an array (`a.1` of `[0, [1, 2]]`).
 */
export function valuesAt(doc: Value, path: readonly string[], open = false): Value[] {
  const found: Value[] = []
  visit(doc, path, 0, open, found)
  return found
}

function visit(value: Value, path: readonly string[], at: number, open: boolean, found: Value[]): void {
  if (Array.isArray(value)) return visitArray(value as Value[], path, at, open, found)
  if (at === path.length) found.push(value)
  else visit(isPlainObject(value) ? fieldOf(value, path[at]!) : undefined, path, at + 1, open, found)
}

function visitArray(list: Value[], path: readonly string[], at: number, open: boolean, found: Value[]) {
  if (at === path.length) {
    if (open) found.push(...list)
    found.push(list)
    return
  }
  const position = isPosition(path[at]!) ? Number(path[at]) : -1
  for (const [index, item] of list.entries()) {
    if (isPlainObject(item)) visit(item, path, at, open, found)
    if (index !== position) continue
    if (at + 1 === path.length) found.push(item)
    else if (Array.isArray(item) || isPlainObject(item)) visit(item, path, at + 1, open, found)
  }
}

/** The value at a path without entering arrays but by position, as keys of errors and upserts need it. */
export function valueAt(doc: Value, path: readonly string[]): Value {
  let value = doc
  for (const step of path) {
    if (Array.isArray(value) && isPosition(step)) value = value[Number(step)]
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
