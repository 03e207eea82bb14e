/** Characters that XML 1.0 cannot hold, however they are written: controls, halves of a pair, and two that are none. */
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu
const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** A text between two tags. A carriage return alone would be read as a line feed. */
const escaped = (text: string) =>
  text
    .replace(IMPOSSIBLE, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ESCAPED[sign]!)
    .replace(/\r/g, '&#13;')

/**
 * A value as an element: the fields of an object are elements inside it, null is an empty element, and undefined none.
 * `itemOf` names the elements of a list by the name of the list.
 */
function element(name: string, value: unknown, itemOf: Readonly<Record<string, string>>): string {
  if (value === undefined) return ''
  if (value === null || value === '') return `<${name}/>`
  if (Array.isArray(value)) {
    const item = itemOf[name]
    if (!item) throw new Error(`The elements of the list ${name} have no name.`)
    return `<${name}>${value.map((one) => element(item, one, itemOf)).join('')}</${name}>`
  }
  if (typeof value !== 'object') return `<${name}>${escaped(String(value as string | number | boolean))}</${name}>`
  const fields = Object.entries(value).map(([field, inner]) => element(field, inner, itemOf))
  return `<${name}>${fields.join('')}</${name}>`
}

/** A document with one root. Names of elements come from our own code and are not escaped. */
export const toXml = (root: string, value: unknown, itemOf: Readonly<Record<string, string>>) =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value, itemOf)}\n`
