import { mkdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import type { Page } from 'playwright-core'

const FOLDER = path.resolve(import.meta.dirname, '../../docs/pictures/journeys')
const SETTLE_MS = 600

/** A picture of a moment of a walk, for docs/journeys.md: taken by `npm run screenshots:journeys` alone. */
export async function picture(page: Page, name: string) {
  if (!process.env.JOURNEY_PICTURES) return
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(SETTLE_MS)
  mkdirSync(FOLDER, { recursive: true })
  // Few colours: a picture of a page is a third as large.
  await sharp(await page.screenshot())
    .png({ palette: true })
    .toFile(path.join(FOLDER, `${name}.png`))
}
