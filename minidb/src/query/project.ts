import { DatabaseError, badValue } from '../errors'
import { held, nameOf } from './property-names'
import { isTrue } from './expression'
import { compileElemMatch } from './match'
import { split } from './paths'
import { Kind, isPlainObject, kindOf, type Doc, type Value } from './values'

export type Projection = (doc: Doc) => Doc

/** Fields by name: those below a field, or the field itself whole. */
type Tree = Map<string, Tree | 'whole'>

const failure = (code: number, message: string) => new DatabaseError(code, `Location${code}`, message)

const isFlag = (value: Value) => typeof value === 'boolean' || kindOf(value) === Kind.Number

interface Wish {
  steps: readonly string[]
  wanted: boolean
  /** Only the first element of an array that meets this. */
  first?: (item: Value) => boolean
}

/** The wish for each path; documents inside are read as dotted paths. */
function flatten(spec: Doc, before: readonly string[] = []): Wish[] {
  return Object.entries(spec).flatMap(([name, value]) => {
    const steps = [...before, ...split(name)]
    if (steps.some((step) => step === '' || step.startsWith('$')))
      throw badValue(`minidb does not support ${steps.join('.')} in a projection`)
    if (isFlag(value)) return [{ steps, wanted: isTrue(value) }]
    if (!isPlainObject(value)) throw badValue(`minidb does not support the projection of ${steps.join('.')} by a value`)
    const [operator] = Object.keys(value)
    if (operator === '$elemMatch' && steps.length === 1)
      return [{ steps, wanted: true, first: compileElemMatch(value.$elemMatch) }]
    if (operator === undefined) throw failure(51270, 'An empty sub-projection is not a valid value.')
    return flatten(value, steps)
  })
}

function plant(tree: Tree, steps: readonly string[]) {
  const path = steps.join('.')
  let at = tree
  for (const step of steps.slice(0, -1)) {
    const next = at.get(step) ?? new Map<string, Tree | 'whole'>()
    if (next === 'whole') throw failure(31249, `Path collision at ${path}`)
    at.set(step, next)
    at = next
  }
  const last = steps[steps.length - 1]!
  if (at.has(last)) throw failure(31250, `Path collision at ${path}`)
  at.set(last, 'whole')
}

function keep(value: Value, tree: Tree): Value {
  if (Array.isArray(value))
    return (value as Value[]).map((item) => keep(item, tree)).filter((item) => item !== undefined)
  if (!isPlainObject(value)) return undefined
  const made: Doc = {}
  for (const [property, field] of Object.entries(value)) {
    const below = tree.get(nameOf(property))
    if (below === undefined) continue
    const kept = below === 'whole' ? field : keep(field, below)
    if (kept !== undefined) made[property] = kept
  }
  return made
}

function drop(value: Value, tree: Tree): Value {
  if (Array.isArray(value)) return (value as Value[]).map((item) => drop(item, tree))
  if (!isPlainObject(value)) return value
  const made: Doc = {}
  for (const [property, field] of Object.entries(value)) {
    const below = tree.get(nameOf(property))
    if (below !== 'whole') made[property] = below === undefined ? field : drop(field, below)
  }
  return made
}

/** Compiles a projection: the fields to keep, or the fields to leave out. Null when it changes nothing. */
export function compileProjection(spec: Value): Projection | null {
  if (spec === undefined || spec === null) return null
  if (!isPlainObject(spec)) throw badValue('a projection has to be an object')
  const paths = flatten(spec)
  if (paths.length === 0) return null
  const isId = ({ steps }: { steps: readonly string[] }) => steps.length === 1 && steps[0] === '_id'
  const others = paths.filter((path) => !isId(path))
  const id = paths.find(isId)
  const inclusive = (others[0] ?? id)!.wanted
  if (others.some(({ wanted }) => wanted !== inclusive))
    throw inclusive
      ? failure(31254, 'Cannot do exclusion in an inclusion projection')
      : failure(31253, 'Cannot do inclusion in an exclusion projection')
  const tree: Tree = new Map()
  for (const { steps } of others) plant(tree, steps)
  const holdsId = id ? id.wanted : !tree.has('_id')
  if (inclusive ? holdsId : id && !id.wanted) plant(tree, ['_id'])
  const firsts = others.flatMap(({ steps, first }) => (first ? [{ property: held(steps[0]!), first }] : []))
  return (doc) => {
    const made = (inclusive ? keep(doc, tree) : drop(doc, tree)) as Doc
    for (const { property, first } of firsts) onlyFirst(made, property, first)
    return made
  }
}

/** The field comes after the others, wherever it was. */
function onlyFirst(made: Doc, property: string, first: (item: Value) => boolean) {
  const list = made[property]
  const index = Array.isArray(list) ? (list as Value[]).findIndex(first) : -1
  delete made[property]
  if (index >= 0) made[property] = [(list as Value[])[index]]
}
