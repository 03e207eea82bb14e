import { Schema } from 'mongoose'
import type { AnyModel } from './any-model'
import { openValue, sealValue, type SealedValue } from './sealing'
import { sealedAs, type SealedField } from './sealed-values'

/**
 * Words that somebody typed about somebody: the schema seals them when they are written, and a record that was read
 * opens them when they are asked for, so that a list pays for the words that it shows. No writer can forget to seal.
 */
const TEXT = 'text'

const isSealed = (stored: unknown): stored is SealedValue<string> =>
  typeof stored === 'object' && stored !== null && 'bytes' in stored && 'key' in stored

type Seal = (text: string) => SealedValue<string>
const sealText: Seal = (text) => sealValue(TEXT, text)

/** As the database holds it: an empty text says nothing, and what is sealed stays as it is. */
const storedBy = (seal: Seal) => (value: unknown) => (typeof value === 'string' && value !== '' ? seal(value) : value)
/** As it was typed. A text from before it was sealed is there as it is. */
const opened = (stored: unknown) => (isSealed(stored) ? openValue(TEXT, stored) : stored)

interface Options {
  required?: boolean
  default?: string | null
  /** Seals it with blind indexes, where it is searched for. */
  seal?: Seal
}

/** A sealed text in a schema whose types are named by `type`, or by `typeKey`. */
export const sealedText = ({ seal = sealText, ...options }: Options = {}, typeKey = 'type') =>
  ({
    [typeKey]: Schema.Types.Mixed,
    ...options,
    ...{ set: storedBy(seal), get: opened, sealText: seal },
  }) as never

/** For a text that is found by blind indexes. */
export const sealTextFoundBy =
  (indexOf: (text: string) => string[]): Seal =>
  (text) => ({ ...sealText(text), index: indexOf(text) })

interface TextPath {
  path: string
  parts: string[]
  seal: Seal
}

function pathsBelow(schema: Schema, above: string[]): TextPath[] {
  const paths: TextPath[] = []
  schema.eachPath((name, type) => {
    const parts = [...above, ...name.split('.')]
    const { sealText: seal } = type.options as { sealText?: Seal }
    if (seal) paths.push({ path: parts.join('.'), parts, seal })
    else if (type.schema) paths.push(...pathsBelow(type.schema, parts))
  })
  return paths
}

const known = new WeakMap<Schema, { size: number; paths: TextPath[] }>()
/** The sealed texts of a schema by their paths, also of the lists in it. */
export function textPaths(schema: Schema): readonly TextPath[] {
  const size = Object.keys(schema.paths).length
  const before = known.get(schema)
  if (before?.size === size) return before.paths
  const paths = pathsBelow(schema, [])
  known.set(schema, { size, paths })
  return paths
}

/** Whether what a schema reads opens its sealed texts. */
export const opensTexts = (schema: Schema) => opening.has(schema)

type Plain = Record<string, unknown>
const isObject = (value: unknown): value is Plain => typeof value === 'object' && value !== null

/** Opens a field of a record that was read, when it is asked for. */
function openOnRead(record: Plain, name: string) {
  const stored = record[name]
  if (!isSealed(stored)) return
  let text: string | undefined
  Object.defineProperty(record, name, {
    enumerable: true,
    configurable: true,
    get: () => (text ??= openValue(TEXT, stored)),
    set: (value) =>
      Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true }),
  })
}

function openBelow(value: unknown, [name, ...below]: readonly string[]): void {
  if (Array.isArray(value)) for (const one of value) openBelow(one, [name!, ...below])
  else if (isObject(value))
    if (below.length === 0) openOnRead(value, name!)
    else openBelow(value[name!], below)
}

/** A record that was read past its model: its sealed texts open when they are asked for. */
export function withTexts<Record>(model: AnyModel, record: Record): Record {
  for (const { parts } of textPaths(model.schema)) openBelow(record, parts)
  return record
}

const opening = new WeakSet<Schema>()
/** For a schema with sealed texts, before it becomes a model: what it reads opens them. */
export function withSealedText(schema: Schema) {
  if (opening.has(schema)) return
  opening.add(schema)
  const openAll = (record: unknown) => {
    for (const { parts } of textPaths(schema)) openBelow(record, parts)
    return record
  }
  schema.set('toObject', { transform: (_document: unknown, record: unknown) => openAll(record) })
  schema.post(/^find/, (found: unknown) => {
    for (const record of [found].flat())
      // A document opens them by itself.
      if (isObject(record) && !('$__' in record)) openAll(record)
  })
}

function sealBelow(value: unknown, [name, ...below]: readonly string[], seal: Seal): unknown {
  if (name === undefined) return storedBy(seal)(value)
  if (Array.isArray(value)) return value.map((one: unknown) => sealBelow(one, [name, ...below], seal))
  if (!isObject(value) || !(name in value)) return value
  return { ...value, [name]: sealBelow(value[name], below, seal) }
}

/** A record that is written past its model. */
export const asStored = <Record>(model: AnyModel, record: Record): Record =>
  textPaths(model.schema).reduce<unknown>((one, { parts, seal }) => sealBelow(one, parts, seal), record) as Record

const isPlace = (part: string) => /^(\d+|\$.*)$/.test(part)

/** The fields of `$set` or `$push`, by their paths. */
function storedFields(model: AnyModel, fields: Plain) {
  const sealed = Object.entries(fields).map(([key, value]) => {
    const at = key.split('.').filter((part) => !isPlace(part))
    const below = textPaths(model.schema).filter(({ parts }) => at.every((part, n) => parts[n] === part))
    const storedAs = (one: unknown) =>
      below.reduce((now, { parts, seal }) => sealBelow(now, parts.slice(at.length), seal), one)
    const isEach = isObject(value) && Array.isArray(value.$each)
    return [key, isEach ? { ...value, $each: (value.$each as unknown[]).map(storedAs) } : storedAs(value)]
  })
  return Object.fromEntries(sealed) as Plain
}

/** An update that is written past its model, by `$set` and `$push`. */
export function storedUpdate(model: AnyModel, update: object): object {
  const { $set, $push } = update as { $set?: Plain; $push?: Plain }
  return {
    ...update,
    ...($set ? { $set: storedFields(model, $set) } : {}),
    ...($push ? { $push: storedFields(model, $push) } : {}),
  }
}

/** A text under the secret in force, to be written past the model. */
export const storedText = (text: string) => storedBy(sealText)(text) as string

/** The sealed texts of a model, for the job that seals them anew. */
export const sealedTextFields = (model: AnyModel): SealedField[] =>
  textPaths(model.schema).map(({ path, seal }) => sealedAs(model, path, TEXT, seal))
