import { AppError } from '@yike/shared/errors'

/** Where a page ended: the sort values of its last row, opaque to clients. */
export const cursorOf = (...values: string[]) => Buffer.from(JSON.stringify(values)).toString('base64url')

/** The values of a cursor; null for the first page. One that we did not make is refused. */
export function readCursor(cursor: string | undefined): string[] | null {
  if (!cursor) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values
  } catch {
    // Not ours: refused below.
  }
  throw new AppError('INVALID_INPUT', undefined, { fields: { cursor: ['这一页接不上了，从头再看'] } })
}
