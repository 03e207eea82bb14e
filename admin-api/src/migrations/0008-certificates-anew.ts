import { CertificateModel } from '../courses/model'
import { dropIndex } from './drop-index'
import type { Migration } from './run'

/** Each booking has one valid certificate, where it had one for good: the old index is dropped, the new one follows. */
export const certificatesAnew: Migration = {
  name: '0008-certificates-anew',
  run: () => dropIndex(CertificateModel, 'booking'),
}
