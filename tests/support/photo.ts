import sharp from 'sharp'
import type { Locator, Page } from 'playwright-core'

/** A stairwell with an open meter box and its wires, drawn. */
const STAIRWELL = `
  <rect width="1200" height="900" fill="#b9b4a8"/>
  <rect y="600" width="1200" height="300" fill="#6f7f78"/>
  <rect x="60" y="140" width="330" height="760" fill="#7d4b38"/>
  <circle cx="350" cy="540" r="16" fill="#d9c38a"/>
  <rect x="560" y="180" width="380" height="400" fill="#d7d9da" stroke="#5a6063" stroke-width="12"/>
  <rect x="600" y="220" width="300" height="320" fill="#3b4246"/>
  <rect x="640" y="250" width="90" height="120" fill="#e9e6da"/>
  <rect x="770" y="250" width="90" height="120" fill="#e9e6da"/>
  <path d="M940 180 l170 60 v400 l-170 -60 z" fill="#c3c7c9" stroke="#5a6063" stroke-width="8"/>
  <g fill="none" stroke-width="12">
    <path d="M680 370 c-30 160 60 220 20 400" stroke="#b3261e"/>
    <path d="M800 370 c50 140 -50 240 30 420" stroke="#1f5fa8"/>
    <path d="M830 370 c90 120 20 200 110 330" stroke="#d7a520"/>
  </g>`
/** A card with a portrait, on a table. */
const CARD = `
  <rect width="1200" height="900" fill="#8a6f55"/>
  <rect x="150" y="170" width="900" height="560" rx="36" fill="#eef1ee"/>
  <g fill="#51626a">
    <rect x="220" y="260" width="180" height="34"/>
    <rect x="220" y="340" width="320" height="34"/>
    <rect x="220" y="420" width="400" height="34"/>
    <rect x="220" y="610" width="560" height="40"/>
  </g>
  <rect x="740" y="240" width="240" height="310" fill="#c9d3d8"/>
  <circle cx="860" cy="360" r="66" fill="#9a7f6b"/>
  <path d="M760 550 c0 -130 200 -130 200 0 z" fill="#3d4f63"/>`
const SCENES = { stairwell: STAIRWELL, card: CARD }
type Scene = keyof typeof SCENES

/** A JPEG, as large as a phone hands one over. */
export const photoBytes = (of: Scene = 'stairwell') =>
  sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">${SCENES[of]}</svg>`))
    .jpeg()
    .toBuffer()

interface Where {
  /** The part of the page that offers to; by default all of it. */
  within?: Locator
  of?: Scene
  /** Steps before the browser shows its files. */
  asked?: () => Promise<void>
}

/** Chooses a photo where the page offers to. */
export async function addPhoto(page: Page, { within, of, asked }: Where = {}) {
  const chosen = page.waitForEvent('filechooser')
  await (within ?? page).getByRole('button', { name: '加照片' }).click()
  await asked?.()
  await (await chosen).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await photoBytes(of) })
}
