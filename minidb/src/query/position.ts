import { badValue } from '../errors'
import { compile, compileElement, conditionsOf, isOperatorDoc } from './match'
import { isPosition, split, valueAt } from './paths'
import { Kind, isPlainObject, kindOf, type Doc, type Value } from './values'

/** Operators that hold of a whole array, not of one element. */
const OF_NO_ELEMENT = ['$ne', '$nin', '$not', '$size', '$all']

/**
 * The position of the first element that met the filter in the array at a path, for the positional `$` of an update. -1
 * for none. Conditions that are met by different elements are refused: MongoDB does not say either which one counts.
 */
export function positionIn(filter: Doc, doc: Doc, arrayPath: string): number {
  const array = valueAt(doc, split(arrayPath))
  if (!Array.isArray(array)) return -1
  const found = conditionsOf(filter)
    .filter(([path]) => path === arrayPath || path.startsWith(`${arrayPath}.`))
    .flatMap(([path, wanted]) => testsOf(path.slice(arrayPath.length + 1), wanted))
    .map((holds) => array.findIndex(holds))
    .filter((index) => index >= 0)
  if (new Set(found).size > 1)
    throw badValue(`minidb does not support the positional $ where conditions on ${arrayPath} meet different elements`)
  return found[0] ?? -1
}

/** The tests that the operators of a condition make on one element. */
function testsOf(rest: string, wanted: Value): ((item: Value) => boolean)[] {
  if (rest && isPosition(split(rest)[0]!)) return []
  const conditions = isOperatorDoc(wanted)
    ? Object.entries(wanted)
        .filter(([name]) => !OF_NO_ELEMENT.includes(name))
        .map(([name, value]): Doc => ({ [name]: value }))
    : [kindOf(wanted) === Kind.RegExp ? { $in: [wanted] } : { $eq: wanted }]
  return conditions.map((condition) => {
    if (rest) {
      const holds = compile({ [rest]: condition })
      return (item) => isPlainObject(item) && holds(item)
    }
    const holds = compileElement(condition)
    return '$elemMatch' in condition ? (item) => holds([item]) : holds
  })
}
