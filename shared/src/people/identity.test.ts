import { expect, it } from 'vitest'
import { isIdEnd, plainIdEnd } from './identity'

it('the end of an identity card is read full-width, with a small x and as it is pasted', () => {
  expect(['301x', '３０１Ｘ', ' 301X ', '\u202a301x\u202c', '1234'].map(plainIdEnd)).toEqual([
    ...['301X', '301X', '301X', '301X', '1234'],
  ])
  expect(['301x', '１２３４', '12X4', '123', '12345', ''].map(isIdEnd)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
