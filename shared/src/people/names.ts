/**
 * Names as people write, paste and read them. No Intl.Segmenter and no `\p{…}`: old phones have neither, and the same rule
 * runs on the phone and on the server.
 */

/** Invisible marks: zero width, direction, soft hyphen, byte order. Pasted text brings them along. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g
/** Marks between the parts of a name, which people type in many ways: 阿依·古丽, 阿依•古丽, 阿依．古丽, 阿依 古丽. */
const BETWEEN = /[\s.·•․‧∙⋅●・･．。'’`\-‐‑]/g
/** Marks that belong to the character before: accents that were not put together, variation selectors, skin tones. */
const JOINED =
  /^(?:[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]|\ud83c[\udffb-\udfff]|\udb40[\udd00-\uddef])$/
const JOINER = '\u200d'

/**
 * A name as it is stored: composed (é is one), without invisible marks, with single spaces. The person's own dot stays.
 */
export const cleanName = (name: string) => name.normalize('NFC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim()

/** The common form of the ways to write one name; for comparing and finding, never shown. */
export const plainName = (name: string) => name.normalize('NFKC').replace(UNSEEN, '').toLowerCase().replace(BETWEEN, '')

/** Whether two names are written alike: full-width, dots, spaces and accents aside. */
export const sameName = (a: string, b: string) => plainName(a) === plainName(b)

/** The characters of a text as people count them: 𠮷 is one, and so is an e with its accent, or a family of four. */
export function charactersOf(text: string): string[] {
  const characters: string[] = []
  let joins = false
  for (const sign of text.normalize('NFC')) {
    if (characters.length > 0 && (joins || sign === JOINER || JOINED.test(sign)))
      characters[characters.length - 1] += sign
    else characters.push(sign)
    joins = sign === JOINER
  }
  return characters
}

/** The first character of a name, for a circle with a letter in it; empty for an empty name. */
export const initialOf = (name: string) => charactersOf(name)[0] ?? ''
/** The last character: Chinese given names differ by it. */
export const lastCharacterOf = (name: string) => charactersOf(name).slice(-1).join('')

/** As long as the longest name on a resident's card. */
export const NAME_MAX = 50
