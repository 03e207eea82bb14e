import { expect, it } from 'vitest'
import { watermarkTile } from './watermark-tile'

const drawn = (words: string) => decodeURIComponent(watermarkTile(words).replace('data:image/svg+xml,', ''))

it('the tile says the words, and none of them ends it', () => {
  expect(drawn('周敏 窗口')).toContain('>周敏 窗口</text>')
  const odd = watermarkTile(`<O'Neil> & "Co"`)
  expect(odd).not.toContain('"')
  expect(drawn(`</text><script>`)).not.toContain('<script>')
})

/** The relative luminance of a colour, and the contrast of two, by WCAG 2.2. */
const luminance = (rgb: readonly number[]) => {
  const [r, g, b] = rgb.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
const contrast = (a: readonly number[], b: readonly number[]) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light! + 0.05) / (dark! + 0.05)
}
const under = (rgb: readonly number[]) => rgb.map((part) => part * 0.9 + 128 * 0.1)

it('leaves the thinnest text of both themes a contrast of 4.5:1 where it crosses the page', () => {
  const themes = {
    light: [
      [0xf1, 0xf1, 0xeb],
      [0x5c, 0x69, 0x6a],
    ],
    dark: [
      [0x0f, 0x17, 0x19],
      [0x98, 0xa6, 0xa5],
    ],
  } as const
  expect(drawn('x')).toContain("fill='#808080' fill-opacity='0.1'")
  for (const [ground, ink] of Object.values(themes)) expect(contrast(under(ground), ink)).toBeGreaterThanOrEqual(4.5)
})
