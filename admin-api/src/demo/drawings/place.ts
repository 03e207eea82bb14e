import type { PlaceCategory } from '@yike/shared/directory/categories'
import { at, circle, ellipse, HEIGHT, line, paint, path, pick, rect, several, WIDTH } from './paint'

const SKIES = ['#cfe3ea', '#dfe9e6', '#f2e3c9', '#c9dcec', '#e9e4da', '#f4ddc8']
const WALLS = ['#e8dcc6', '#d9c3a5', '#c9d3cc', '#e6cfc2', '#d4d9df', '#efe6d4', '#c7b8a3']
const ROOFS = ['#7a4f3a', '#4e5f66', '#8a3d33', '#3f5c53', '#6b5a4a']
const AWNINGS = ['#a8283a', '#0b5a5e', '#2f6a3c', '#b7791f', '#3a5a8c']
const LEAVES = ['#4f8a58', '#3f7350', '#6a9a52', '#83a85a']
const GROUND = '#b9b4a6'
const LAWN = '#9fbb7c'
const GLASS = '#7fa3ac'
const INK = '#3b4a4c'

const tree = (x: number, seed: number, size = 1) =>
  at(
    x,
    360,
    rect(-7, -70, 14, 78, '#6d5440') +
      circle(0, -110, 52, pick(LEAVES, seed)) +
      circle(-34, -84, 36, pick(LEAVES, seed + 1)) +
      circle(34, -82, 38, pick(LEAVES, seed + 2)),
    size,
  )
const awning = (x: number, y: number, width: number, colour: string) =>
  several(8, (n) => rect(x + (n * width) / 8, y, width / 8 + 1, 44, n % 2 ? '#f7f3ea' : colour)) +
  several(8, (n) => circle(x + ((n + 0.5) * width) / 8, y + 44, width / 16, n % 2 ? '#f7f3ea' : colour))
const crate = (x: number, y: number, colour: string) =>
  several(5, (n) => circle(x + 14 + n * 19, y - 4, 13, colour)) + rect(x, y, 104, 36, '#a9794a', 3)

/** On the sign of a house, within 100 by 100. */
const SIGNS: Partial<Record<PlaceCategory, string>> = {
  service_station: path('M50 12 92 48H80v38H20V48H8z', '#fff') + rect(42, 58, 16, 28, '#0b5a5e'),
  canteen:
    path('M10 50h80a40 36 0 0 1-80 0z', '#fff') +
    rect(30, 84, 40, 8, '#fff', 4) +
    line('M36 38c-8-10 8-14 0-26M58 38c-8-10 8-14 0-26', '#fff', 7),
  elder_station: path('M50 88C10 60 6 38 18 24c12-12 26-6 32 6 6-12 20-18 32-6 12 14 8 36-32 64z', '#fff'),
  health_station: rect(38, 10, 24, 80, '#fff', 4) + rect(10, 38, 80, 24, '#fff', 4),
  pharmacy: rect(38, 10, 24, 80, '#fff', 4) + rect(10, 38, 80, 24, '#fff', 4),
  nursery: circle(50, 40, 24, '#fff') + circle(24, 66, 18, '#f4d58a') + circle(76, 66, 18, '#f0b8a0'),
  kindergarten: rect(12, 52, 34, 34, '#f4d58a') + rect(54, 52, 34, 34, '#fff') + path('M50 10 72 46H28z', '#f0b8a0'),
  convenience_store: path('M20 34h60l8 56H12z', '#fff') + line('M34 40V28a16 16 0 0 1 32 0v12', '#fff', 7),
  parcel_station: rect(14, 30, 72, 58, '#fff', 4) + rect(44, 30, 12, 26, '#b7791f'),
  barber: rect(36, 14, 28, 72, '#fff', 8) + line('M38 34 62 22M38 56 62 44M38 78 62 66', '#a8283a', 8),
  laundry: rect(16, 12, 68, 78, '#fff', 8) + circle(50, 56, 24, GLASS) + circle(72, 24, 5, GLASS),
  repair: line('M24 78 62 40', '#fff', 16) + circle(68, 32, 22, '#fff') + path('M68 32 96 12 88 4z', INK),
  housekeeping: line('M70 12 44 54', '#fff', 9) + path('M28 52 58 66 44 92 12 80z', '#fff'),
  library: path('M50 28C38 16 20 16 8 20v60c14-4 30-2 42 8 12-10 28-12 42-8V20c-12-4-30-4-42 8z', '#fff'),
  activity: circle(50, 50, 36, '#fff') + line('M24 26c20 14 20 34 0 48M76 26c-20 14-20 34 0 48', INK, 5),
  bank:
    path('M50 10 92 34H8z', '#fff') +
    several(4, (n) => rect(16 + n * 20, 40, 8, 38, '#fff')) +
    rect(8, 82, 84, 8, '#fff'),
}

function house(category: PlaceCategory, seed: number) {
  const [wall, roof, colour] = [pick(WALLS, seed), pick(ROOFS, seed + 2), pick(AWNINGS, seed + Math.floor(seed / 3))]
  const left = 96 + ((seed * 23) % 50)
  const width = 400 + ((seed * 37) % 60)
  const top = 128 + ((seed * 17) % 30)
  const storeys = seed % 3 === 0
  const windows = storeys ? several(4, (n) => rect(left + 26 + (n * (width - 40)) / 4, top - 74, 56, 52, GLASS, 3)) : ''
  const shop =
    rect(left + 24, 264, width * 0.5, 96, GLASS, 4) + line(`M${left + 24 + width * 0.25} 264v96`, '#e9eeeb', 4)
  const door =
    rect(left + width * 0.66, 244, 92, 126, '#5e4a3a', 4) + circle(left + width * 0.66 + 78, 310, 5, '#ebb13f')
  return (
    (storeys ? rect(left, top - 100, width, 120, wall) : '') +
    rect(left, top, width, 242, wall) +
    rect(left - 16, storeys ? top - 122 : top - 20, width + 32, 26, roof, 4) +
    windows +
    shop +
    door +
    awning(left + 14, 222, width * 0.55, colour) +
    rect(left + width * 0.66 - 4, top + 24, 100, 84, colour, 8) +
    at(left + width * 0.66 + 12, top + 32, SIGNS[category] ?? '', 0.68)
  )
}

const stalls = (seed: number) =>
  several(3, (n) => {
    const x = 44 + n * 190
    const greens = ['#5d8f43', '#d9823b', '#c2402f', '#8a5a8c', '#e3c04e']
    return (
      rect(x + 6, 200, 8, 170, '#6d5440') +
      rect(x + 156, 200, 8, 170, '#6d5440') +
      awning(x, 168, 170, pick(AWNINGS, seed + n)) +
      crate(x + 4, 318, pick(greens, seed + n)) +
      crate(x + 62, 334, pick(greens, seed + n + 2))
    )
  })

const lawn = (seed: number) =>
  rect(0, 330, WIDTH, 150, LAWN) +
  path('M250 480C300 420 300 380 420 330h60C380 390 400 430 380 480z', '#ddd0b4') +
  (seed % 2
    ? ellipse(150, 410, 110, 34, '#86b3bd')
    : rect(96, 372, 120, 12, '#8a5a3c', 3) + rect(106, 384, 8, 32, INK) + rect(198, 384, 8, 32, INK)) +
  tree(70, seed, 1.1) +
  tree(540, seed + 1, 1.3) +
  tree(420, seed + 2, 0.8)

const square = (seed: number) =>
  rect(0, 330, WIDTH, 150, '#c98f6b') +
  line('M40 470 600 400M320 336v140', '#f0e6d6', 5) +
  [170, 300, 430]
    .map((x, n) => rect(x, 210, 10, 160, pick(AWNINGS, seed + n)) + rect(x + 80, 210, 10, 160, pick(AWNINGS, seed + n)))
    .join('') +
  line('M175 214h80M305 250h80M435 226h80', INK, 8) +
  tree(70, seed, 1.2) +
  tree(590, seed + 1)

const OUTDOORS: Partial<Record<PlaceCategory, (seed: number) => string>> = {
  park: lawn,
  market: stalls,
  activity: square,
}

/**
 * A street view of a place in the demo: a house with the sign of its category, or what stands there in the open. No two
 * seeds of a category look alike.
 */
export function drawPlace(category: PlaceCategory, seed: number): Promise<Buffer> {
  // A room for activities is a house; so is every second of them.
  const outdoors = category === 'activity' && seed % 2 ? undefined : OUTDOORS[category]
  return paint(
    rect(0, 0, WIDTH, HEIGHT, pick(SKIES, seed)) +
      (seed % 2
        ? circle(540, 90, 38, '#f6e7bd')
        : ellipse(130, 84, 84, 20, '#f7f5ee') + ellipse(190, 70, 54, 18, '#f7f5ee')) +
      rect(0, 362, WIDTH, 118, GROUND) +
      rect(0, 362, WIDTH, 10, '#d8d3c6') +
      (outdoors ? outdoors(seed) : tree(44, seed) + house(category, seed) + tree(604, seed + 1, 0.9)),
  )
}
