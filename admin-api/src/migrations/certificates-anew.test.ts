import { afterAll, beforeAll, expect, it } from 'vitest'
import { CertificateModel } from '../courses/model'
import { closeDatabase, openDatabase } from '../testing/server'
import { certificatesAnew } from './0008-certificates-anew'

beforeAll(openDatabase)
afterAll(closeDatabase)

it('certificates lose the index that allowed one for good, whether there were any or not', async () => {
  const { collection } = CertificateModel
  const names = async () => (await collection.indexes()).map(({ name }) => name)
  await collection.drop()
  await certificatesAnew.run()
  await collection.createIndex({ bookingId: 1 }, { unique: true, name: 'booking' })

  await certificatesAnew.run()
  await certificatesAnew.run()
  await CertificateModel.createIndexes()

  expect(await names()).toContain('standing')
  expect(await names()).not.toContain('booking')
})
