import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPhone, dialled, extensionOf, isPhone, isPlacePhone } from './phones'

describe('a phone number', () => {
  it.each([
    ['13800001234', '13800001234'],
    ['\u202a138 0000 1234\u202c', '13800001234'],
    ['+86 138-0000-1234', '13800001234'],
    ['0086 13800001234', '13800001234'],
    ['１３８００００１２３４', '13800001234'],
    ['138\u00a00000\u200b1234', '13800001234'],
    ['电话：138 0000 1234', '13800001234'],
    ['Tel: 138 0000 1234', '13800001234'],
    [' 手机 138 0000 1234 ', '13800001234'],
    ['+8613800001234', '13800001234'],
    ['+86 800 810 1234', '8008101234'],
    ['(010) 65529988', '010-65529988'],
    ['(0546)-8001234', '0546-8001234'],
    ['0546-800-1234', '0546-8001234'],
    ['10086', '10086'],
    ['96119123', '96119123'],
    ['0546-8001234', '0546-8001234'],
    ['0546—8001234', '0546-8001234'],
    ['(0546)8001234', '0546-8001234'],
    ['（0546） 800 1234', '0546-8001234'],
    ['05468001234', '05468001234'],
    ['+86 546 8001234', '05468001234'],
    ['+86 10 6552 9988', '01065529988'],
    ['010-6552-9988', '010-65529988'],
    ['400-800-1234', '4008001234'],
    ['+86 400 800 1234', '4008001234'],
    ['+86 95598', '95598'],
    ['12345', '12345'],
    ['110', '110'],
    ['95598', '95598'],
    ['96119', '96119'],
  ])('as it is pasted is kept plain: %s', (typed, kept) => {
    expect(cleanPhone(typed)).toBe(kept)
    expect(isPhone(kept)).toBe(true)
  })

  it.each([
    ['0546-8001234转801', '0546-8001234转801'],
    ['0546-8001234-801', '0546-8001234转801'],
    ['0546-8001234 ext. 801', '0546-8001234转801'],
    ['0546-8001234 转 801', '0546-8001234转801'],
    ['0546-8001234x801', '0546-8001234转801'],
    ['0546-8001234#801', '0546-8001234转801'],
    ['010-65529988-123456', '010-65529988转123456'],
    ['8001234', '8001234'],
    ['80012345', '80012345'],
    ['8001234转1', '8001234转1'],
  ])('of a place may have an extension or no area code: %s', (typed, kept) => {
    expect(cleanPhone(typed)).toBe(kept)
    expect([isPhone(kept), isPlacePhone(kept)]).toEqual([false, true])
  })

  it('is dialled with a pause before its extension', () => {
    expect([dialled('0546-8001234转801'), dialled('95598')]).toEqual(['0546-8001234,801', '95598'])
    expect([extensionOf('0546-8001234转801'), extensionOf('95598')]).toEqual([
      { number: '0546-8001234', extension: '801' },
      { number: '95598', extension: null },
    ])
  })

  it('that is none is kept as it was written, so that a refusal can show it', () => {
    expect([cleanPhone('找老王'), cleanPhone('0546-80找1234'), cleanPhone('1-2-3 老王')]).toEqual([
      '找老王',
      '0546-80找1234',
      '1-2-3老王',
    ])
  })

  it.each(['0546-8001234转1234567', '9001234', '12800001234', '0546-8001234-1234567', '955', 'a10086', '10086a'])(
    'that nobody can dial is not taken: %s',
    (typed) => expect([isPhone(cleanPhone(typed)), isPlacePhone(cleanPhone(typed))]).toEqual([false, false]),
  )

  it.each(['12x', '1380000123', '138000012345', '028', '', '找老王', '0546-80012', '23800001234', '9', '转801'])(
    'that is none is not taken: %s',
    (typed) => expect([isPhone(cleanPhone(typed)), isPlacePhone(cleanPhone(typed))]).toEqual([false, false]),
  )

  it('that was cleaned is not cleaned further, whatever was typed', () => {
    const sign = fc.constantFrom(...'0123456789-+() 转x\u202a\u200b—８（）')
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 20 }), (typed) => {
        const kept = cleanPhone(typed)
        if (isPhone(kept)) expect(cleanPhone(kept)).toBe(kept)
      }),
    )
  })

  it('of eleven figures stays what it is, however it is grouped', () => {
    const grouped = fc.record({
      rest: fc.tuple(fc.constantFrom(...'3456789'), fc.stringMatching(/^\d{9}$/)),
      between: fc.constantFrom(' ', '-', '—', '\u00a0', ''),
      before: fc.constantFrom('', '+86', '+86 ', '0086-', '\u202d'),
    })
    fc.assert(
      fc.property(grouped, ({ rest, between, before }) => {
        const number = `1${rest.join('')}`
        const typed = [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(between)
        expect(cleanPhone(`${before}${typed}`)).toBe(number)
      }),
    )
  })
})
