import { circle, ellipse, HEIGHT, line, paint, path, pick, rect, several, WIDTH } from './paint'

const TABLES = ['#c89a6a', '#b98756', '#d5b48a', '#a97b52']
const PORCELAIN = '#f7f4ec'
const RIM = ['#0b5a5e', '#3a5a8c', '#a8283a', '#2f6a3c']

/** The ingredients that a name of a dish tells, each with its colours. */
const COLOURS: readonly (readonly [word: RegExp, colours: readonly string[]])[] = [
  [/豆腐/, ['#f3ead2', '#e9dcb8', '#8db36a']],
  [/鸡丁|鸡块/, ['#a85a2a', '#c47a3a', '#d9442f', '#e3c04e']],
  [/排骨|丸子|肉/, ['#8a4526', '#a55b33', '#6e351d', '#d9b25c']],
  [/西红柿/, ['#d9442f', '#f0c23f', '#e8673a', '#f4d774']],
  [/蛋/, ['#f4cf5a', '#f8e08a', '#8db36a']],
  [/茄子/, ['#5b3a6b', '#74507f', '#7c4a2c']],
  [/豆芽|三丝/, ['#efe6c4', '#d9823b', '#7aa65a', '#e5dcae']],
  [/海带/, ['#2f4f3a', '#3f6648', '#c2402f']],
  [/萝卜/, ['#f1ead9', '#9a5b35', '#d9823b']],
  [/白菜/, ['#d8e2b0', '#b3cf86', '#f0eed8']],
  [/菜|瓜/, ['#5d9a48', '#7ab35c', '#3f7f3a']],
]
const SOUPS: readonly (readonly [word: RegExp, soup: string, bits: string])[] = [
  [/紫菜/, '#c9b98a', '#3b3146'],
  [/冬瓜/, '#dfe3c4', '#f2f3e2'],
  [/小米/, '#e9c765', '#f0d88a'],
  [/南瓜/, '#e09a3a', '#eab862'],
  [/蛋花/, '#e8d9a0', '#f6e49a'],
  [/疙瘩/, '#d99a6a', '#f3e9d0'],
  [/豆腐脑/, '#f3ecd8', '#8a5a33'],
]

const spread = (n: number, seed: number) => {
  const angle = n * 2.399 + seed
  const far = 12 * Math.sqrt(n * 6)
  return {
    x: WIDTH / 2 + far * Math.cos(angle),
    y: HEIGHT / 2 - 6 + far * 0.8 * Math.sin(angle),
    turn: (n * 47 + seed * 13) % 180,
  }
}
const pieces = (colours: readonly string[], seed: number) =>
  several(36, (n) => {
    const { x, y, turn } = spread(n, seed)
    return `<g transform='rotate(${turn} ${x} ${y})'>${rect(x - 34, y - 21, 68, 42, pick(colours, n + seed), 15)}</g>`
  })
const plate = (seed: number) =>
  ellipse(320, 262, 262, 204, '#00000022') +
  ellipse(320, 244, 262, 204, PORCELAIN) +
  `<ellipse cx='320' cy='244' rx='240' ry='184' fill='none' stroke='${pick(RIM, seed)}' stroke-width='7'/>` +
  ellipse(320, 240, 200, 150, '#ebe6d8')

const fish = (seed: number) =>
  plate(seed) +
  path('M130 250C220 150 400 150 470 236l60-46c8 40 8 70 0 106l-60-40C400 340 220 340 130 250z', '#b98b4a') +
  path('M160 246C240 190 380 190 446 240 380 250 240 256 160 246z', '#d9b06a') +
  circle(184, 236, 9, '#2b2b2b') +
  line('M250 206l24 80M300 198l24 92M350 202l20 82', '#8a5f2c', 6) +
  line('M210 320c60-18 140-18 210 0', '#5d9a48', 9)
const rice = (seed: number) =>
  ellipse(320, 330, 200, 90, '#00000022') +
  path('M130 236h380c0 110-84 170-190 170s-190-60-190-170z', PORCELAIN) +
  `<path d='M150 270c20 70 90 110 170 110s150-40 170-110' fill='none' stroke='${pick(RIM, seed)}' stroke-width='7'/>` +
  path('M136 240c10-96 90-150 184-150s174 54 184 150z', '#fbfaf5') +
  several(30, (n) => ellipse(170 + ((n * 97) % 300), 140 + ((n * 41) % 90), 11, 6, '#eae7da'))
const buns = (seed: number) =>
  plate(seed) +
  [
    [230, 200],
    [410, 200],
    [320, 290],
  ]
    .map(
      ([x, y]) =>
        ellipse(x!, y! + 12, 104, 74, '#d9d0bb') +
        ellipse(x!, y!, 104, 74, '#f7f1e2') +
        ellipse(x! - 24, y! - 24, 34, 16, '#fdfaf2'),
    )
    .join('')
const soup = (colour: string, bits: string, seed: number) =>
  ellipse(320, 270, 240, 196, '#00000022') +
  ellipse(320, 246, 240, 190, PORCELAIN) +
  ellipse(320, 240, 204, 156, pick(RIM, seed)) +
  ellipse(320, 244, 196, 148, colour) +
  several(26, (n) => {
    const { x, y, turn } = spread(n, seed)
    return `<g transform='rotate(${turn} ${x} ${y})'>${ellipse(x, y, 24, 9, bits)}</g>`
  }) +
  several(9, (n) => circle(spread(n * 3 + 1, seed + 2).x, spread(n * 3 + 1, seed + 2).y, 6, '#7aa65a'))

function inside(name: string, seed: number) {
  if (/鱼/.test(name)) return fish(seed)
  if (/米饭/.test(name)) return rice(seed)
  if (/馒头/.test(name)) return buns(seed)
  const bowl = SOUPS.find(([word]) => word.test(name))
  if (bowl) return soup(bowl[1], bowl[2], seed)
  const [, colours] = COLOURS.find(([word]) => word.test(name)) ?? [null, ['#a55b33', '#d9b25c', '#7aa65a']]
  return plate(seed) + pieces(colours, seed)
}

/** A dish of the demo from above, coloured after its name; `seed` varies table, rim and how it lies. */
export const drawDish = (name: string, seed: number): Promise<Buffer> =>
  paint(
    rect(0, 0, WIDTH, HEIGHT, pick(TABLES, seed)) +
      several(6, (n) => rect(0, n * 84, WIDTH, 3, '#00000014')) +
      inside(name, seed),
  )
