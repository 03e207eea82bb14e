import { afterAll } from 'vitest'
import { onEmptyFolder } from '../minidb/src/testing'

/** A minidb in the process of the tests, so that Stryker can change its code: for tests that ask by a driver. */
const database = await onEmptyFolder()
process.env.MONGODB_TEST_URI = database.server.uri
afterAll(() => database.stop())
