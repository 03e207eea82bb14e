import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charactersOf, cleanName, initialOf, lastCharacterOf, plainName, sameName } from './names'

describe('a name', () => {
  it.each([
    ['阿依·古丽', '阿依•古丽'],
    ['阿依·古丽', '阿依．古丽'],
    ['阿依·古丽', '阿依.古丽'],
    ['阿依·古丽', '阿依・古丽'],
    ['阿依·古丽', '阿依 古丽'],
    ['阿依·古丽', '阿依　古丽'],
    ['阿依·古丽', '阿依古丽'],
    ['王秀英', '王\u200b秀英'],
    ['王秀英', '\u202a王秀英\u202c'],
    ['王 芳', '王芳'],
    ['José', 'Jose\u0301'],
    ['Ａｎｎａ', 'anna'],
    ['Mary-Ann', 'Mary Ann'],
  ])('is the same however it is typed: %s, %s', (a, b) => expect(sameName(a, b)).toBe(true))

  it.each([
    ['王芳', '王芬'],
    ['𠮷田', '𠮶田'],
    ['李桂兰', '李桂'],
    ['José', 'Jose'],
  ])('is another where a character is: %s, %s', (a, b) => expect(sameName(a, b)).toBe(false))

  it('is kept with its dot and without what nobody sees', () => {
    expect(cleanName(' 阿依·古丽\u200b ')).toBe('阿依·古丽')
    expect(cleanName('Jose\u0301   Pérez')).toBe('José Pérez')
    expect(cleanName('\u2067王\u2069')).toBe('王')
  })

  it('begins and ends with whole characters', () => {
    expect([initialOf('𠮷田'), lastCharacterOf('李䶮𠮷'), initialOf('e\u0301a'), initialOf('')]).toEqual([
      '𠮷',
      '𠮷',
      'é',
      '',
    ])
  })

  it('is as long as people see it', () => {
    expect(charactersOf('𠮷䶮㛃〇').length).toBe(4)
    expect(charactersOf('👨‍👩‍👧‍👦').length).toBe(1)
    expect(charactersOf('👍🏽a').length).toBe(2)
    expect(charactersOf('葛\u{e0100}城').length).toBe(2)
    expect(charactersOf('\u0301').length).toBe(1)
  })

  it('loses nothing by being cut into characters, and is counted as the system counts where it can', () => {
    const segmenter = new Intl.Segmenter('zh')
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'王𠮷é·a ', 'e\u0301', '葛\u{e0100}') }), (name) => {
        const characters = charactersOf(name)
        expect(characters.join('')).toBe(name.normalize('NFC'))
        expect(characters).toEqual([...segmenter.segment(name.normalize('NFC'))].map(({ segment }) => segment))
      }),
    )
  })

  it('is the same as itself cleaned, and is not cleaned further', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(cleanName(cleanName(name))).toBe(cleanName(name))
        expect(plainName(plainName(name))).toBe(plainName(name))
      }),
    )
  })
})
