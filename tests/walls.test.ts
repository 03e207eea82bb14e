import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'
import { afterEach, describe, expect, it } from 'vitest'
import { DOMAINS } from '../admin-api/src/domains'

/** `npm run check` runs the walls themselves; these tests show that each of them finds what it forbids. */
const ROOT = path.resolve(import.meta.dirname, '..')
const { default: config, floorOf } = (await import(path.join(ROOT, '.dependency-cruiser.mjs'))) as {
  default: IConfiguration
  floorOf: Record<string, string>
}
/** `broken` sets `@/`. */
const options = { ...config.options, tsConfig: undefined }

let folder: string | undefined
afterEach(() => folder && rmSync(folder, { recursive: true, force: true }))

/** The rules that a small repository of these files breaks. A file that is only imported is empty. */
async function broken(files: Record<string, string>) {
  const root = (folder = mkdtempSync(path.join(tmpdir(), 'yike-walls-')))
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  write('shared/package.json', JSON.stringify({ name: '@yike/shared', exports: { './*': './src/*.ts' } }))
  mkdirSync(path.join(root, 'node_modules/@yike'), { recursive: true })
  symlinkSync(path.join(root, 'shared'), path.join(root, 'node_modules/@yike/shared'))
  for (const [file, text] of Object.entries(files)) write(file, text)
  const { output } = await cruise(
    Object.keys(files),
    { ...options, ruleSet: { forbidden: config.forbidden }, validate: true, baseDir: root },
    { alias: { '@': path.join(root, 'miniapp/src') } },
  )
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name)
}

/** A file, its import, and the file that the import names, if it is one of ours. */
type Case = readonly [rule: string, from: string, statement: string, target?: string]

const FORBIDDEN: readonly Case[] = [
  ['found', 'admin-api/src/cases/file.ts', "import '../booking/gone'"],
  ['product-alone', 'shared/src/cases/rules.ts', "import '../../../tests/support/product'", 'tests/support/product.ts'],
  ['shared-floor-ground', 'shared/src/people/rules.ts', "import '../cases/rules'", 'shared/src/cases/rules.ts'],
  ['shared-floor-upper', 'shared/src/booking/rules.ts', "import '../meals/rules'", 'shared/src/meals/rules.ts'],
  ['shared-below-domains', 'shared/src/time/china.ts', "import '../people/rules'", 'shared/src/people/rules.ts'],
  ['shared-alone', 'shared/src/cases/rules.ts', "import 'mongoose'"],
  ['shared-no-node', 'shared/src/cases/rules.ts', "import 'node:fs'"],
  ['shared-zod', 'shared/src/cases/rules.ts', "import { z } from 'zod'\nz.string()"],
  ['minidb-alone', 'minidb/src/query/match.ts', "import '@yike/shared/errors'", 'shared/src/errors.ts'],
  ['minidb-query', 'minidb/src/query/match.ts', "import '../store/keys'", 'minidb/src/store/keys.ts'],
  ['minidb-store', 'minidb/src/store/keys.ts', "import '../commands/find'", 'minidb/src/commands/find.ts'],
  ['minidb-commands', 'minidb/src/commands/find.ts', "import '../wire/messages'", 'minidb/src/wire/messages.ts'],
  ['api-floor-ground', 'admin-api/src/people/me.ts', "import '../booking/book'", 'admin-api/src/booking/book.ts'],
  [
    'api-floor-middle',
    'admin-api/src/notices/read.ts',
    "import '../directory/find'",
    'admin-api/src/directory/find.ts',
  ],
  ['api-floor-upper', 'admin-api/src/booking/book.ts', "import '../meals/order'", 'admin-api/src/meals/order.ts'],
  ['api-floor-calendar', 'admin-api/src/feeds/ics.ts', "import '../visits/day'", 'admin-api/src/visits/day.ts'],
  ['api-floor-kinds', 'admin-api/src/meals/order.ts', "import '../loans/lend'", 'admin-api/src/loans/lend.ts'],
  ['api-own-records', 'admin-api/src/cases/file.ts', "import '../people/model'", 'admin-api/src/people/model.ts'],
  ['api-own-records', 'admin-api/src/insight/home.ts', "import '../cases/routes'", 'admin-api/src/cases/routes.ts'],
  [
    'api-own-records-of-schedule-and-feeds',
    'admin-api/src/schedule/series.ts',
    "import '../directory/model'",
    'admin-api/src/directory/model.ts',
  ],
  [
    'api-booking-records',
    'admin-api/src/insight/home.ts',
    "import type { Booking } from '../booking/model'",
    'admin-api/src/booking/model.ts',
  ],
  ['api-no-koa', 'admin-api/src/cases/file.ts', "import type { Context } from 'koa'"],
  ['api-http-below', 'admin-api/src/http/handle.ts', "import '../people/me'", 'admin-api/src/people/me.ts'],
  ['api-test-code', 'admin-api/src/cases/file.ts', "import '../testing/build'", 'admin-api/src/testing/build.ts'],
  ['api-demo', 'admin-api/src/cases/file.ts', "import '../demo/seed'", 'admin-api/src/demo/seed.ts'],
  ['api-zod', 'admin-api/src/cases/file.ts', "import { z } from 'zod'"],
  ['miniapp-own-folder', 'miniapp/src/desk/desk.tsx', "import '@/booking/confirm'", 'miniapp/src/booking/confirm.tsx'],
  ['miniapp-kit', 'miniapp/src/kit/base/text.ts', "import '@/lib/api/api'", 'miniapp/src/lib/api/api.ts'],
  ['miniapp-lib', 'miniapp/src/lib/api/api.ts', "import '@/desk/desk'", 'miniapp/src/desk/desk.tsx'],
  [
    'miniapp-no-zod',
    'miniapp/src/desk/desk.tsx',
    "import { BookSitting } from '@yike/shared/booking/schemas'\nBookSitting",
    'shared/src/booking/schemas.ts',
  ],
  [
    'miniapp-over-http',
    'miniapp/src/desk/desk.tsx',
    "import '../../../admin-api/src/booking/book'",
    'admin-api/src/booking/book.ts',
  ],
  ['admin-web-own-folder', 'admin-web/src/hall/Kiosk.tsx', "import '../cases/Board'", 'admin-web/src/cases/Board.tsx'],
  ['admin-web-kit', 'admin-web/src/kit/show/text.ts', "import '../../lib/api'", 'admin-web/src/lib/api.ts'],
  ['admin-web-lib', 'admin-web/src/lib/api.ts', "import '../cases/Board'", 'admin-web/src/cases/Board.tsx'],
  ['admin-web-no-zod', 'admin-web/src/cases/Board.tsx', "import { z } from '@yike/shared/zod'\nz", 'shared/src/zod.ts'],
  [
    'admin-web-over-http',
    'admin-web/src/cases/Board.tsx',
    "import '../../../miniapp/src/kit/base/text'",
    'miniapp/src/kit/base/text.ts',
  ],
]

const ALLOWED: readonly (readonly [why: string, from: string, statement: string, target: string])[] = [
  ['a floor below', 'admin-api/src/booking/book.ts', "import '../people/me'", 'admin-api/src/people/me.ts'],
  ['the ground among itself', 'admin-api/src/people/me.ts', "import '../files/store'", 'admin-api/src/files/store.ts'],
  [
    'the type of what a floor above answers',
    'admin-api/src/people/me.ts',
    "import type { Case } from '../cases/file'",
    'admin-api/src/cases/file.ts',
  ],
  [
    'schedule working on bookings',
    'admin-api/src/schedule/series.ts',
    "import '../booking/model'",
    'admin-api/src/booking/model.ts',
  ],
  [
    'a schema as a type on the phone',
    'miniapp/src/desk/desk.tsx',
    "import type { BookSitting } from '@yike/shared/booking/schemas'",
    'shared/src/booking/schemas.ts',
  ],
  ['a page using the kit', 'miniapp/src/desk/desk.tsx', "import '@/kit/base/text'", 'miniapp/src/kit/base/text.ts'],
]

describe('the walls', () => {
  it('know the floors that the manifests say', () => {
    expect(floorOf).toEqual(Object.fromEntries(DOMAINS.map(({ name, floor }): [string, string] => [name, floor])))
  })

  for (const [rule, from, statement, target] of FORBIDDEN)
    it(`${rule} stops ${from}: ${statement}`, async () => {
      expect(await broken({ [from]: statement, ...(target ? { [target]: '' } : {}) })).toContain(rule)
    })

  it.each(ALLOWED)('let through %s', async (_, from, statement, target) => {
    expect(await broken({ [from]: statement, [target]: '' })).toEqual([])
  })

  it('find a circle, also of types', async () => {
    expect(
      await broken({
        'admin-api/src/cases/file.ts': "import type { B } from './list'\nexport type A = B",
        'admin-api/src/cases/list.ts': "import type { A } from './file'\nexport type B = A",
      }),
    ).toContain('no-circle')
  })

  it('have no rule that is not shown here', () => {
    const shown = new Set([...FORBIDDEN.map(([rule]) => rule), 'no-circle'])
    const rules = config.forbidden!.map(({ name }) => name!)
    // Every floor has the rule of its floor; the roof has nothing above it.
    expect(rules.filter((rule) => !shown.has(rule) && !/-floor-/.test(rule))).toEqual([])
  })
})
