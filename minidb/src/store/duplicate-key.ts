import { DatabaseError } from '../errors'
import { valueAt } from '../query/paths'
import type { Doc, Value } from '../query/values'
import type { Index } from './index-entries'

export const duplicateId = ({ namespace }: { namespace: string }, id: Value) =>
  new DatabaseError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: _id_ dup key: { _id: ${String(id)} }`,
    {
      keyPattern: { _id: 1 },
      keyValue: { _id: id },
    },
  )

export function duplicate({ namespace }: { namespace: string }, index: Index, doc: Doc) {
  const keyValue = Object.fromEntries(index.fields.map(({ path, steps }) => [path, valueAt(doc, steps) ?? null]))
  const shown = Object.entries(keyValue).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return new DatabaseError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.key, keyValue },
  )
}
