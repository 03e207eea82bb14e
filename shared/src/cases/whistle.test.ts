import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarOf, OFFICE_HOURS } from '../time/work-hours'
import { instantAt, toApiTime, weekdayOf, type Day } from '../time/china'
import { isOpenAt } from '../time/work-calendar'
import { ALERTS, alertsFor, nextAlertAt, type Awaited } from './alerts'
import { CASE_KINDS } from './kinds'
import { type CaseEventKind } from './events'
import { reduceCase, type CaseEvent } from './reduce'
import { WHISTLE_LIMITS, whistleLimitsInWords } from '../territory/whistle-limits'
import { OCCASION_CODES } from './occasions'
import { isWhistleOver, overdueStep, PARTY_STEPS, whistleLimits, type PartyStep } from './whistle'

const office = calendarOf(OFFICE_HOURS, (day: Day) => weekdayOf(day) < 6)
const at = (day: Day, hour: number, minute = 0) => instantAt(day, hour * 60 + minute)
const shown = (limits: ReturnType<typeof whistleLimits>) =>
  Object.values(limits).map((instant: Date) => toApiTime(instant).slice(0, 16))

describe('the limits of a whistle', () => {
  const MONDAY = at('2026-11-23', 10)
  it('says its limits in words, and an office may set others', () => {
    expect(whistleLimitsInWords(WHISTLE_LIMITS)).toBe('1 小时内应哨，24 小时内联系，3 个工作日内到场（难办的 5 个）')
    const whistle = { blownAt: MONDAY, occasion: 'key_work', hard: false } as const
    const slow = { signMinutes: 90, contactHours: 48, reportInWorkdays: 4, hardWorkdays: 4 }
    expect(whistleLimitsInWords(slow)).toContain('90 分钟内应哨')
    expect(shown(whistleLimits(whistle, slow, office))).toEqual([
      '2026-11-23T11:30',
      '2026-11-25T10:00',
      '2026-11-27T17:30',
    ])
  })

  it('are an hour, 24 hours and 3 working days, 5 for a hard one', () => {
    const whistle = { blownAt: MONDAY, occasion: 'key_work', hard: false } as const
    expect(shown(whistleLimits(whistle, WHISTLE_LIMITS, office))).toEqual([
      '2026-11-23T11:00',
      '2026-11-24T10:00',
      '2026-11-26T17:30',
    ])
    expect(shown(whistleLimits({ ...whistle, hard: true }, WHISTLE_LIMITS, office))[2]).toBe('2026-11-30T17:30')
  })
  it('wait for the morning of a working day, except in an emergency', () => {
    const whistle = { blownAt: at('2026-11-20', 17), hard: false } as const
    expect(
      shown(whistleLimits({ ...whistle, occasion: 'joint_enforcement' }, WHISTLE_LIMITS, office)).slice(0, 2),
    ).toEqual(['2026-11-23T09:00', '2026-11-23T09:00'])
    expect(shown(whistleLimits({ ...whistle, occasion: 'emergency' }, WHISTLE_LIMITS, office)).slice(0, 2)).toEqual([
      '2026-11-20T18:00',
      '2026-11-21T17:00',
    ])
  })
  it('follow each other, whenever and for whatever it is blown', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 1440 })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...OCCASION_CODES), fc.boolean(), (minute, occasion, hard) => {
        const blownAt = instantAt('2026-11-01', minute)
        const { signDueAt, contactDueAt, reportInDueAt } = whistleLimits(
          { blownAt, occasion, hard },
          WHISTLE_LIMITS,
          office,
        )
        expect(blownAt < signDueAt && signDueAt <= contactDueAt && contactDueAt <= reportInDueAt).toBe(true)
      }),
    )
  })
})

/** A case in hand, and a whistle to three receivers. */
const FILED = at('2026-11-23', 9)
const RECEIVERS = ['chengguan', 'property', 'power']
const limits = whistleLimits({ blownAt: FILED, occasion: 'key_work', hard: false }, WHISTLE_LIMITS, office)
const alertsOf = (receiver: string) =>
  (['whistle_signature', 'contact', 'report_in'] as Awaited[]).flatMap((awaited) =>
    alertsFor(awaited, { receiver, dueAt: limits.signDueAt }, { theirs: office, office }),
  )
type Step = { step: PartyStep | 'rate'; receiver: string }
function caseAfter(steps: readonly Step[]) {
  const event = (kind: CaseEventKind, more: Partial<CaseEvent<string>> = {}): Partial<CaseEvent<string>> => ({
    kind,
    actor: 'zhang',
    reason: null,
    visibleTo: 'all',
    ...more,
  })
  const events = [
    event('filed', { promise: { workdays: 5 }, dueAt: at('2026-11-30', 17, 30) }),
    event('accepted'),
    event('whistled', {
      whistle: {
        occasion: 'key_work',
        hard: false,
        parties: RECEIVERS.map((receiver, n) => ({ receiver, leads: n === 0, ...limits })),
      },
      alerts: RECEIVERS.flatMap(alertsOf),
    }),
    ...steps.map(({ step, receiver }) =>
      step === 'rate'
        ? event('whistle_rated', { receiver, partyScore: 2 })
        : event(PARTY_STEPS[step].kind, { receiver }),
    ),
  ]
  return reduceCase(
    events.map(
      (one, index) => ({ ...one, seq: index + 1, at: new Date(FILED.getTime() + index * 60_000) }) as CaseEvent<string>,
    ),
    CASE_KINDS.complaint.flow,
  )
}
const steps = fc.array(
  fc.record({
    step: fc.constantFrom<PartyStep | 'rate'>('sign', 'contact', 'reportIn', 'rate'),
    receiver: fc.constantFrom(...RECEIVERS),
  }),
  { maxLength: 12 },
)

describe('a whistle', () => {
  it('keeps each receiver apart: a step is of its own one, and includes those before it', () => {
    const { whistle, state, receiver } = caseAfter([
      { step: 'contact', receiver: 'property' },
      { step: 'rate', receiver: 'power' },
    ])
    expect(whistle!.parties).toMatchObject([
      { receiver: 'chengguan', leads: true, signedAt: null, rating: null },
      { receiver: 'property', signedAt: expect.any(Date), contactedAt: expect.any(Date), reportedInAt: null },
      { receiver: 'power', signedAt: null, rating: 2 },
    ])
    // The case itself stays as it was, and is nobody's by a whistle.
    expect({ state, receiver }).toEqual({ state: 'accepted', receiver: null })
    expect(isWhistleOver(whistle!)).toBe(false)
    expect(overdueStep(whistle!.parties[1]!, at('2026-11-25', 12))).toBeNull()
    expect(overdueStep(whistle!.parties[2]!, at('2026-11-25', 12))).toBe('sign')
  })
  it('has alerts for exactly the steps that are missing, in any order of steps', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { whistle, alerts } = caseAfter(taken)
        const missing = whistle!.parties.flatMap((party) => [
          ...(party.signedAt ? [] : [`${party.receiver} whistle_signature`]),
          ...(party.contactedAt ? [] : [`${party.receiver} contact`]),
          ...(party.reportedInAt ? [] : [`${party.receiver} report_in`]),
        ])
        const awaited = new Set(alerts.map(({ receiver, code }) => `${receiver} ${ALERTS[code].awaits}`))
        expect([...awaited].sort()).toEqual(missing.sort())
        expect(nextAlertAt(alerts) === null).toBe(isWhistleOver(whistle!))
      }),
    )
  })
  it('never moves a step that was taken, whatever follows', () => {
    fc.assert(
      fc.property(steps, steps, (first, more) => {
        const [before, after] = [caseAfter(first).whistle!, caseAfter([...first, ...more]).whistle!]
        before.parties.forEach((party, n) => {
          for (const { field } of Object.values(PARTY_STEPS))
            if (party[field]) expect(after.parties[n]![field]).toEqual(party[field])
        })
      }),
    )
  })
  it('reaches the office in its own hours alone', () => {
    for (const { code, at: time } of alertsOf('power')) expect(isOpenAt(time, office), code).toBe(true)
  })
})
