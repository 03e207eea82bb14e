import { Types } from 'mongoose'
import { describe, expect, it } from 'vitest'
import type { CaseState } from '@yike/shared/cases/states'
import type { Role } from '@yike/shared/people/permissions'
import type { Actor } from '../http/policy'
import type { CaseRecord } from './model'
import { casePolicy, residentCan, staffCan } from './policy'

const [street, community, elsewhere] = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId()]
const NOON = new Date('2026-11-29T12:00:00+08:00')
const DAY_MS = 86_400_000

const staff = (role: Role, areaId = community): Actor => ({
  personId: new Types.ObjectId(),
  sessionId: 'test',
  name: '李国强',
  areas: [community, street],
  roles: [{ role, areaId }],
})
const resident: Actor = { ...staff('clerk'), roles: [] }
const filed = (facts: Partial<CaseRecord> = {}) =>
  ({
    kind: 'complaint',
    state: 'submitted',
    areas: [community, street],
    anonymous: false,
    assigneeId: null,
    answeredAt: null,
    rating: null,
    receiver: null,
    handBacks: 0,
    absorbed: [],
    promise: { workdays: 5 },
    ...facts,
  }) as CaseRecord
const allowed = (can: Record<string, boolean>) => Object.keys(can).filter((step) => can[step])

describe('a case is seen', () => {
  it('in the areas of the role, by its assignee, and as one’s own report', () => {
    /** Not where it is about them. */
    const kept = ({ personId }: Pick<Actor, 'personId'>) => ({ barredIds: { $ne: personId } })
    const clerk = staff('clerk')
    expect(casePolicy.visible(clerk)).toEqual({
      $or: [
        { areas: { $in: [community] }, kind: { $nin: ['dispute', 'legal_aid', 'casework'] }, ...kept(clerk) },
        { assigneeId: clerk.personId, ...kept(clerk) },
      ],
    })
    const admin = staff('community_admin')
    expect(casePolicy.visible(admin)).toEqual({
      $or: [
        { areas: { $in: [community] }, ...kept(admin) },
        { assigneeId: admin.personId, ...kept(admin) },
      ],
    })
    expect(casePolicy.mine(clerk)).toEqual({ reporterId: clerk.personId })
    expect(casePolicy.searched(staff('cook'))).toEqual({ areas: { $in: [] } })
  })

  it('with the name of an anonymous reporter by the administrator alone', () => {
    const hidden = filed({ anonymous: true })
    expect(casePolicy.seeReporter(staff('clerk'), hidden)).toBe(false)
    expect(casePolicy.seeReporter(staff('community_admin'), hidden)).toBe(true)
    expect(casePolicy.seeReporter(staff('community_admin', elsewhere), hidden)).toBe(false)
    expect(casePolicy.seeReporter(staff('clerk'), filed())).toBe(true)
    expect(casePolicy.namesReporter(staff('community_admin'))).toEqual({
      $or: [{ anonymous: false }, { areas: { $in: [community] } }],
    })
  })

  it('and written down where the role counts', () => {
    expect(casePolicy.fileIn(staff('carer'), { areas: [community] })).toBe(true)
    expect(casePolicy.fileIn(staff('carer'), { areas: [elsewhere] })).toBe(false)
    expect(casePolicy.fileIn(staff('cook'), { areas: [community] })).toBe(false)
  })
})

describe('the staff', () => {
  it('accept a new case or return it', () => {
    expect(allowed(staffCan(staff('clerk'), filed()))).toEqual(['accept', 'return', 'merge', 'split'])
    expect(allowed(staffCan(staff('clerk', elsewhere), filed()))).toEqual([])
    expect(allowed(staffCan(staff('carer'), filed()))).toEqual([])
  })

  it('assign what was accepted, and whoever may not assign keeps it', () => {
    const accepted = filed({ state: 'accepted' })
    expect(allowed(staffCan(staff('clerk'), accepted))).toEqual([
      'return',
      'assign',
      'reply',
      'resolve',
      'dispatch',
      'handUp',
      'merge',
      'split',
      'transfer',
      'reclassify',
      'askExtension',
    ])
    expect(allowed(staffCan(staff('grid_worker'), accepted))).toEqual([
      ...['return', 'reply', 'resolve', 'handUp', 'reclassify', 'askExtension'],
    ])
    expect(casePolicy.keepsWhatTheyAccept(staff('grid_worker'), accepted)).toBe(true)
    expect(casePolicy.keepsWhatTheyAccept(staff('clerk'), accepted)).toBe(false)
  })

  it('leave a case to its assignee, but for those who may assign', () => {
    const worker = staff('grid_worker')
    const theirs = filed({ state: 'in_progress', assigneeId: worker.personId })
    expect(allowed(staffCan(worker, theirs))).toEqual([
      'return',
      'reply',
      'ask',
      'resolve',
      'handUp',
      'unassign',
      'reclassify',
      'askExtension',
    ])
    expect(allowed(staffCan(staff('grid_worker'), theirs))).toEqual([])
    expect(allowed(staffCan(staff('clerk'), theirs))).toEqual([
      'return',
      'assign',
      'reply',
      'ask',
      'resolve',
      'dispatch',
      'handUp',
      'merge',
      'split',
      'transfer',
      'reclassify',
      'askExtension',
    ])
  })

  it('give it to a colleague who handles cases there, or anywhere and lives there', () => {
    const takes = (role: Role, areaId = community, lives = community, one = filed()) => {
      const colleague = staff(role, areaId)
      return casePolicy.takeOver({ ...colleague, _id: colleague.personId }, one, lives)
    }
    expect(takes('grid_worker')).toBe(true)
    expect(takes('grid_worker', elsewhere)).toBe(true)
    expect(takes('grid_worker', elsewhere, elsewhere)).toBe(false)
    expect(takes('cook')).toBe(false)
    const dispute = filed({ kind: 'dispute' })
    expect(takes('mediator', community, community, dispute)).toBe(true)
    expect(takes('grid_worker', community, community, dispute)).toBe(false)
    const casework = filed({ kind: 'casework' })
    expect(
      ['social_worker', 'mediator', 'clerk'].map((role) => takes(role as Role, community, community, casework)),
    ).toEqual([true, false, false])
  })
  it('see, accept and assign a dispute only where they direct mediation', () => {
    const dispute = filed({ kind: 'dispute' })
    expect(allowed(staffCan(staff('community_admin'), dispute))).toEqual(['accept', 'return'])
    expect(allowed(staffCan(staff('clerk'), dispute))).toEqual([])
    const accepted = filed({ kind: 'dispute', state: 'accepted' })
    expect(allowed(staffCan(staff('community_admin'), accepted))).toEqual([
      ...['return', 'assign', 'reply', 'reclassify', 'askExtension'],
    ])
    expect(allowed(staffCan(staff('clerk'), accepted))).toEqual([])
  })

  it('take a merged case out again where they assign, and do nothing else with it', () => {
    const merged = filed({ state: 'merged' })
    expect(allowed(staffCan(staff('clerk'), merged))).toEqual(['unmerge'])
    expect(allowed(staffCan(staff('grid_worker'), merged))).toEqual([])
  })

  it('close it, when it is resolved, only as administrator', () => {
    const resolved = filed({ state: 'resolved' })
    expect(allowed(staffCan(staff('community_admin'), resolved))).toEqual(['close'])
    expect(allowed(staffCan(staff('clerk'), resolved))).toEqual([])
  })
})

describe('the resident', () => {
  const can = (state: CaseState, facts: Partial<CaseRecord> = {}) =>
    allowed(residentCan(filed({ state, ...facts }), NOON))

  it('adds to a case until it is finished', () => {
    const states = ['submitted', 'accepted', 'in_progress', 'waiting', 'returned'] as const
    expect(states.map((state) => can(state))).toEqual([['comment'], ['comment'], ['comment'], ['comment'], []])
  })

  it('rates an answer once, and reopens it within thirty days', () => {
    const answered = (ms: number) => ({ answeredAt: new Date(NOON.getTime() - ms) })
    expect(can('resolved', answered(DAY_MS))).toEqual(['comment', 'reopen', 'rate'])
    expect(can('closed', answered(30 * DAY_MS))).toEqual(['reopen', 'rate'])
    expect(can('closed', answered(30 * DAY_MS + 1))).toEqual(['rate'])
    const rating = { score: 5, at: NOON, reason: null }
    expect(can('closed', { ...answered(DAY_MS), rating })).toEqual(['reopen'])
  })

  it('has no part in a case as staff', () => {
    expect(allowed(staffCan(resident, filed()))).toEqual([])
  })
})
