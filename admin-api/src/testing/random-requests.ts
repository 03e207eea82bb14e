import fc from 'fast-check'
import { readsQuery } from '@yike/shared/endpoint'
import { z } from '@yike/shared/zod'
import type { Route } from '../http/handle'

/**
 * Requests made from the contract: inputs within an endpoint's schema, and beside it. Half of them fit the schema, with
 * ids of records that exist, so that they get past the door; the others have one or two odd values.
 */

/** Existing data: ids by the model they belong to, and cursors of other lists. */
export interface Known {
  ids: Readonly<Record<string, readonly string[]>>
  cursors: readonly string[]
  /** Addresses of a server in the inner network, which nothing may ask: they stand in texts where they are given. */
  innerAddresses?: readonly string[]
}

/** One request, as it is shown when it finds a fault. */
export interface Asked {
  /** Already encoded, below the base path. */
  path: string
  query: string
  /** Null where the method has none. */
  body: string | Uint8Array | null
}

type JsonSchema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: JsonSchema
  prefixItems?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  propertyNames?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  required?: string[]
}

const ID = '^[0-9a-f]{24}$'
const LONG = 5_000
const DEEP = 2_000

const deep = JSON.parse('['.repeat(DEEP) + ']'.repeat(DEEP)) as unknown

/** Values that no form sends: each of them has broken some server. */
const STRANGE: readonly unknown[] = [
  ...['', ' ', '\0', '颐园\0', '\ud800', '王\udfff', '\u200b', '\u202e颐园', '𠮷', 'e\u0301', '颐'.repeat(LONG)],
  ...['.*', '(', '[', '\\', '$where', '$gt', 'a.b', '__proto__', 'constructor', "' or 1=1 --", '<script>', '%', '%00'],
  ...['0000-01-01', '9999-12-31', '2026-02-30', '2100-12-31', '1900-01-01', '9999-12', '0000-01', '+275760-09-13'],
  ...['2026-11-29T24:00:00+08:00', '9999-12-31T23:59:59Z', '24:00', '-1', '1e400', 'NaN', '0x10', '1'.repeat(40)],
  ...['f'.repeat(24), 'F'.repeat(24), '0'.repeat(23), 'null', 'true', '[]', '{}'],
  ...[null, true, false, 0, -0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, -1e308],
  ...[[], [[]], [null], {}, { $gt: '' }, { $ne: null }, { toString: 1 }, { length: -1 }],
  deep,
]

const words = fc.oneof(
  fc.constantFrom('颐园', '李桂兰', '午餐', '济南路 1 号', '13800000101', '0546-8001234', '0101', 'a'),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

const dayNear = fc.integer({ min: -400, max: 400 }).map((days) => new Date(Date.now() + days * 86_400_000))
const FORMATS: Record<string, fc.Arbitrary<string>> = {
  date: fc.oneof(
    dayNear.map((day) => day.toISOString().slice(0, 10)),
    fc.constantFrom('1900-01-01', '2100-12-31', '2028-02-29'),
  ),
  'date-time': fc.oneof(
    dayNear.map((day) => day.toISOString()),
    fc.constantFrom('1900-01-01T00:00:00+08:00', '2100-12-31T23:59:59.999+08:00'),
  ),
}

function textOf(schema: JsonSchema, name: string, known: Known): fc.Arbitrary<string> {
  const { pattern, format, minLength = 0, maxLength = 60 } = schema
  if (name === 'cursor') return fc.oneof(fc.constantFrom('', ...known.cursors), words)
  if (pattern === ID) return idFor(name, known)
  if (format && FORMATS[format]) return FORMATS[format]
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  const { innerAddresses } = known
  const said = innerAddresses ? fc.oneof({ weight: 4, arbitrary: words }, fc.constantFrom(...innerAddresses)) : words
  const fitting = said.filter(({ length }) => length >= minLength && length <= maxLength)
  return fc.oneof(
    fitting,
    fc.string({ unit: 'binary', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 200)) }),
  )
}

/** Records that an address calls by the name of their kind. */
const KIND_OF_BOOKING = /^(?:visit|loan|courseBooking|pupil|hold)$/i
const A_PERSON = /^(?:asker|account|carer|assignee)$/i

/** An id of the model that the field is named for, of any other, or of none. */
function idFor(name: string, { ids }: Known) {
  const plain = name.replace(/Ids?$/i, '')
  const model = KIND_OF_BOOKING.test(plain) ? 'Booking' : A_PERSON.test(plain) ? 'Person' : plain
  // A hall is called by its place.
  const wanted = (plain === 'hall' ? 'Place' : model).toLowerCase()
  const fitting = Object.entries(ids).flatMap(([model, some]) =>
    wanted !== '' && (model.toLowerCase().includes(wanted) || wanted.includes(model.toLowerCase())) ? some : [],
  )
  const any = fc.constantFrom('0'.repeat(24), ...Object.values(ids).flat())
  return fitting.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fitting) }, any)
}

const alternatives = (schemas: readonly JsonSchema[], name: string, known: Known) =>
  fc.oneof(...schemas.map((one) => valueOf(one, name, known)))

/** A value that a schema takes, as far as JSON Schema describes it: a `refine` is met by chance only. */
function valueOf(schema: JsonSchema, name: string, known: Known): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return alternatives(either, name, known)
  if (schema.allOf) return alternatives(schema.allOf, name, known)
  switch (schema.type) {
    case 'string':
      return textOf(schema, name, known)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return listOf(schema, name, known)
    case 'object':
      return groupOf(schema, known)
    default:
      return fc.constantFrom(...STRANGE)
  }
}

function numberOf({ type, minimum = -1000, maximum = 1000 }: JsonSchema) {
  const [min, max] = [Math.max(minimum, -(2 ** 31)), Math.min(maximum, 2 ** 31)]
  return type === 'integer'
    ? fc.oneof(
        fc.integer({ min: Math.ceil(min), max: Math.floor(max) }),
        fc.constantFrom(Math.ceil(min), Math.floor(max)),
      )
    : fc.double({ min, max, noNaN: true })
}

function listOf({ items, prefixItems, minItems = 0, maxItems = 3 }: JsonSchema, name: string, known: Known) {
  if (prefixItems) return fc.tuple(...prefixItems.map((one) => valueOf(one, name, known)))
  const maxLength = Math.max(minItems, Math.min(maxItems, 4))
  return fc.array(valueOf(items ?? {}, name, known), { minLength: minItems, maxLength })
}

function groupOf(
  { properties = {}, required = [], additionalProperties, propertyNames }: JsonSchema,
  known: Known,
  named = (name: string) => name,
) {
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, valueOf(schema, named(name), known)] as const,
  )
  if (fields.length === 0 && typeof additionalProperties === 'object')
    return fc.dictionary(
      valueOf(propertyNames ?? { type: 'string' }, '', known).map(String),
      valueOf(additionalProperties, '', known),
      { maxKeys: 3 },
    )
  return fc.record(Object.fromEntries(fields), { requiredKeys: required.filter((name) => name in properties) })
}

/** The places of values in an input: the fields of groups and the items of lists. */
function placesIn(value: unknown, depth = 0): { holder: Record<string, unknown>; name: string }[] {
  if (typeof value !== 'object' || value === null || depth > 6) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name], depth + 1)])
}

type Change = { at: number; how: 'replace' | 'leave out' | 'add'; value: unknown }

function changed(input: Record<string, unknown>, changes: readonly Change[]) {
  const copy = structuredClone(input)
  for (const { at, how, value: kept } of changes) {
    const value = structuredClone(kept)
    const places = placesIn(copy)
    const place = places[at % Math.max(1, places.length)]
    if (how === 'add' || !place)
      Object.defineProperty(copy, plain(value).slice(0, 20), {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      })
    else if (how === 'replace') place.holder[place.name] = value
    else if (!Array.isArray(place.holder)) delete place.holder[place.name]
  }
  return copy
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(200),
  how: fc.oneof(
    { weight: 6, arbitrary: fc.constant<'replace'>('replace') },
    fc.constantFrom<'leave out' | 'add'>('leave out', 'add'),
  ),
  value: fc.oneof(
    fc.constantFrom('\0', '颐园\0', '\ud800', deep),
    fc.constantFrom(...STRANGE),
    fc.constantFrom(...STRANGE),
    fc.jsonValue({ maxDepth: 3 }),
  ),
})

const plain = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
/** As a browser writes it, and half a character as the bytes it would be. */
const escaped = (value: unknown) =>
  plain(value).replace(/[\ud800-\udfff]|[^\w.~-]/gu, (one) =>
    /[\ud800-\udfff]/.test(one) && one.length === 1 ? '%ED%A0%80' : encodeURIComponent(one),
  )

/** Files for an upload: tables, maps, pictures, and imitations of them. */
const file = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Uint8Array.from([0x50, 0x4b, 0x03, 0x04, ...bytes])),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...bytes])),
  fc
    .array(fc.array(words, { maxLength: 6 }), { maxLength: 8 })
    .map((rows) => Buffer.from(['名称,地址,经度,纬度', ...rows.map((row) => row.join(','))].join('\n'))),
  fc
    .tuple(fc.array(fc.jsonValue()), fc.constantFrom(...STRANGE))
    .map(([features, strange]) =>
      Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [...features, strange] })),
    ),
  fc
    .record({
      type: fc.constantFrom('Point', 'Polygon', 'MultiPolygon', 'GeometryCollection'),
      coordinates: fc.oneof(fc.jsonValue(), fc.constantFrom(...STRANGE)),
    })
    .map((geometry) =>
      Buffer.from(
        JSON.stringify({
          type: 'FeatureCollection',
          features: [{ type: 'Feature', properties: { name: '颐园' }, geometry }],
        }),
      ),
    ),
)

export const BOUNDARY = 'random-requests'
const asForm = (bytes: Uint8Array) =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])

/** Requests of one endpoint; `fitting` leaves out those with odd values. */
export function requestsOf(
  { endpoint, input, raw }: Route,
  known: Known,
  { fitting: fittingOnly = false } = {},
): fc.Arbitrary<Asked> {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  /** `/staff/places/:id` needs the id of a place. */
  const named = (name: string) =>
    name === 'id' ? (/(\w+)\/:id/.exec(endpoint.path)?.[1]?.replace(/s$/, '') ?? '') : name
  const fitting = groupOf(schema, known, named) as fc.Arbitrary<Record<string, unknown>>
  const beside = fc
    .tuple(fitting, fc.array(change, { minLength: 1, maxLength: 2 }))
    .map(([one, how]) => changed(one, how))

  return fc
    .tuple(fittingOnly ? fitting : fc.oneof(fitting, beside), raw ? file : fc.constant(null), fc.boolean())
    .map(([values, bytes, twice]) => {
      const rest = { ...values }
      const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
        const value = rest[name]
        delete rest[name]
        return escaped(value ?? '')
      })
      if (bytes) return { path, query: '', body: asForm(bytes) }
      if (!readsQuery(endpoint as Parameters<typeof readsQuery>[0]))
        return { path, query: '', body: JSON.stringify(rest) }
      const pairs = Object.entries(rest).map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      return { path, query: (twice && pairs.length > 3 ? [...pairs, pairs[0]!] : pairs).join('&'), body: null }
    })
}
