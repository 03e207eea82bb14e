/**
 * JavaScript sorts properties named by whole numbers first and gives `__proto__` a meaning. A field of such a name is
 * held under a property with a NUL before it, which no name in BSON can hold.
 */
const isSpecial = (name: string) => {
  const first = name.charCodeAt(0)
  if (first >= 48 && first <= 57) return /^\d+$/.test(name)
  return first === 95 && name === '__proto__'
}

/** The property that holds the field of this name. */
export const held = (name: string) => (isSpecial(name) ? `\0${name}` : name)

/** The name of the field that a property holds. */
export const nameOf = (property: string) => (property.charCodeAt(0) === 0 ? property.slice(1) : property)
