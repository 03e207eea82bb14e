/** A command, filter or value as the driver hands it over, before it becomes BSON. */
type Doc = Record<string, unknown>

const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
const isOperators = (value: unknown): value is Doc => isDoc(value) && Object.keys(value)[0]?.startsWith('$') === true
const entries = (value: unknown): [string, unknown][] =>
  value instanceof Map
    ? [...(value as Map<string, unknown>)]
    : isDoc(value)
      ? Object.entries(value).filter(([, one]) => one !== undefined)
      : []
const all = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [])

/** Fields that the driver puts on any command. */
const COMMON = [
  '$db',
  'lsid',
  'txnNumber',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
]

/** The features of a command, one line each: `find.filter`, `filter $in`, `update $push.$each`, `stage $match`. */
export function shapesOf(command: Doc): Set<string> {
  const shapes = new Set<string>()
  const say = (shape: string) => void shapes.add(shape)

  function regExp(value: unknown) {
    say('filter regular expression')
    for (const flag of value instanceof RegExp ? value.flags : ((value as { options?: string }).options ?? ''))
      say(`regular expression option ${flag}`)
  }
  const isRegExp = (value: unknown) =>
    value instanceof RegExp || (value as { _bsontype?: string } | null)?._bsontype === 'BSONRegExp'

  function condition(value: unknown) {
    if (isRegExp(value)) return regExp(value)
    if (!isOperators(value)) return
    for (const [name, wanted] of entries(value)) {
      say(`filter ${name}`)
      if (name === '$options') for (const flag of String(wanted)) say(`regular expression option ${flag}`)
      if (name === '$not') condition(wanted)
      else if (name === '$elemMatch') (isOperators(wanted) ? condition : filter)(wanted)
      else if (name === '$all' || name === '$in' || name === '$nin') all(wanted).forEach(condition)
      else if (isDoc(wanted))
        for (const [part] of entries(wanted)) if (part.startsWith('$')) say(`filter ${name}.${part}`)
    }
  }

  function filter(value: unknown) {
    for (const [name, wanted] of entries(value)) {
      if (!name.startsWith('$')) condition(wanted)
      else {
        say(`filter ${name}`)
        if (name === '$expr') expression(wanted)
        else all(wanted).forEach(filter)
      }
    }
  }

  function expression(value: unknown) {
    if (typeof value === 'string' && value.startsWith('$$')) say(`variable ${value.slice(2).split('.')[0]!}`)
    else if (Array.isArray(value)) value.forEach(expression)
    else
      for (const [name, part] of entries(value)) {
        if (name.startsWith('$')) say(`expression ${name}`)
        if (name !== '$literal') expression(part)
      }
  }

  function projection(value: unknown) {
    for (const [name, part] of entries(value)) {
      if (name.endsWith('.$')) say('projection of the matched element')
      else if (part === 1 || part === true) say('projection of a field')
      else if (part === 0 || part === false) say('projection without a field')
      else if (isDoc(part) && ['$slice', '$elemMatch', '$meta'].includes(Object.keys(part)[0] ?? ''))
        say(`projection ${Object.keys(part)[0]!}`)
      else {
        say('projection of an expression')
        expression(part)
      }
    }
  }

  function update(value: unknown) {
    if (Array.isArray(value)) return value.forEach((one) => stage(one, 'update stage'))
    if (!isOperators(value)) return say('update replacement')
    for (const [name, fields] of entries(value)) {
      say(`update ${name}`)
      for (const [path, argument] of entries(fields)) {
        for (const step of path.split('.')) if (step.startsWith('$')) say(`update path ${step.replace(/\w+/, 'name')}`)
        if (name === '$pull') (isOperators(argument) ? condition : filter)(argument)
        else if (isOperators(argument)) for (const [part] of entries(argument)) say(`update ${name}.${part}`)
      }
    }
  }

  function stage(value: unknown, kind = 'stage') {
    for (const [name, body] of entries(value)) {
      say(`${kind} ${name}`)
      if (name === '$match') filter(body)
      else if (name === '$project') projection(body)
      else if (name === '$group')
        for (const [field, part] of entries(body))
          if (field === '_id') expression(part)
          else
            for (const [accumulator, argument] of entries(part)) {
              say(`accumulator ${accumulator}`)
              expression(argument)
            }
      else if (name === '$unionWith')
        for (const [option, part] of entries(body)) {
          say(`stage $unionWith.${option}`)
          if (option === 'pipeline') all(part).forEach((one) => stage(one))
        }
      else if (name === '$geoNear')
        for (const [option, part] of entries(body)) {
          say(`stage $geoNear.${option}`)
          if (option === 'query') filter(part)
        }
      else expression(body)
    }
  }

  function index(value: unknown) {
    for (const [name, part] of entries(value)) {
      say(`index ${name}`)
      if (name === 'partialFilterExpression') filter(part)
      if (name === 'key')
        for (const [, kind] of entries(part))
          say(typeof kind === 'string' ? `index key ${kind}` : 'index key of a field')
    }
  }

  const [name = '', target] = Object.entries(command)[0] ?? []
  say(name)
  for (const [option, value] of entries(command).slice(1)) {
    if (COMMON.includes(option)) {
      say(`any.${option}`)
      if (option === 'readConcern' || option === 'writeConcern')
        for (const [part, wanted] of entries(value)) say(`any.${option}.${part} ${JSON.stringify(wanted)}`)
      continue
    }
    say(`${name}.${option}`)
    if (option === 'filter' || option === 'query') filter(value)
    else if (option === 'projection' || option === 'fields') projection(value)
    else if (option === 'update') update(value)
    else if (option === 'arrayFilters') all(value).forEach(filter)
    else if (option === 'pipeline') all(value).forEach((one) => stage(one))
    else if (option === 'indexes') all(value).forEach(index)
    else if (option === 'updates' || option === 'deletes')
      for (const one of all(value))
        for (const [part, wanted] of entries(one)) {
          say(`${name}.${option}.${part}`)
          if (part === 'q') filter(wanted)
          if (part === 'u') update(wanted)
          if (part === 'arrayFilters') all(wanted).forEach(filter)
        }
    else if (option === 'cursor') for (const [part] of entries(value)) say(`${name}.cursor.${part}`)
  }
  if (name === 'explain' && isDoc(target)) for (const shape of shapesOf(target)) say(shape)
  return shapes
}
