import { circle, ellipse, HEIGHT, line, paint, path, pick, rect, WIDTH } from './paint'

const GROUNDS = ['#d7e5e3', '#f2e6cf', '#e3e6d4', '#e8dcdc']
const SKINS = ['#f0c9a4', '#e5b58c', '#f3d3b3']
const HAIRS = ['#2d2622', '#4a3a31', '#1f2226']
const COATS = ['#7fb3ae', '#d99aa0', '#8fb3d4']

/** A person in working clothes, drawn: head and shoulders. Nobody in particular. */
export function drawPortrait(seed: number): Promise<Buffer> {
  const [skin, hair, coat] = [pick(SKINS, seed), pick(HAIRS, seed), pick(COATS, seed)]
  const hairBehind =
    seed % 2 ? ellipse(320, 250, 118, 130, hair) : circle(320, 96, 44, hair) + circle(320, 190, 116, hair)
  return paint(
    rect(0, 0, WIDTH, HEIGHT, pick(GROUNDS, seed)) +
      hairBehind +
      path('M110 480c10-110 90-140 210-140s200 30 210 140z', coat) +
      path('M268 330h104v40c0 30-104 30-104 0z', skin) +
      path('M262 350 320 420 378 350 400 362 322 460 240 362z', '#fff') +
      ellipse(320, 230, 94, 112, skin) +
      path('M224 220c0-90 50-122 96-122s96 32 96 122c-20-60-70-66-106-66-30 0-66 10-86 66z', hair) +
      circle(284, 232, 9, '#33302c') +
      circle(356, 232, 9, '#33302c') +
      line('M268 208c10-8 24-8 32 0M340 208c8-8 22-8 32 0', hair, 6) +
      line('M286 284c20 20 48 20 68 0', '#b5603f', 7) +
      circle(258, 266, 16, '#e89f8655') +
      circle(382, 266, 16, '#e89f8655') +
      rect(398, 420, 66, 40, '#fff', 4) +
      rect(406, 430, 34, 6, '#0b5a5e') +
      rect(406, 444, 48, 6, '#b9c5c3'),
  )
}
