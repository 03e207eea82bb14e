import { AppError } from '@yike/shared/errors'

/**
 * The rows of an export, all of them: a file that lacks its end without a word is taken for the whole. `rows` is read with
 * one row more than `most`. Throws INVALID_INPUT at `field`, with the way out.
 */
export function wholeExport<Row>(
  rows: readonly Row[],
  { most, field, way }: { most: number; field: string; way: string },
): readonly Row[] {
  if (rows.length <= most) return rows
  const sentence = `超过 ${most.toLocaleString('en')} 行，${way}`
  throw new AppError('INVALID_INPUT', undefined, { fields: { [field]: [sentence] } })
}
