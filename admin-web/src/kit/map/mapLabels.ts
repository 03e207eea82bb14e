export interface Point {
  x: number
  y: number
}
export interface Label {
  text: string
  /** The possible middles, the best first. */
  spots: readonly Point[]
}

/** Latin letters and figures are narrower than the em that a Chinese character takes. */
const LETTER = 0.6
const LINE = 1.3
const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (sign < '\u2e80' ? LETTER : 1), 0)

interface Box extends Point {
  wide: number
  high: number
}
const touch = (a: Box, b: Box) =>
  Math.abs(a.x - b.x) < (a.wide + b.wide) / 2 && Math.abs(a.y - b.y) < (a.high + b.high) / 2

/**
 * A spot for each label of a square map, whose middle is 0 and whose edges are `reach` away: inside the frame, on no
 * `discs` and on no earlier label, so the order is that of importance. Null where nothing is free.
 */
export function spotsFor(
  labels: readonly Label[],
  { discs, radius, reach, size }: { discs: readonly Point[]; radius: number; reach: number; size: number },
): (Point | null)[] {
  const taken: Box[] = discs.map(({ x, y }) => ({ x, y, wide: radius * 2, high: radius * 2 }))
  return labels.map(({ text, spots }) => {
    const wide = (widthOf(text) + 0.4) * size
    const high = LINE * size
    const most = { x: reach - wide / 2, y: reach - high / 2 }
    for (const spot of spots) {
      if (Math.abs(spot.y) > most.y) continue
      // A label at the edge moves inwards.
      const box = { x: Math.min(most.x, Math.max(-most.x, spot.x)), y: spot.y, wide, high }
      if (taken.some((other) => touch(box, other))) continue
      taken.push(box)
      return { x: box.x, y: box.y }
    }
    return null
  })
}
