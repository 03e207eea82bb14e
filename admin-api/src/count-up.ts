import type { Model, QueryFilter, UpdateQuery } from 'mongoose'
import { isDuplicate } from './idempotency'

interface Counter {
  _id: string
  count: number
}

/**
 * Adds to a counter and returns its count after that: two processes never get the same. The first one makes it by an
 * insert, which one of several wins; of two upserts at once DocumentDB kept one and answered both with the same count.
 */
export async function countUp<One extends Counter>(
  model: Model<One>,
  beginning: Omit<One, 'count'>,
  by = 1,
): Promise<number> {
  const add = () =>
    model
      .findOneAndUpdate({ _id: beginning._id } as QueryFilter<One>, { $inc: { count: by } } as UpdateQuery<One>, {
        returnDocument: 'after',
      })
      .lean<One>()
  const known = await add()
  if (known) return known.count
  await model.create({ ...beginning, count: 0 } as unknown as One).catch((cause: unknown) => {
    if (!isDuplicate(cause)) throw cause
  })
  return (await add())!.count
}
