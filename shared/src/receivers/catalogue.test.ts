import { describe, expect, it } from 'vitest'
import { linesFor, type CatalogueLine } from './catalogue'

const line = (receiverId: string, more: Partial<CatalogueLine<string>> = {}): CatalogueLine<string> => ({
  ...{ receiverId, categoryId: 'lamp', areaId: 'community', validFrom: '2026-11-01', validUntil: null },
  ...{ source: 'office', at: new Date('2026-11-01T09:00:00+08:00'), ...more },
})
const found = (lines: CatalogueLine<string>[]) =>
  linesFor(lines, { categories: ['lamp', 'lights'], areas: ['grid', 'community'], day: '2026-11-30' }).map(
    ({ receiverId }) => receiverId,
  )

describe('the dispatch catalogue', () => {
  it('names who was ruled before the line of a grid, until the office ends what was ruled', () => {
    const wrong = line('property', { areaId: 'grid', validFrom: '2026-11-20' })
    const ruled = line('power', { source: 'ruling' })
    expect(found([wrong, ruled])).toEqual(['power', 'property'])
    expect(found([wrong, { ...ruled, validUntil: '2026-11-29' }])).toEqual(['property'])
    // Of two rulings of one day the later binds; a ruling for the group gives way to the category itself.
    const later = line('water', { source: 'ruling', at: new Date('2026-11-01T15:00:00+08:00') })
    expect(found([ruled, later])).toEqual(['water', 'power'])
    expect(found([{ ...ruled, categoryId: 'lights' }, wrong])).toEqual(['property', 'power'])
  })
})
