import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PERMISSIONS_PAGE, permissionsPage } from '../scripts/permissions'

it('docs/permissions.md is current: `npm run permissions` writes it anew', async () => {
  expect(readFileSync(PERMISSIONS_PAGE, 'utf8') === (await permissionsPage()), 'run npm run permissions').toBe(true)
})
