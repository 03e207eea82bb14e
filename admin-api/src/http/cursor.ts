import { Types, type QueryFilter } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { BROKEN_CURSOR, z } from '@yike/shared/zod'

/** Kinds of value that a cursor holds of the last row of a page. */
export const INSTANT = z.string().max(30).pipe(z.coerce.date())
export const OBJECT_ID = z
  .string()
  .regex(/^[0-9a-f]{24}$/)
  .transform((id) => new Types.ObjectId(id))
export const WORDS = z.string().max(200)

/**
 * The sort order of a list: 1 for the smallest first, -1 for the largest first, and the kind of value. The last field
 * is unique.
 */
type Order<Row> = { [Field in keyof Row]?: readonly [way: 1 | -1, value: z.ZodType<Row[Field]>] }

/**
 * A list that is read page by page, each page after the last row of the one before it. Its cursors hold that row's sort
 * values and the name of the list, so that the cursor of another list or order is refused, as a broken one is
 * (INVALID_INPUT), and never reaches the database.
 */
export function pagedList<Row extends object>(list: string, order: Order<Row>) {
  const by = Object.entries(order) as [keyof Row & string, readonly [1 | -1, z.ZodType]][]
  const [first, ...rest] = by.map(([, [, value]]) => value)
  const values = z.tuple([z.literal(list), first!, ...rest])

  /** A value may be missing: in ascending order the rows without one come first. */
  function beyond(place: readonly unknown[]): QueryFilter<unknown> {
    const branches = by.map(([field, [way]], index) => ({
      ...Object.fromEntries(by.slice(0, index).map(([before], at) => [before, place[at]])),
      [field]: place[index] === null ? { $ne: null } : { [way === 1 ? '$gt' : '$lt']: place[index] },
    }))
    return branches.length === 1 ? branches[0]! : { $or: branches }
  }
  const placeOf = (row: Row) => by.map(([field]) => row[field] ?? null)
  const cursorAt = (row: Row) => encode([list, ...placeOf(row)])

  return {
    sort: Object.fromEntries(by.map(([field, [way]]) => [field, way])) as Record<string, 1 | -1>,
    /** Filter of the rows of the page that a cursor asks for; of every row for the first page. It goes into an `$and`: it may be an `$or`. */
    from: (cursor: string | undefined) => (cursor ? beyond(decode(cursor, values).slice(1)) : {}),
    /** The sort values of the row before the page that a cursor asks for; null for the first page. */
    placeIn: (cursor: string | undefined): readonly unknown[] | null =>
      cursor ? decode(cursor, values).slice(1) : null,
    /** Filter of the rows that follow this one. */
    following: (row: Row) => beyond(placeOf(row)),
    cursorAt,
    /** The page from rows of which one more than `limit` was read. */
    page<Read extends Row>(rows: readonly Read[], limit: number) {
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return { items, nextCursor: rows.length > limit && last ? cursorAt(last) : null }
    },
  }
}

/** A list that is ranked anew for every page: its cursors count rows. */
export function countedList(list: string) {
  const values = z.tuple([z.literal(list), z.int().min(0).max(10_000)])
  return {
    /** The number of rows on the pages before this one. */
    from: (cursor: string | undefined) => (cursor ? decode(cursor, values)[1] : 0),
    /** The page that begins there, of all rows or of at least one more than it holds. */
    page: <Row>(rows: readonly Row[], from: number, limit: number) => ({
      items: rows.slice(from, from + limit),
      nextCursor: from + limit < rows.length ? encode([list, from + limit]) : null,
    }),
  }
}

const encode = (values: readonly unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')

function decode<Values>(cursor: string, schema: z.ZodType<Values>): Values {
  const read = schema.safeParse(parsed(cursor))
  if (read.success) return read.data
  throw new AppError('INVALID_INPUT', BROKEN_CURSOR, { fields: { cursor: [BROKEN_CURSOR] } })
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
