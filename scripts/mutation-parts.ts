/**
 * One part that `npm run mutation` can change and test. `mutate` is rules: code that decides something. `tests` runs
 * for every mutant that it reaches, so it holds no slow test.
 */
export interface MutationPart {
  mutate: readonly string[]
  tests: readonly string[]
  /** The project's target for the score: percent of the mutants that a test notices. */
  wanted: number | null
}

/**
 * Plain data decides nothing: lists of endpoints, shapes of input and answer (zod holds those, and contract.test.ts
 * walks them), codes with their labels. Mutating them only demands that a test repeats the table.
 */
const PLAIN_DATA = [
  '**/*.test.ts',
  '**/*endpoints.ts',
  '**/*schemas.ts',
  'shared/src/errors.ts',
  'shared/src/booking/details.ts',
  'shared/src/booking/states.ts',
  'shared/src/cases/states.ts',
  'shared/src/directory/categories.ts',
  'shared/src/files/import-states.ts',
  'shared/src/directory/standard.ts',
  'shared/src/directory/taxonomy.ts',
  'shared/src/files/rules.ts',
  'shared/src/hall/states.ts',
  'shared/src/meals/details.ts',
  'shared/src/notices/kinds.ts',
  'shared/src/people/permissions.ts',
  'shared/src/people/relations.ts',
]

export const MUTATION_PARTS: Partial<Record<string, MutationPart>> = {
  shared: {
    mutate: ['shared/src/**/*.ts', ...PLAIN_DATA.map((file) => `!${file}`)],
    tests: ['shared/src/**/*.test.ts'],
    wanted: 80,
  },
  'minidb-query': {
    mutate: ['minidb/src/query/*.ts', '!**/*.test.ts', '!**/testing.ts'],
    tests: ['minidb/src/query/*.test.ts', 'minidb/src/store/keys.test.ts', 'minidb/src/refused.test.ts'],
    wanted: 80,
  },
  // Only the pure verbs: the others decide by their writes, which the race and API tests cover.
  booking: {
    mutate: ['admin-api/src/booking/policy.ts'],
    tests: ['admin-api/src/booking/policy.test.ts'],
    wanted: null,
  },
  cases: {
    mutate: ['admin-api/src/cases/policy.ts'],
    tests: ['admin-api/src/cases/policy.test.ts'],
    wanted: null,
  },
}
