import { BSONRegExp } from 'bson'
import { describe, expect, it } from 'vitest'
import { regExp } from './regexp'

const refusal = (pattern: string) => {
  try {
    regExp(new BSONRegExp(pattern, ''))
    return null
  } catch (cause) {
    return (cause as Error).message
  }
}

describe('a regular expression', () => {
  it.each(['a*', 'a+', 'a{2}', '(?:ab)*', 'a??b*', '(a|b)+c', 'a?+', '[ab]*'])(
    'with a repeat is refused: %s',
    (pattern) => {
      expect(refusal(pattern)).toContain('the repeat')
    },
  )

  it.each([
    ['(?:a|b)(?:a|b)(?:a|b)', null],
    ['(?:a|b)'.repeat(9), null],
    ['(?:a|b)'.repeat(10), 'so many choices'],
    ['(?:a|a)'.repeat(40) + 'b', 'so many choices'],
    ['a?'.repeat(9), null],
    ['a?'.repeat(30) + 'a'.repeat(30), 'so many choices'],
    ['a|'.repeat(1001), 'so many choices'],
    ['(?:(?:a|b)(?:c|d)|e)?'.repeat(3), null],
    ['(?:(?:a|b)(?:c|d)|e)?'.repeat(4), 'so many choices'],
  ])('with many ways to read it is refused: %.30s', (pattern, why) => {
    if (why === null) expect(refusal(pattern)).toBeNull()
    else expect(refusal(pattern)).toContain(why)
  })

  it('reads the longest text that a document holds in well under a second', () => {
    const text = 'a'.repeat(16 * 1024 * 1024)
    const slowest = regExp(new BSONRegExp('(?:a|a)'.repeat(9) + 'b', ''))
    const begun = performance.now()
    expect(slowest.test(text.slice(0, 100_000))).toBe(false)
    const literal = regExp(new BSONRegExp('ab', 'i'))
    expect(literal.test(text)).toBe(false)
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  it.each([
    ['^:wa(?:.b|.?c)', ':wac', true],
    ['^:wa(?:.b|.?c)', ':waxb', true],
    ['^:wa(?:.b|.?c)', ':waxd', false],
    ['a??b', 'b', true],
    ['堂$', '食堂\n', true],
    ['a.b', 'a\nb', false],
    ['[.|]x', '|x', true],
  ])('%s finds what it should in %j: %s', (pattern, text, found) => {
    expect(regExp(new BSONRegExp(pattern, '')).test(text)).toBe(found)
  })
})
