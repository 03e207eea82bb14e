import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** Import walls of ARCHITECTURE.md: `message` names the right door. tests/architecture.test.ts holds the finer ones. */
const walls = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: patterns.map(([group, message]) => ({ group, message })) }],
})

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'out/**', 'data/**', 'bench/results/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-else-return': 'error',
    },
  },
  {
    files: ['shared/src/**/*.ts'],
    ignores: ['shared/src/**/*.test.ts'],
    rules: walls(
      [
        ['@yike/*', 'koa*', 'mongoose', 'react*', 'node:*', '@tarojs/*'],
        'shared knows no server, no screen and no other package',
      ],
      [['zod/*'], 'zod has one door: ./zod'],
    ),
  },
  {
    files: ['minidb/src/**/*.ts'],
    rules: walls([['@yike/*'], 'minidb knows nothing of ours']),
  },
  {
    files: ['admin-api/src/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'zod', message: 'zod has one door: @yike/shared/zod' }] }],
    },
  },
  {
    files: ['miniapp/src/**/*.{ts,tsx}', 'admin-web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['miniapp/src/**/*.{ts,tsx}', 'admin-web/src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['zod', 'zod/*', '@yike/shared/zod'],
              message: 'zod costs a page 91 KB or more',
              allowTypeImports: true,
            },
            { group: ['@yike/shared/*/schemas'], message: 'schemas are types on this side', allowTypeImports: true },
            { group: ['@yike/admin-api*', '@yike/minidb*'], message: 'a client speaks to the server over HTTP only' },
          ],
        },
      ],
    },
  },
  {
    // Taro compiles syntax for old phones and adds no library: iOS 10 to 15.3 lack these.
    files: ['miniapp/src/**/*.{ts,tsx}', 'shared/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^(at|replaceAll|findLast|findLastIndex|toSorted|toReversed|toSpliced|with|hasOwn|groupBy|allSettled|any|withResolvers)$/]',
          message: 'phones with iOS before 15.4 have no such method',
        },
        {
          selector: 'Identifier[name=/^(structuredClone|Intl|WeakRef|BigInt)$/]',
          message: 'old phones have no such thing',
        },
      ],
    },
  },
  {
    files: ['miniapp/src/kit/**/*.{ts,tsx}', 'admin-web/src/kit/**/*.{ts,tsx}'],
    rules: walls([['**/lib/**', '@/lib/**'], 'the kit knows no lib and no domain']),
  },
  { files: ['scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
)
