/** The demo community: made up, and it says so. Only the names of city, district and street are real. */
export const CENTER = { lng: 118.4935, lat: 37.4605 }

export const COMMUNITY = { name: '颐园社区（演示）', phone: '0546-8000100', street: '文汇街道' }

/** Residential compounds, with metres east and north of the middle. */
type Corner = [east: number, north: number]

/** Ground of the community, of its two grids, and of the neighbour: corners in metres from the middle. */
export const BORDER: Corner[] = [
  [-1150, -640],
  [1520, -700],
  [1480, 380],
  [820, 960],
  [-1100, 980],
]

export const GRIDS: readonly { name: string; border: Corner[] }[] = [
  {
    name: '第一网格',
    border: [
      [-1150, -640],
      [60, -667],
      [20, 970],
      [-1100, 980],
    ],
  },
  {
    name: '第二网格',
    border: [
      [60, -667],
      [1520, -700],
      [1480, 380],
      [820, 960],
      [20, 970],
    ],
  },
]

export const NEIGHBOUR = {
  name: '黄河社区（演示）',
  phone: '0546-8000200',
  at: [-1700, 120] as Corner,
  border: [
    [-2350, -560],
    [-1150, -640],
    [-1100, 980],
    [-2280, 900],
  ] as Corner[],
}

export const ROADS: readonly { name: string; path: Corner[] }[] = [
  {
    name: '济南路',
    path: [
      [-2500, -60],
      [1700, -20],
    ],
  },
  {
    name: '文汇路',
    path: [
      [560, -900],
      [600, 1200],
    ],
  },
  {
    name: '泰安路',
    path: [
      [-430, -900],
      [-400, 1200],
    ],
  },
  {
    name: '黄河路',
    path: [
      [-2500, 640],
      [1700, 560],
    ],
  },
]

export const COMPOUNDS: readonly { name: string; at: [east: number, north: number] }[] = [
  { name: '颐园小区', at: [-60, 80] },
  { name: '颐园西区', at: [-420, 60] },
  { name: '文汇家园', at: [480, 220] },
  { name: '济南路宿舍', at: [180, -380] },
  { name: '黄河路新居', at: [-900, 760] },
  { name: '东岸花园', at: [1300, -420] },
]
