import { CertificateModel } from '../courses/model'
import { dropIndex } from './drop-index'
import type { Migration } from './run'

/** One certificate that stands for each booking, where there was one for good: the old index goes, the new one follows. */
export const certificatesAnew: Migration = {
  name: '0008-certificates-anew',
  run: () => dropIndex(CertificateModel, 'booking'),
}
