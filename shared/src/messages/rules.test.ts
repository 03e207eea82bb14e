import { expect, it } from 'vitest'
import { cannotWait, isQuiet, nightEnds, templatesToAsk } from './rules'

const template = (templateId: string, kind: string, left: number, lasting = false) => ({
  templateId,
  kinds: [{ code: kind }],
  left,
  lasting,
})
const ids = (templates: { templateId: string }[]) => templates.map(({ templateId }) => templateId)

it('asks for at most three templates, those that run out first, and for none that is agreed to for good', () => {
  const all = [
    template('a', 'case_replied', 2),
    template('b', 'booking_confirmed', 0),
    template('c', 'booking_cancelled', 5),
    template('d', 'booking_changed', 1),
    template('e', 'notice_published', 0, true),
  ]
  expect(ids(templatesToAsk(all))).toEqual(['b', 'd', 'a'])
  expect(ids(templatesToAsk(all, ['booking_cancelled', 'case_replied']))).toEqual(['a', 'c'])
  expect(templatesToAsk(all, ['notice_published'])).toEqual([])
})

it('is quiet from 21:00 to 8:00 in China', () => {
  const at = (clock: string) => isQuiet(new Date(`2026-11-23T${clock}:00+08:00`))
  expect([at('20:59'), at('21:00'), at('00:00'), at('07:59'), at('08:00')]).toEqual([false, true, true, true, false])
})

it('does not wait for the morning with what begins before it', () => {
  const at = (day: number, clock: string) => new Date(`2026-11-${day}T${clock}:00+08:00`)
  expect(nightEnds(at(23, '21:22'))).toEqual(at(24, '08:00'))
  expect(nightEnds(at(24, '02:00'))).toEqual(at(24, '08:00'))
  expect(nightEnds(at(23, '12:00'))).toEqual(at(23, '12:00'))

  const tonight = (startsAt: Date) => cannotWait(startsAt, at(23, '21:22'))
  expect([at(24, '06:40'), at(24, '08:00')].map(tonight)).toEqual([true, true])
  expect([at(24, '08:01'), at(23, '21:00'), at(25, '06:40')].map(tonight)).toEqual([false, false, false])
  expect(cannotWait(at(23, '13:00'), at(23, '12:00'))).toBe(false)
})
