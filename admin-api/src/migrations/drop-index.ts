import type { Model } from 'mongoose'

const NO_COLLECTION = 26
const noneYet = (cause: unknown) => {
  if ((cause as { code?: unknown }).code === NO_COLLECTION) return []
  throw cause
}

/** Drops an index that its model no longer declares, where it still exists. */
export async function dropIndex<Doc>({ collection }: Model<Doc>, index: string) {
  const indexes = await collection.indexes().catch(noneYet)
  if (indexes.some(({ name }) => name === index)) await collection.dropIndex(index)
}
