import { defineConfig } from 'vitest/config'

/** The mutation tests of `npm run mutation`: the tests that its part names, with a database only where it asks for one. */
export default defineConfig({
  // The first run, with every test at once, is slower than any other.
  test: {
    testTimeout: 60_000,
    include: (process.env.MUTATION_TESTS ?? 'shared/src/**/*.test.ts').split(','),
    setupFiles: process.env.MUTATION_SETUP ?? [],
  },
})
