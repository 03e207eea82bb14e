import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** The import rules are in .dependency-cruiser.mjs. */
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
    files: ['miniapp/src/**/*.{ts,tsx}', 'admin-web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['admin-web/src/**/*.tsx'],
    ignores: ['admin-web/src/kit/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'antd',
              importNames: ['Modal', 'Drawer'],
              message:
                'a dialog asks before it throws away what was written: GuardedModal, GuardedDrawer of kit/form/unsaved',
            },
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
        {
          selector: 'ImportDeclaration[source.value="@tarojs/components"] ImportSpecifier[imported.name="Image"]',
          message: 'a picture has words: kit/base/picture',
        },
      ],
    },
  },
  { files: ['scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
  // Strapi loads its application by require.
  { files: ['bench/strapi-app/**'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
)
