import { expect, it } from 'vitest'
import { blankFault, placeholder, placeholdersIn } from '../notices/placeholders'
import { seasonalNotice } from './seasonal-notice'

const leak = {
  month: '2026-12',
  community: { id: 'c', name: '文华社区' },
  category: { id: 'leak', name: '房屋 · 漏水、外墙' },
  words: '2024年 5 件，2025年 7 件',
  grids: ['第一网格'],
  gridIds: ['g'],
  buildings: ['颐园小区 6 号楼'],
  months: ['2025-12', '2024-12'],
  handled: null,
  places: [],
  can: { inspect: true, handle: true },
}

it('begins a notice for the buildings, else the grids, else all of the community', () => {
  const notice = seasonalNotice(leak)

  expect(notice).toMatchObject({ buildings: ['颐园小区 6 号楼'], gridIds: [], concerns: '颐园小区 6 号楼' })
  expect(notice.title).toBe('12月漏水、外墙，提前看一看')
  expect(notice.body).toContain('往年12月，颐园小区 6 号楼常有居民反映“漏水、外墙”')
  expect(seasonalNotice({ ...leak, buildings: [] })).toMatchObject({ gridIds: ['g'], concerns: '第一网格' })
  expect(seasonalNotice({ ...leak, buildings: [], grids: [], gridIds: [] })).toMatchObject({
    ...{ gridIds: [], buildings: [], concerns: '' },
    body: expect.stringContaining('文华社区常有') as string,
  })
})

it('leaves blanks that have to be filled in before it is published, and takes no bracket of a document for one', () => {
  const { body } = seasonalNotice(leak)

  expect(placeholdersIn(body)).toHaveLength(2)
  expect(blankFault(body)).toContain('还有 2 处没填：【待填：做什么、什么时候做】')
  expect(blankFault('按国办函〔2026〕12号，【重要】明天停水。')).toBeNull()
  expect(blankFault(placeholder('几点'))).toContain('还有 1 处没填')
})
