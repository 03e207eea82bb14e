import { DatabaseError, badValue } from '../errors'
import { evaluate, isTrue } from './expression'
import { compile, positionIn } from './match'
import { held } from './bson'
import { split } from './paths'
import { Kind, isPlainObject, kindOf, toNumber, type Doc, type Value } from './values'

export type Projection = (doc: Doc) => Doc

interface Tree {
  [field: string]: Tree | Value
}
const LEAF = Symbol('leaf')
const isLeaf = (node: Value): node is { [LEAF]: Value } => typeof node === 'object' && node !== null && LEAF in node

const isFlag = (value: Value) => typeof value === 'boolean' || kindOf(value) === Kind.Number

function flatten(spec: Doc, prefix = ''): [string, Value][] {
  return Object.entries(spec).flatMap(([name, value]): [string, Value][] => {
    const path = prefix + name
    const nested = isPlainObject(value) && !Object.keys(value)[0]?.startsWith('$') && Object.keys(value).length > 0
    return nested ? flatten(value, `${path}.`) : [[path, value]]
  })
}

function treeOf(entries: [string, Value][]): Tree {
  const tree: Tree = {}
  for (const [path, value] of entries) {
    const steps = split(path)
    let node = tree
    for (const step of steps.slice(0, -1)) {
      const next = node[held(step)]
      if (isLeaf(next)) throw new DatabaseError(31249, 'Location31249', `Path collision at ${path}`)
      node = (next ?? (node[held(step)] = {})) as Tree
    }
    const last = held(steps[steps.length - 1]!)
    if (Object.hasOwn(node, last)) throw new DatabaseError(31250, 'Location31250', `Path collision at ${path}`)
    node[last] = { [LEAF]: value }
  }
  return tree
}

function keep(value: Value, tree: Tree): Value {
  if (Array.isArray(value))
    return value.filter((item) => isPlainObject(item) || Array.isArray(item)).map((item: Value) => keep(item, tree))
  if (!isPlainObject(value)) return undefined
  const made: Doc = {}
  for (const [name, field] of Object.entries(value)) {
    const node = Object.hasOwn(tree, name) ? tree[name] : undefined
    if (node === undefined) continue
    if (isLeaf(node)) made[name] = field
    else {
      const kept = keep(field, node as Tree)
      if (kept !== undefined) made[name] = kept
    }
  }
  return made
}

function drop(value: Value, tree: Tree): Value {
  if (Array.isArray(value)) return value.map((item: Value) => drop(item, tree))
  if (!isPlainObject(value)) return value
  const made: Doc = {}
  for (const [name, field] of Object.entries(value)) {
    const node = Object.hasOwn(tree, name) ? tree[name] : undefined
    if (node === undefined) made[name] = field
    else if (!isLeaf(node)) made[name] = drop(field, node as Tree)
  }
  return made
}

/** Computed fields are put into every document of an array on the way, as `$addFields` and `$project` do. */
export function compute(into: Value, steps: readonly string[], worked: Value): Value {
  const [step, ...rest] = steps
  if (step === undefined) return worked
  if (Array.isArray(into)) return into.map((item: Value) => compute(item, steps, worked))
  const holder: Doc = isPlainObject(into) ? { ...into } : {}
  const property = held(step)
  const next = compute(holder[property], rest, worked)
  if (next === undefined) delete holder[property]
  else holder[property] = next
  return holder
}

const FIND_ONLY = ['$slice', '$elemMatch', '$meta']

/** Compiles a projection: inclusion or exclusion, computed fields, `$slice`, `$elemMatch`, and `a.$` of a find. */
export function compileProjection(
  spec: Value,
  { filter, now = new Date() }: { filter?: Doc; now?: Date } = {},
): Projection | null {
  if (spec === undefined || spec === null) return null
  if (!isPlainObject(spec)) throw badValue('a projection has to be an object')
  const entries = flatten(spec)
  if (entries.length === 0) return null
  const positional = entries.filter(([path]) => path.endsWith('.$'))
  const plain = entries.filter(([path]) => !path.endsWith('.$'))
  const special = plain.filter(([, value]) => isPlainObject(value) && FIND_ONLY.includes(Object.keys(value)[0] ?? ''))
  const computed = plain.filter(([, value]) => !isFlag(value) && !special.some(([, other]) => other === value))
  const flags = plain.filter(([, value]) => isFlag(value))
  const idFlag = flags.find(([path]) => path === '_id')
  const others = flags.filter(([path]) => path !== '_id')
  const includes = others.filter(([, value]) => isTrue(value)).map(([path]): [string, Value] => [path, 1])
  const excludes = others.filter(([, value]) => !isTrue(value)).map(([path]): [string, Value] => [path, 0])
  if (includes.length > 0 && excludes.length > 0)
    throw new DatabaseError(31254, 'Location31254', 'Cannot do exclusion in an inclusion projection')
  const elemMatches = special.filter(([, value]) => '$elemMatch' in (value as Doc))
  const idOnly = others.length === 0 && idFlag !== undefined && isTrue(idFlag[1])
  const inclusive =
    includes.length > 0 || computed.length > 0 || positional.length > 0 || elemMatches.length > 0 || idOnly
  if (special.some(([, value]) => '$meta' in (value as Doc))) throw badValue('minidb does not support $meta')
  const withId = idFlag === undefined || isTrue(idFlag[1])

  const kept = treeOf([
    ...includes,
    ...positional.map(([path]): [string, Value] => [path.slice(0, -2), 1]),
    ...special.map(([path]): [string, Value] => [path, 1]),
    ...(withId ? [['_id', 1] as [string, Value]] : []),
  ])
  const dropped = treeOf([...excludes, ...(withId ? [] : [['_id', 0] as [string, Value]])])
  return (doc) => {
    let made = (inclusive ? keep(doc, kept) : drop(doc, dropped)) as Doc
    for (const [path, expression] of computed)
      made = compute(made, split(path), evaluate(expression, { root: doc, now })) as Doc
    for (const [path] of positional) made = onlyMatched(made, path.slice(0, -2), filter ?? {}, doc)
    for (const [path, value] of special) made = specially(made, path, value as Doc)
    return made
  }
}

function onlyMatched(made: Doc, path: string, filter: Doc, doc: Doc) {
  const index = positionIn(filter, doc, path)
  const list = made[path]
  if (index < 0 || !Array.isArray(list))
    throw badValue(
      "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
    )
  return { ...made, [path]: [list[index] as Value] }
}

function specially(made: Doc, path: string, operator: Doc): Doc {
  const list = made[path]
  if (!Array.isArray(list)) return made
  if ('$slice' in operator) {
    const slice = operator.$slice
    const [skip, limit] = Array.isArray(slice) ? slice.map(toNumber) : [undefined, toNumber(slice)]
    if (skip === undefined) return { ...made, [path]: limit! < 0 ? list.slice(limit) : list.slice(0, limit) }
    const from = skip < 0 ? Math.max(0, list.length + skip) : skip
    return { ...made, [path]: list.slice(from, from + limit!) }
  }
  const predicate = compile({ list: { $elemMatch: operator.$elemMatch } })
  const first = list.find((item: Value) => predicate({ list: [item] })) as Value
  if (first !== undefined) return { ...made, [path]: [first] }
  const { [path]: _none, ...rest } = made
  return rest
}
