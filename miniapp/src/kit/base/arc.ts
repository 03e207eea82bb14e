/** One part of an arc, and the gap cut from its end, in the arc's own units (pathLength). */
const PART = 100
const GAP = 6

export type ArcShape = 'plain' | 'thick' | 'corner' | 'hero'
const DRAWN: Record<ArcShape, { path: string; width: number }> = {
  plain: { path: 'M4 4.5A91.5 91.5 0 0 1 95.5 96', width: 9 },
  thick: { path: 'M4 13A83 83 0 0 1 87 96', width: 26 },
  corner: { path: 'M0 5A95 95 0 0 1 95 100', width: 10 },
  // Its ends lie on the edges of the box: its centre is the home it is drawn around.
  hero: { path: 'M0 9A91 91 0 0 1 91 100', width: 9 },
}

/** Dashes that draw `value` of `parts` parts: 4 of 15 minutes in three parts is 0.8, '80 999'. */
function dashes(value: number, parts: number) {
  if (parts === 1) return `${Math.round(value * PART)} 999`
  const whole = Math.min(Math.floor(value), parts)
  const rest = whole < parts ? Math.min(Math.round((value - whole) * PART), PART - GAP) : 0
  const last = whole === parts ? [`${PART} 999`] : [`${rest} 999`]
  return [...Array.from({ length: whole === parts ? whole - 1 : whole }, () => `${PART - GAP} ${GAP}`), ...last].join(
    ' ',
  )
}

const svg = (shape: ArcShape, parts: number, dash: string) => {
  const { path, width } = DRAWN[shape]
  const body = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' fill='none' stroke='#000' stroke-width='${width}'><path d='${path}' pathLength='${parts * PART}' stroke-dasharray='${dash}'/></svg>`
  return `url("data:image/svg+xml,${encodeURIComponent(body)}")`
}

/** The mask of an arc filled so far; `value` and `parts` in the same unit, `parts` of them are the whole quarter. */
export const arcMask = (shape: ArcShape, value: number, parts: number) => svg(shape, parts, dashes(value, parts))

/** The mask of a promise that was not kept: the whole arc in short dashes. */
export const brokenMask = (shape: ArcShape) => svg(shape, 1, '6 4')
