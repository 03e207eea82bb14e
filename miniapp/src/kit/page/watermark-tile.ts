/** One tile of the pattern, in dp. */
const TILE = { width: 200, height: 150 }
/**
 * Grey on light and on dark ground alike, and so thin that the lightest text on the page keeps its contrast of 4.5:1 where
 * the two cross.
 */
const FILL = "fill='#808080' fill-opacity='0.1'"

const escaped = (text: string) => text.replace(/[&<>'"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** The tile with these words aslant, as an address for a background. */
export const watermarkTile = (words: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns='http://www.w3.org/2000/svg' width='${TILE.width}' height='${TILE.height}'>` +
      `<text x='20' y='110' font-size='15' font-family='sans-serif' ${FILL} transform='rotate(-22 100 75)'>${escaped(words)}</text></svg>`,
  )}`
