import { DatabaseError } from '../errors'
import { readPoint } from '../query/geo'
import { compile, type Predicate } from '../query/match'
import { split, valuesAt } from '../query/paths'
import { isPlainObject, toNumber, type Doc, type Value } from '../query/values'
import { encodeValue, inverted, isCut } from './keys'

/** An index as it is declared and kept in the catalogue. */
export interface IndexSpec {
  id: number
  name: string
  key: Doc
  unique: boolean
  sparse: boolean
  partialFilterExpression?: Doc
  expireAfterSeconds?: number
  /** Some document has an array at a path: a range may then be met by two different elements. */
  multikey: boolean
  /** Some key was cut: the order of the index is not the whole order. */
  cut: boolean
}

export interface IndexField {
  path: string
  steps: readonly string[]
  sign: 1 | -1
}

/** An index ready to be used. */
export interface Index extends IndexSpec {
  fields: IndexField[]
  /** Of the one field that is a 2dsphere; null for an ordinary index. */
  geo: readonly string[] | null
  covers: Predicate | null
}

export function prepare(spec: IndexSpec): Index {
  const entries = Object.entries(spec.key)
  const geo = entries.some(([, kind]) => kind === '2dsphere')
  return {
    ...spec,
    fields: geo ? [] : entries.map(([path, sign]) => ({ path, steps: split(path), sign: toNumber(sign) < 0 ? -1 : 1 })),
    geo: geo ? split(entries[0]![0]) : null,
    covers: spec.partialFilterExpression ? compile(spec.partialFilterExpression) : null,
  }
}

/** Cells of this many degrees: about 550 m of latitude. */
export const CELL_DEGREES = 0.005
const CELL_OFFSET = 0x800000
export const cellOf = (degrees: number) => Math.floor(degrees / CELL_DEGREES)

/** Rows of cells from south to north, cells of a row from west to east. */
export function cellKey(latCell: number, lngCell: number) {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(latCell + CELL_OFFSET)
  bytes.writeUInt32BE(lngCell + CELL_OFFSET, 4)
  return bytes
}

export interface Entries {
  keys: Buffer[]
  multikey: boolean
  cut: boolean
}

const NONE: Entries = { keys: [], multikey: false, cut: false }

function geoEntries(steps: readonly string[], doc: Doc): Entries {
  const keys = valuesAt(doc, steps).flatMap((value) => {
    if (value === undefined || value === null) return []
    const point = readPoint(value)
    if (!point || Math.abs(point[0]) > 180 || Math.abs(point[1]) > 90)
      throw new DatabaseError(
        16755,
        'Location16755',
        `Can't extract geo keys: minidb indexes GeoJSON points and pairs only`,
      )
    const position = Buffer.alloc(16)
    position.writeDoubleBE(point[0])
    position.writeDoubleBE(point[1], 8)
    return [Buffer.concat([cellKey(cellOf(point[1]), cellOf(point[0])), position])]
  })
  return { keys, multikey: keys.length > 1, cut: false }
}

/** What is indexed at a path: an array gives each of its elements (and undefined when empty), anything else itself. */
function indexed(doc: Doc, steps: readonly string[]): { values: Value[]; many: boolean; missing: boolean } {
  const found = valuesAt(doc, steps)
  const many = found.length !== 1 || Array.isArray(found[0])
  const values = found.flatMap((value): Value[] =>
    Array.isArray(value) ? ((value as Value[]).length === 0 ? [undefined] : (value as Value[])) : [value],
  )
  return {
    values: values.length === 0 ? [undefined] : values,
    many,
    missing: found.every((value) => value === undefined),
  }
}

/** The keys under which a document stands in an index, without the document's own. */
export function entriesOf(index: Index, doc: Doc): Entries {
  if (index.covers && !index.covers(doc)) return NONE
  if (index.geo) return geoEntries(index.geo, doc)
  const parts = index.fields.map(({ steps }) => indexed(doc, steps))
  if (index.sparse && parts.every(({ missing }) => missing)) return NONE
  const roots = new Set(index.fields.filter((_, at) => parts[at]!.many).map(({ path }) => path.split('.')[0]))
  if (roots.size > 1) throw new DatabaseError(171, 'CannotIndexParallelArrays', 'cannot index parallel arrays')
  const keys = combine(index, doc, parts)
  const distinct = new Map(keys.map((key) => [key.toString('latin1'), key]))
  return {
    keys: [...distinct.values()],
    multikey: parts.some(({ many }) => many),
    cut: parts.some(({ values }) => values.some(isCut)),
  }
}

/** Fields below the same array go together element by element; the others are the same for all. */
function combine(index: Index, doc: Doc, parts: { values: Value[]; many: boolean }[]): Buffer[] {
  const many = index.fields.filter((_, at) => parts[at]!.many)
  const encode = (value: Value, { sign }: IndexField) =>
    sign === 1 ? encodeValue(value) : inverted(encodeValue(value))
  if (many.length <= 1)
    return index.fields.reduce<Buffer[]>(
      (keys, field, at) =>
        keys.flatMap((key) => parts[at]!.values.map((value) => Buffer.concat([key, encode(value, field)]))),
      [Buffer.alloc(0)],
    )
  const root = many[0]!.path.split('.')[0]!
  const list = doc[root]
  if (!Array.isArray(list)) throw new DatabaseError(171, 'CannotIndexParallelArrays', 'cannot index parallel arrays')
  return list.flatMap(
    (item: Value) =>
      entriesOf(
        { ...index, covers: null, sparse: false },
        isPlainObject(item) ? { ...doc, [root]: item } : { ...doc, [root]: undefined },
      ).keys,
  )
}
