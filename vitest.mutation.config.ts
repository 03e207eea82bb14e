import { defineConfig } from 'vitest/config'

/** The tests that a part of `npm run mutation` names. */
export default defineConfig({
  // The first run, with every test at once, is slower than any other.
  test: {
    testTimeout: 60_000,
    include: (process.env.MUTATION_TESTS ?? 'shared/src/**/*.test.ts').split(','),
  },
})
