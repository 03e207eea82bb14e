import { plain } from './cells'

/** Limits of an uploaded table. */
export const TABLE_MAX_ROWS = 5000
/** A table of work orders: a district hands over a year of them. */
export const ORDER_TABLE_MAX_ROWS = 20_000
export const TABLE_MAX_COLUMNS = 100
export const TABLE_MAX_BYTES = 5 * 1024 * 1024

/** A column that an import knows by its label and other headings. */
export interface Heading {
  label: string
  headings: readonly string[]
}

/** The columns of a row of headings that are known, each once. */
export function guessColumns<Field extends string>(
  fields: Readonly<Record<Field, Heading>>,
  row: readonly string[],
): Partial<Record<Field, number>> {
  const columns: Partial<Record<Field, number>> = {}
  const taken = new Set<number>()
  const cleaned = row.map(plain)
  for (const field of Object.keys(fields) as Field[]) {
    const { label, headings } = fields[field]
    const known = [label, ...headings].map(plain)
    const column = cleaned.findIndex((heading, at) => known.includes(heading) && !taken.has(at))
    if (column < 0) continue
    columns[field] = column
    taken.add(column)
  }
  return columns
}
