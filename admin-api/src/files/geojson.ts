/** A feature as other programs write it; none of its fields is certain. */
export interface Feature {
  properties?: Record<string, unknown> | null
  geometry?: { type?: string; coordinates?: unknown } | null
}

/**
 * A MultiPolygon nests seven deep; properties may nest some more. Deeper text overflows the stack of a recursive
 * reader.
 */
const DEEPEST = 32

function isTooDeep(text: string) {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '[' || character === '{') {
      if (++depth > DEEPEST) return true
    } else if (character === ']' || character === '}') depth--
  }
  return false
}

/**
 * The features of a FeatureCollection; `null` among them is an empty one. Throws an error that `unreadable` makes of a
 * sentence.
 */
export function readFeatures(text: string, unreadable: (why: string) => Error): Feature[] {
  if (isTooDeep(text)) throw unreadable('这个 JSON 一层套一层太深了，不是平常的 GeoJSON。')
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    throw unreadable('这个 JSON 不完整，再导出一次。')
  }
  const { features } = (file ?? {}) as { features?: unknown }
  if (!Array.isArray(features)) throw unreadable('这个 JSON 不是 GeoJSON 的 FeatureCollection。')
  return features.map((feature: unknown) => (typeof feature === 'object' && feature !== null ? feature : {}))
}
