import { CertificateModel } from '../courses/model'
import type { Migration } from './run'

const NO_COLLECTION = 26
const noneYet = (cause: unknown) => {
  if ((cause as { code?: unknown }).code === NO_COLLECTION) return []
  throw cause
}

/** One certificate that stands for each booking, where there was one for good: the old index goes, the new one follows. */
export const certificatesAnew: Migration = {
  name: '0008-certificates-anew',
  run: async () => {
    const indexes = await CertificateModel.collection.indexes().catch(noneYet)
    if (indexes.some(({ name }) => name === 'booking')) await CertificateModel.collection.dropIndex('booking')
  },
}
