import { expect, it } from 'vitest'
import { likelySame } from './likely-same'

const li = { name: '李桂兰', phone: null, birthYear: 1944 }

it.each([
  ['the same name and year', { ...li }, true],
  ['a name with a space, of whom nobody wrote the year', { name: '李 桂兰', phone: null, birthYear: null }, true],
  ['the same name and number with another year', { ...li, phone: '13800000000', birthYear: 1971 }, false],
  ['the daughter of the same name', { ...li, birthYear: 1971 }, false],
  ['somebody else of that year', { ...li, name: '王秀英' }, false],
])('%s', (_, other, same) => {
  expect(likelySame(li, other)).toBe(same)
})

it('one number makes one person whatever year was written', () => {
  expect(likelySame({ ...li, phone: '13800000000' }, { ...li, phone: '13800000000', birthYear: 1943 })).toBe(true)
})

it('two ends of an identity card make two people of one name and year', () => {
  expect(likelySame({ ...li, idLast4: '301X' }, { ...li, idLast4: '2247' })).toBe(false)
  expect(likelySame({ ...li, idLast4: '301X' }, { ...li, idLast4: null })).toBe(true)
})
