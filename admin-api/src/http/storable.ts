import { AppError } from '@yike/shared/errors'

/** A border of many islands is 6 deep, the deepest form 8. */
const DEEPEST = 32

/**
 * Refuses, naming the field, two inputs that no schema tests: the character NUL, which the database takes in no pattern
 * and no name of a field, and values nested so deep that a recursive reader runs out of stack.
 */
export function refuseUnstorable(input: Record<string, unknown>) {
  const left: [value: unknown, path: string, depth: number][] = [[input, '', 0]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [value, path, depth] = next
    if (typeof value === 'string' && value.includes('\0')) throw refused(path, '这里有一个看不见的字符，删掉重新填')
    if (typeof value !== 'object' || value === null) continue
    if (depth > DEEPEST) throw refused(path.split('.')[0]!, '内容一层套一层，太深了')
    for (const [name, inner] of Object.entries(value)) {
      if (name.includes('\0')) throw refused(path, '有一项的名字里有看不见的字符')
      left.push([inner, path === '' ? name : `${path}.${name}`, depth + 1])
    }
  }
}

function refused(field: string, why: string) {
  return new AppError('INVALID_INPUT', undefined, field === '' ? { form: [why] } : { fields: { [field]: [why] } })
}
