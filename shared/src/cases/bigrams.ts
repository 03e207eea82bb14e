const RUNS = /[\p{Script=Han}a-z0-9]+/gu

/** The pairs of neighbouring characters in a text, without signs and spaces: 「路灯不亮」 gives 路灯, 灯不, 不亮. */
export function bigramsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (const [run] of text.normalize('NFKC').toLowerCase().replace(/\s+/g, '').matchAll(RUNS)) {
    const characters = [...run]
    for (let at = 1; at < characters.length; at++) pairs.add(`${characters[at - 1]}${characters[at]}`)
  }
  return pairs
}
