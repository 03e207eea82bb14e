import { expect, it } from 'vitest'
import { mentionedIn } from './notes'

const READERS = [
  { id: 'a', name: '李国' },
  { id: 'b', name: '李国强' },
  { id: 'c', name: '王芳' },
  { id: 'd', name: '王芳' },
]

it('names those who are written with an @, the longer name first, and of two of one name the one who was picked', () => {
  expect(mentionedIn('@李国强 看一眼，＠李国强', READERS, [])).toEqual(['b'])
  expect(mentionedIn('@李国，@李国强看一眼', READERS, [])).toEqual(['b', 'a'])
  expect(mentionedIn('请@王芳 去', READERS, ['d'])).toEqual(['d'])
  expect(mentionedIn('请王芳去', READERS, ['d'])).toEqual([])
})
