import { DatabaseError, failedToParse } from '../errors'
import { encode } from '../query/bson'
import { compileProjection } from '../query/project'
import { compileUpdate, seedOf, type UpdateContext } from '../query/update'
import { isPlainObject, type Doc, type Value } from '../query/values'
import { query } from '../store/query'
import type { Store } from '../store/store'
import { docOr, knows, knowsPart, list, namespaceOf, numberOr, type Command, type Context } from './context'
import { OPTIONS } from './options'

interface WriteError extends Doc {
  index: number
  code: number
  errmsg: string
}

function writeError(index: number, cause: unknown): WriteError {
  if (!(cause instanceof DatabaseError)) throw cause
  return { index, code: cause.code, codeName: cause.codeName, errmsg: cause.message, ...cause.extra }
}

/** Bytes of messages beyond which further errors come without theirs, as in MongoDB: the answer has to fit. */
const MESSAGE_BYTES = 1024 * 1024

/** Does each item; the first refusal ends an ordered batch. Items done before stay done, as in MongoDB. */
function each<Item>(items: readonly Item[], ordered: boolean, work: (item: Item, index: number) => void) {
  const errors: WriteError[] = []
  let bytes = 0
  for (const [index, item] of items.entries())
    try {
      work(item, index)
    } catch (cause) {
      const error = writeError(index, cause)
      bytes += encode(error).length
      errors.push(bytes > MESSAGE_BYTES ? { index, code: error.code, errmsg: '' } : error)
      if (ordered) break
    }
  return errors
}

const answer = (fields: Doc, errors: WriteError[]): Doc => ({
  ...fields,
  ...(errors.length > 0 ? { writeErrors: errors } : {}),
  ok: 1,
})

export const insert: Command = (command, context) => {
  knows(command, OPTIONS.insert)
  const namespace = namespaceOf(command, context)
  const documents = list(command.documents, 'documents')
  return context.store.writeOnce(context.retry, () => {
    const collection = context.store.create(namespace)
    let n = 0
    const errors = each(documents, command.ordered !== false, (document) => {
      context.store.insert(collection, document)
      n++
    })
    return answer({ n }, errors)
  })
}

interface Change {
  filter: Doc
  update: Value
  arrayFilters: Doc[]
  upsert: boolean
}

interface Changed {
  matched: number
  modified: number
  before: Doc | null
  after: Doc | null
  upsertedId?: Value
}

/** Changes the first (or every) document that meets the filter; with upsert makes one when there is none. */
function change(
  store: Store,
  namespace: string,
  { filter, update, arrayFilters, upsert }: Change,
  { multi, sort }: { multi: boolean; sort?: Value },
): Changed {
  const apply = compileUpdate(update)
  const context: UpdateContext = { filter, arrayFilters, inserting: false }
  const collection = store.collection(namespace)
  const hits = query(store, collection, { filter, sort, limit: multi ? 0 : 1 })
  // All changes are worked out before the first is written, so that a refusal in the middle of the work leaves nothing
  // half done.
  const changes = hits.map(({ doc }) => ({ before: doc, after: apply(doc, context) }))
  let modified = 0
  for (const { before, after } of changes) if (store.replace(collection!, before, after)) modified++
  const first = changes[0]
  if (first) return { matched: changes.length, modified, before: first.before, after: first.after }
  if (!upsert) return { matched: 0, modified: 0, before: null, after: null }
  const seeded = apply(seedOf(filter), { ...context, inserting: true })
  const made = store.insert(collection ?? store.create(namespace), seeded)
  return { matched: 0, modified: 0, before: null, after: made, upsertedId: made._id }
}

const asksExpr = (filter: Doc): boolean =>
  Object.entries(filter).some(
    ([name, value]) =>
      name === '$expr' || (Array.isArray(value) && (value as Doc[]).some((one) => isPlainObject(one) && asksExpr(one))),
  )

function readChange(given: Doc): Change {
  const filter = docOr(given.q ?? given.query, {})
  if (given.upsert === true && asksExpr(filter))
    throw new DatabaseError(224, 'QueryFeatureNotAllowed', '$expr is not allowed in the query predicate for an upsert')
  return {
    filter,
    update: given.u ?? given.update,
    arrayFilters: given.arrayFilters === undefined ? [] : list(given.arrayFilters, 'arrayFilters'),
    upsert: given.upsert === true,
  }
}

export const update: Command = (command, context) => {
  knows(command, OPTIONS.update)
  const namespace = namespaceOf(command, context)
  const updates = list(command.updates, 'updates')
  for (const one of updates) knowsPart(one, 'update.updates', OPTIONS.ofUpdate)
  return context.store.writeOnce(context.retry, () => {
    let [n, nModified] = [0, 0]
    const upserted: Doc[] = []
    const errors = each(updates, command.ordered !== false, (given, index) => {
      const changed = change(context.store, namespace, readChange(given), { multi: given.multi === true })
      n += changed.upsertedId === undefined ? changed.matched : 1
      nModified += changed.modified
      if (changed.upsertedId !== undefined) upserted.push({ index, _id: changed.upsertedId })
    })
    return answer({ n, nModified, ...(upserted.length > 0 ? { upserted } : {}) }, errors)
  })
}

export const remove: Command = (command, context) => {
  knows(command, OPTIONS.delete)
  const collection = context.store.collection(namespaceOf(command, context))
  const deletes = list(command.deletes, 'deletes')
  for (const one of deletes) knowsPart(one, 'delete.deletes', OPTIONS.ofDelete)
  if (!collection) return { n: 0, ok: 1 }
  return context.store.writeOnce(context.retry, () => {
    let n = 0
    const errors = each(deletes, command.ordered !== false, ({ q, limit }) => {
      for (const { doc } of query(context.store, collection, {
        filter: docOr(q, {}),
        limit: numberOr(limit, 0) === 0 ? 0 : 1,
      })) {
        context.store.remove(collection, doc)
        n++
      }
    })
    return answer({ n }, errors)
  })
}

export const findAndModify: Command = (command, context: Context) => {
  knows(command, OPTIONS.findAndModify)
  const namespace = namespaceOf(command, context)
  const filter = docOr(command.query, {})
  const projection = compileProjection(command.fields)
  const shown = (doc: Doc | null) => doc && (projection ? projection(doc) : doc)
  return context.store.writeOnce(context.retry, () => {
    if (command.remove === true) {
      const collection = context.store.collection(namespace)
      const [hit] = query(context.store, collection, { filter, sort: command.sort, limit: 1 })
      if (hit) context.store.remove(collection!, hit.doc)
      return { lastErrorObject: { n: hit ? 1 : 0 }, value: shown(hit?.doc ?? null), ok: 1 }
    }
    if (!isPlainObject(command.update)) throw failedToParse('Either an update or remove=true must be specified')
    const changed = change(context.store, namespace, readChange(command), { multi: false, sort: command.sort })
    const upserted = changed.upsertedId !== undefined
    return {
      lastErrorObject: {
        n: changed.matched > 0 || upserted ? 1 : 0,
        updatedExisting: changed.matched > 0,
        ...(upserted ? { upserted: changed.upsertedId } : {}),
      },
      value: shown(command.new === true ? changed.after : changed.before),
      ok: 1,
    }
  })
}
