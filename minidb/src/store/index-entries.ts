import { DatabaseError } from '../errors'
import { readPoint } from '../query/geo'
import { compile, type Predicate } from '../query/match'
import { split, valuesAt } from '../query/paths'
import { tuplesAt } from '../query/tuples'
import { toNumber, type Doc } from '../query/values'
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
  /** The fields on whose path some document has an array. Missing in a catalogue that did not note it yet. */
  arrays?: readonly number[]
  /** Some key was cut: the order of the index is not the whole order. */
  cut: boolean
}

/** An index as it is asked for. */
export type Declared = Omit<IndexSpec, 'id' | 'multikey' | 'arrays' | 'cut'>

interface IndexField {
  path: string
  steps: readonly string[]
  sign: 1 | -1
}

/** An index ready to be used. */
export interface Index extends IndexSpec {
  fields: IndexField[]
  arrays: readonly number[]
  /** The path of the one 2dsphere field; null for an ordinary index. */
  geo: readonly string[] | null
  covers: Predicate | null
}

export function prepare(spec: IndexSpec): Index {
  const entries = Object.entries(spec.key)
  const geo = entries.some(([, kind]) => kind === '2dsphere')
  return {
    ...spec,
    fields: geo ? [] : entries.map(([path, sign]) => ({ path, steps: split(path), sign: toNumber(sign) < 0 ? -1 : 1 })),
    arrays: spec.arrays ?? (spec.multikey ? entries.map((_, at) => at) : []),
    geo: geo ? split(entries[0]![0]) : null,
    covers: spec.partialFilterExpression ? compile(spec.partialFilterExpression) : null,
  }
}

/** An index as the catalogue keeps it. */
export function specOf(index: Index): IndexSpec {
  const { id, name, key, unique, sparse, partialFilterExpression, expireAfterSeconds, multikey, arrays, cut } = index
  return {
    id,
    name,
    key,
    unique,
    sparse,
    ...(partialFilterExpression ? { partialFilterExpression } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
    multikey,
    arrays,
    cut,
  }
}

/** Cells of this many degrees: about 550 m of latitude. */
const CELL_DEGREES = 0.005
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
  arrays: readonly number[]
  cut: boolean
}

export const NO_ENTRIES: Entries = { keys: [], multikey: false, arrays: [], cut: false }

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
  return { ...NO_ENTRIES, keys, multikey: keys.length > 1 }
}

/** The keys of a document in an index, without the document's own key. */
export function entriesOf(index: Index, doc: Doc): Entries {
  if (index.covers && !index.covers(doc)) return NO_ENTRIES
  if (index.geo) return geoEntries(index.geo, doc)
  if (index.sparse && index.fields.every(({ steps }) => valuesAt(doc, steps).every((value) => value === undefined)))
    return NO_ENTRIES
  const { tuples, opened } = tuplesAt(
    doc,
    index.fields.map(({ steps }) => steps),
  )
  const keys = new Map<string, Buffer>()
  for (const tuple of tuples) {
    const key = Buffer.concat(tuple.map((value, at) => signed(encodeValue(value), index.fields[at]!.sign)))
    keys.set(key.toString('latin1'), key)
  }
  return {
    keys: [...keys.values()],
    multikey: opened.length > 0,
    arrays: opened,
    cut: tuples.some((tuple) => tuple.some(isCut)),
  }
}

const signed = (bytes: Buffer, sign: 1 | -1) => (sign === 1 ? bytes : inverted(bytes))
