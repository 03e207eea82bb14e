import { DatabaseError, failedToParse } from '../errors'
import { encode } from '../query/bson'
import { compileProjection } from '../query/project'
import { compileUpdate, seedOf, type UpdateContext } from '../query/update'
import { isPlainObject, type Doc, type Value } from '../query/values'
import { writeOne } from '../store/write-one'
import { query, type Hit } from '../store/query'
import { writeInParts } from '../store/write-in-parts'
import type { Collection, Store } from '../store/store'
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

/** The refused items of a batch. */
class Refusals {
  readonly errors: WriteError[] = []
  #bytes = 0

  add(index: number, cause: unknown) {
    const error = writeError(index, cause)
    this.#bytes += encode(error).length
    this.errors.push(this.#bytes > MESSAGE_BYTES ? { index, code: error.code, errmsg: '' } : error)
  }
}

/** Does each item; the first refusal ends an ordered batch. Items done before stay done, as in MongoDB. */
function each<Item>(items: readonly Item[], ordered: boolean, work: (item: Item, index: number) => void) {
  const refusals = new Refusals()
  for (const [index, item] of items.entries())
    try {
      work(item, index)
    } catch (cause) {
      refusals.add(index, cause)
      if (ordered) break
    }
  return refusals.errors
}

/** The same for items that take more than one write. */
async function eachInTurn<Item>(
  items: readonly Item[],
  ordered: boolean,
  work: (item: Item, index: number) => Promise<void>,
) {
  const refusals = new Refusals()
  for (const [index, item] of items.entries())
    try {
      await work(item, index)
    } catch (cause) {
      refusals.add(index, cause)
      if (ordered) break
    }
  return refusals.errors
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

const firstOf = (store: Store, namespace: string, { filter }: Change) =>
  query(store, store.collection(namespace), { filter, limit: 1 })[0]

/** Changes the document that is found; with upsert makes one when there is none. */
function change(
  store: Store,
  namespace: string,
  { filter, update, arrayFilters, upsert }: Change,
  hit: Hit | undefined,
): Changed {
  const apply = compileUpdate(update)
  const context: UpdateContext = { filter, arrayFilters, inserting: false }
  const collection = store.collection(namespace)
  if (hit) {
    const after = apply(hit.doc, context)
    return { matched: 1, modified: store.replace(collection!, hit.doc, after, hit.raw) ? 1 : 0, before: hit.doc, after }
  }
  if (!upsert) return { matched: 0, modified: 0, before: null, after: null }
  const seeded = apply(seedOf(filter), { ...context, inserting: true })
  const made = store.insert(collection ?? store.create(namespace), seeded)
  return { matched: 0, modified: 0, before: null, after: made, upsertedId: made._id }
}

/** Changes every document that meets the filter; with upsert makes one when there is none. */
async function changeAll(context: Context, namespace: string, wanted: Change) {
  const { store, pace } = context
  const { filter, update, arrayFilters, upsert } = wanted
  const apply = compileUpdate(update)
  const collection = store.collection(namespace)
  let [matched, modified] = [0, 0]
  if (collection)
    await writeInParts(store, collection, filter, pace, (now, docs) => {
      // A part is worked out before its first document is written: of a part that is refused nothing is written.
      const changes = docs.map((doc) => ({
        before: doc,
        after: apply(doc, { filter, arrayFilters, inserting: false }),
      }))
      for (const { before, after } of changes) if (store.replace(now, before, after)) modified++
      matched += docs.length
    })
  if (matched === 0 && upsert)
    return store.write(() => change(store, namespace, wanted, firstOf(store, namespace, wanted)))
  return { matched, modified, upsertedId: undefined }
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
  const { store, pace, retry } = context
  const ordered = command.ordered !== false
  let [n, nModified] = [0, 0]
  const upserted: Doc[] = []
  const count = (
    index: number,
    { matched, modified, upsertedId }: Pick<Changed, 'matched' | 'modified' | 'upsertedId'>,
  ) => {
    n += upsertedId === undefined ? matched : 1
    nModified += modified
    if (upsertedId !== undefined) upserted.push({ index, _id: upsertedId })
  }
  const reply = (errors: WriteError[]) => answer({ n, nModified, ...(upserted.length > 0 ? { upserted } : {}) }, errors)
  if (updates.some(({ multi }) => multi === true))
    return eachInTurn(updates, ordered, async (given, index) => {
      const wanted = readChange(given)
      if (given.multi === true) count(index, await changeAll(context, namespace, wanted))
      else count(index, await store.write(() => change(store, namespace, wanted, firstOf(store, namespace, wanted))))
    }).then(reply)
  const changeEach = (find: (wanted: Change) => Hit | undefined) =>
    store.writeOnce(retry, () => {
      ;[n, nModified] = [0, 0]
      return reply(
        each(updates, ordered, (given, index) => {
          const wanted = readChange(given)
          count(index, change(store, namespace, wanted, find(wanted)))
        }),
      )
    })
  const [only, ...more] = updates
  // An upsert has to know in the write itself that there is none, and of several each sees what those before it did.
  if (!only || more.length > 0 || only.upsert === true) return changeEach((wanted) => firstOf(store, namespace, wanted))
  return writeOne(store, namespace, { filter: docOr(only.q, {}) }, pace, changeEach)
}

export const remove: Command = (command, context) => {
  knows(command, OPTIONS.delete)
  const namespace = namespaceOf(command, context)
  const deletes = list(command.deletes, 'deletes')
  for (const one of deletes) knowsPart(one, 'delete.deletes', OPTIONS.ofDelete)
  const ordered = command.ordered !== false
  const { store, pace } = context
  let n = 0
  const removeAll = (collection: Collection, docs: Doc[]) => {
    for (const doc of docs) store.remove(collection, doc)
    n += docs.length
  }
  const removeOne = (hit: Hit | undefined) => {
    if (hit) removeAll(store.collection(namespace)!, [hit.doc])
  }
  const first = (filter: Doc) => query(store, store.collection(namespace), { filter, limit: 1 })[0]
  const isOne = ({ limit }: Doc) => numberOr(limit, 0) !== 0
  const reply = (errors: WriteError[]) => answer({ n }, errors)
  const [only, ...more] = deletes
  if (only && more.length === 0 && isOne(only))
    return writeOne(store, namespace, { filter: docOr(only.q, {}) }, pace, (find) =>
      store.writeOnce(context.retry, () => {
        n = 0
        return reply(each([only], ordered, () => removeOne(find())))
      }),
    )
  if (deletes.every(isOne))
    return store.writeOnce(context.retry, () =>
      reply(each(deletes, ordered, ({ q }) => removeOne(first(docOr(q, {}))))),
    )
  return eachInTurn(deletes, ordered, async (given) => {
    const filter = docOr(given.q, {})
    if (isOne(given)) return store.write(() => removeOne(first(filter)))
    const collection = store.collection(namespace)
    if (collection) await writeInParts(store, collection, filter, pace, removeAll)
  }).then(reply)
}

export const findAndModify: Command = (command, context: Context) => {
  knows(command, OPTIONS.findAndModify)
  const namespace = namespaceOf(command, context)
  const filter = docOr(command.query, {})
  const projection = compileProjection(command.fields)
  const shown = (doc: Doc | null) => doc && (projection ? projection(doc) : doc)
  const { store, pace, retry } = context
  const write = (find: () => Hit | undefined) =>
    store.writeOnce(retry, () => {
      if (command.remove === true) {
        const hit = find()
        if (hit) store.remove(store.collection(namespace)!, hit.doc)
        return { lastErrorObject: { n: hit ? 1 : 0 }, value: shown(hit?.doc ?? null), ok: 1 }
      }
      if (!isPlainObject(command.update)) throw failedToParse('Either an update or remove=true must be specified')
      const changed = change(store, namespace, readChange(command), find())
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
  const wanted = { filter, sort: command.sort }
  if (command.upsert === true) return write(() => query(store, store.collection(namespace), { ...wanted, limit: 1 })[0])
  return writeOne(store, namespace, wanted, pace, write)
}
