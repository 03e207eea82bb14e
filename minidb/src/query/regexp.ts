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

/** Each of so many ways to read one beginning of a text is tried in microseconds; no question of the product has a tenth of them. */
const MOST_WAYS = 1000

/**
 * A regular expression of MongoDB (PCRE) as one of JavaScript that finds the same. A feature that JavaScript lacks or reads
 * otherwise is refused by name. So are `*`, `+` and `{}`, and choices that multiply beyond a thousand: JavaScript tries
 * every way, and one question could hold everybody for hours. The product sends none of these.
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

/** In how many ways a group can be read: `earlier` by its alternatives before, `current` by the one under way. */
interface Ways {
  earlier: number
  current: number
}

class Translation {
  #at = 0
  #made = ''
  /** For every open group, the whole expression first. */
  readonly #groups: Ways[] = [{ earlier: 0, current: 1 }]
  /** The ways to read the item read last. */
  #last = 1

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
      case '|':
        return this.#alternative()
      case '?':
        return this.#option()
      case '*':
      case '+':
      case '{':
        throw refused(`the repeat ${sign}`)
      default:
        return this.#sign(sign)
    }
  }

  #item(made: string, ways = 1) {
    this.#made += made
    this.#last = ways
    this.#multiply(ways)
  }

  #multiply(by: number) {
    const group = this.#groups.at(-1)!
    group.current *= by
    if (group.earlier + group.current > MOST_WAYS) throw refused('so many choices')
  }

  #sign(made: string) {
    this.#at++
    this.#item(made)
  }

  #open() {
    const start = /^\((?:\?[:=!])?(?!\?|\*)/.exec(this.source.slice(this.#at))
    if (!start) throw refused(`the group ${this.source.slice(this.#at, this.#at + 4)}`)
    this.#at += start[0].length
    this.#groups.push({ earlier: 0, current: 1 })
    // A group that remembers and one that does not find the same: nothing refers to it.
    this.#made += start[0] === '(' ? '(?:' : start[0]
  }

  #close() {
    const group = this.#groups.pop()!
    if (this.#groups.length === 0) throw invalid('unmatched )')
    this.#at++
    this.#item(')', group.earlier + group.current)
  }

  #alternative() {
    const group = this.#groups.at(-1)!
    group.earlier += group.current
    group.current = 1
    this.#at++
    this.#made += '|'
  }

  /** The item read last may be missing. */
  #option() {
    const option = /^\?\??(?![?+*{])/.exec(this.source.slice(this.#at))
    if (!option) throw refused(`the repeat ${this.source.slice(this.#at, this.#at + 3)}`)
    this.#at += option[0].length
    this.#made += option[0]
    this.#multiply((this.#last + 1) / this.#last)
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
