import type { BSONRegExp } from 'bson'
import { DatabaseError, badValue } from '../errors'

const invalid = (cause: unknown) =>
  new DatabaseError(51091, 'Location51091', `Regular expression is invalid: ${String(cause)}`)
const refused = (what: string) => badValue(`minidb does not support ${what} of a regular expression`)

const SPACE = ' \\t\\n\\v\\f\\r'
/** Escapes of letters that mean the same in PCRE and in JavaScript, or the way JavaScript writes them. */
const LETTERS: Record<string, string> = {
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  b: '\\b',
  B: '\\B',
  n: '\\n',
  r: '\\r',
  t: '\\t',
  f: '\\f',
}

/**
 * A regular expression of MongoDB (PCRE) as one of JavaScript that finds the same. A feature that JavaScript lacks or
 * reads otherwise is refused by name, and so is a repeat inside a repeat, which may take for ever.
 */
export function regExp({ pattern, options }: BSONRegExp): RegExp {
  if (options !== '' && options !== 'i') throw refused(`the options ${options}`)
  const translated = new Translation(pattern, options === 'i').all()
  try {
    return new RegExp(translated, `${options}u`)
  } catch (cause) {
    throw invalid(cause)
  }
}

class Translation {
  #at = 0
  #made = ''
  /** For every open group: whether something in it repeats. */
  readonly #groups: { repeats: boolean }[] = [{ repeats: false }]
  /** Whether the item read last holds a repeat. */
  #repeating = false

  constructor(
    readonly source: string,
    readonly caseless: boolean,
  ) {}

  all() {
    while (this.#at < this.source.length) this.#next()
    if (this.#groups.length > 1) throw invalid('a group is not closed')
    return this.#made
  }

  #next() {
    const sign = this.source[this.#at]!
    switch (sign) {
      case '\\':
        return this.#item(this.#escape(false))
      case '[':
        return this.#item(this.#class())
      case '(':
        return this.#open()
      case ')':
        return this.#close()
      case '.':
        return this.#sign('[^\\n]')
      case '$':
        return this.#sign('(?=\\n?$)')
      case '*':
      case '+':
      case '?':
      case '{':
        return this.#repeat()
      default:
        return this.#sign(sign)
    }
  }

  #item(made: string) {
    this.#made += made
    this.#repeating = false
  }

  #sign(made: string) {
    this.#at++
    this.#item(made)
  }

  #open() {
    const start = /^\((?:\?[:=!])?(?!\?|\*)/.exec(this.source.slice(this.#at))
    if (!start) throw refused(`the group ${this.source.slice(this.#at, this.#at + 4)}`)
    this.#at += start[0].length
    this.#groups.push({ repeats: false })
    // A group that remembers and one that does not find the same: nothing refers to it.
    this.#item(start[0] === '(' ? '(?:' : start[0])
  }

  #close() {
    const group = this.#groups.pop()
    if (this.#groups.length === 0) throw invalid('unmatched )')
    this.#sign(')')
    this.#repeating = group!.repeats
    if (group!.repeats) this.#groups.at(-1)!.repeats = true
  }

  #repeat() {
    const repeat = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??(?!\+)/.exec(this.source.slice(this.#at))
    if (!repeat) throw refused(`the repeat ${this.source.slice(this.#at, this.#at + 4)}`)
    const mayRepeat = !/^(?:\?|\{[01]\})/.test(repeat[0])
    if (mayRepeat && this.#repeating) throw refused('a repeat inside a repeat')
    this.#at += repeat[0].length
    this.#made += repeat[0]
    this.#repeating = false
    if (mayRepeat) this.#groups.at(-1)!.repeats = true
  }

  /** A backslash and the sign after it. */
  #escape(inClass: boolean): string {
    const sign = this.source[this.#at + 1]
    if (sign === undefined) throw invalid('\\ at its end')
    this.#at += 2
    if (sign === 's' || sign === 'S') {
      if (inClass && sign === 'S') throw refused('\\S in a class')
      return inClass ? SPACE : sign === 's' ? `[${SPACE}]` : `[^${SPACE}]`
    }
    if (/[a-zA-Z0-9]/.test(sign)) {
      const letter = LETTERS[sign]
      if (letter === undefined || (inClass && /[bBWD]/.test(sign))) throw refused(`\\${sign}`)
      // With the option i JavaScript counts two more signs among the letters.
      if (/[wWbB]/.test(sign) && this.caseless) throw refused(`\\${sign} with the option i`)
      return letter
    }
    return /[\^$\\.*+?()[\]{}|/]/.test(sign) || (inClass && sign === '-') ? `\\${sign}` : sign
  }

  #class(): string {
    let made = '['
    this.#at++
    if (this.source[this.#at] === '^') {
      made += '^'
      this.#at++
    }
    if (this.source[this.#at] === ']') throw refused('] as the first sign of a class')
    for (;;) {
      const sign = this.source[this.#at]
      if (sign === undefined) throw invalid('a class is not closed')
      if (sign === ']') {
        this.#at++
        return `${made}]`
      }
      if (sign === '[' && /[:.=]/.test(this.source[this.#at + 1] ?? '')) throw refused('a named class')
      if (sign === '\\') made += this.#escape(true)
      else {
        made += sign === '[' ? '\\[' : sign
        this.#at++
      }
    }
  }
}
