import sharp from 'sharp'

/** The size of a drawing in pixels: that of a photo which a phone has made small. */
export const WIDTH = 640
export const HEIGHT = 480

/** Turns SVG into the bytes of a photo. */
export const paint = (svg: string): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${WIDTH} ${HEIGHT}'
      width='${WIDTH}' height='${HEIGHT}'>${svg}</svg>`),
  )
    .jpeg({ quality: 82 })
    .toBuffer()

export const rect = (x: number, y: number, width: number, height: number, fill: string, round = 0) =>
  `<rect x='${x}' y='${y}' width='${width}' height='${height}' rx='${round}' fill='${fill}'/>`
export const circle = (x: number, y: number, radius: number, fill: string) =>
  `<circle cx='${x}' cy='${y}' r='${radius}' fill='${fill}'/>`
export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string) =>
  `<ellipse cx='${x}' cy='${y}' rx='${rx}' ry='${ry}' fill='${fill}'/>`
export const path = (d: string, fill: string) => `<path d='${d}' fill='${fill}'/>`
export const line = (d: string, stroke: string, width: number) =>
  `<path d='${d}' fill='none' stroke='${stroke}' stroke-width='${width}' stroke-linecap='round' stroke-linejoin='round'/>`
export const at = (x: number, y: number, svg: string, scale = 1) =>
  `<g transform='translate(${x} ${y}) scale(${scale})'>${svg}</g>`
export const several = (count: number, draw: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => draw(n)).join('')

/** One of a list for a seed. */
export const pick = <One>(list: readonly One[], seed: number) => list[seed % list.length]!
