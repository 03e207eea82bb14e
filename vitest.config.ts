import { defineConfig } from 'vitest/config'

const database = ['tests/support/global-database.ts']
const demo = ['tests/support/global-demo.ts']

/**
 * Projects of `npm test`: unit, minidb, compat, api, weapp, e2e. `reference` needs real data and `properties` a second
 * server beside the repository: both are run by `.ci/run` alone. Each file that needs a database takes a name of its own
 * on one server (global-database). A file leaves nothing behind in its process, so most projects are not isolated:
 * reading the modules anew for each file would cost minutes.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', './tests/support/flaky-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'shared/src/**/*.test.ts',
            'miniapp/src/**/*.test.ts',
            'admin-web/src/**/*.test.ts',
            'tests/*.test.ts',
          ],
          isolate: false,
          // Some of them read the whole source, beside the tests of the database.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'minidb', include: ['minidb/src/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'compat',
          include: ['tests/compat/**/*.test.ts'],
          globalSetup: database,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'api',
          include: ['admin-api/src/**/*.test.ts', 'tests/race/**/*.test.ts'],
          globalSetup: database,
          setupFiles: ['tests/support/listen-to-commands.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'weapp',
          include: ['tests/weapp/**/*.test.ts'],
          globalSetup: demo,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: demo,
          isolate: false,
          // After the others: a browser and a product beside the tests of the API would be three for two cores.
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A walk waits half of its time for a browser and for a product that starts.
          maxWorkers: 2,
          // Of the walks of one file: as many as this kind of machine has cores.
          maxConcurrency: 2,
        },
      },
      { test: { name: 'properties', include: ['tests/properties/**/*.test.ts'], hookTimeout: 60_000 } },
      {
        test: {
          name: 'reference',
          include: ['tests/reference/**/*.test.ts'],
          globalSetup: database,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
