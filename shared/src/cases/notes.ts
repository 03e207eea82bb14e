/** The longest note, and the most colleagues that it names. */
export const NOTE_MAX = 500
export const MENTIONS_MAX = 10

interface Reader {
  id: string
  name: string
}

/**
 * The colleagues whom a note names by 「@李国强」, each once. Of two with one name it is the one who was picked from the
 * list. A longer name is looked for first, so that 「@李国强」 does not name 李国 too.
 */
export function mentionedIn(text: string, readers: readonly Reader[], picked: readonly string[]): string[] {
  const names = [...new Set(readers.map(({ name }) => name))].sort((a, b) => b.length - a.length)
  let left = text.replace(/＠/g, '@')
  return names.flatMap((name) => {
    if (!left.includes(`@${name}`)) return []
    left = left.split(`@${name}`).join(' ')
    const named = readers.filter((reader) => reader.name === name)
    return named.filter(({ id }) => named.length === 1 || picked.includes(id)).map(({ id }) => id)
  })
}
