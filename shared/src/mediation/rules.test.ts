import { expect, it } from 'vitest'
import { confirmBy, isLocked, missingSigners, remindAt } from './rules'

it('parties have thirty days to ask the court together, and hear of it a week before', () => {
  const effectiveAt = new Date('2026-11-30T23:30:00+08:00')
  expect(confirmBy(effectiveAt)).toBe('2026-12-30')
  expect(remindAt(effectiveAt)).toEqual(new Date('2026-12-23T10:00:00+08:00'))
})

it('each party signs, then the mediator; nobody signs what was agreed by word of mouth', () => {
  const agreement = { form: 'written' as const, partyIds: ['wang', 'li'], signatures: [{ by: 'li' }] }
  expect(missingSigners(agreement, 'zhou')).toEqual(['wang', 'zhou'])
  expect(isLocked(agreement)).toBe(true)
  expect(isLocked({ signatures: [] })).toBe(false)
  expect(missingSigners({ ...agreement, form: 'oral' }, 'zhou')).toEqual([])
})
