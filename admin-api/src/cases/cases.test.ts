// One story after another of the same domain over HTTP; over 300 lines because each needs the same few builders.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { CASE_KINDS, CASE_KIND_CODES, caseKind, type CaseKindCode, type FormPart } from '@yike/shared/cases/kinds'
import { questionOf } from '@yike/shared/cases/questions'
import { flowOf, reduceCase } from '@yike/shared/cases/reduce'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { suggestCategory } from '@yike/shared/cases/suggest'
import { keepPhoto, sweepUnclaimed } from '../files/store'
import { FileModel } from '../files/model'
import { MessageModel } from '../messages/model'
import { Relay } from '../messages/relay'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, newId, type BuiltPerson } from '../testing/build'
import { buildCaseOffice } from '../testing/case-office'
import { newKey, startServer, type TestServer } from '../testing/server'
import { sessionToken } from '../testing/session'
import { loadFirstCategories } from './categories'
import { eraseOldCases } from './erase'
import { sweepOrphanedWords } from './jobs'
import {
  CaseModel,
  CaseReporterModel,
  CaseSaidModel,
  CaseWordsModel,
  CategoryModel,
  type CaseRecord,
  type CaseSaid,
} from './model'
import { casesPerDay, countCases, firstDue, rateCases } from './counts'
import { openedWords, sealWords } from './sealed-words'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
const LAMP = { description: '3 号楼前的路灯不亮了，老人晚上不敢走。', address: '3 号楼前' }
let now = MONDAY
let server: TestServer
let community: Community
let wang: BuiltPerson
let admin: BuiltPerson
let clerk: BuiltPerson
let grid: BuiltPerson

beforeAll(async () => {
  server = await startServer({ now: () => now })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  now = MONDAY
  ;({ community, wang, admin, clerk } = await buildCaseOffice(now))
  grid = await buildStaff({ area: community, role: 'grid_worker', name: '李国强' }, now)
})

const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const file = (more = {}, key?: string, who = wang) => server.call(api.fileCase, { ...LAMP, ...more }, as(who, key))
const asks = (kind: CaseKindCode, part: FormPart) => (CASE_KINDS[kind].form as readonly FormPart[]).includes(part)
/** An answer to every question of a kind that needs one. */
const answersTo = (kind: CaseKindCode) =>
  (caseKind(kind).questions ?? []).flatMap((question) => {
    const { missing, options = { 1: '' } } = questionOf(question)
    return missing ? [{ question, values: [Object.keys(options)[0]!] }] : []
  })
const read = (id: string, who = admin) => server.call(api.getStaffCase, { id }, as(who))
const accept = async (id: string, who = clerk) =>
  server.call(api.acceptCase, { id, seq: (await read(id)).seq, text: '收下了，先去看一眼。' }, as(who))
const assign = ({ id, seq }: StaffCase, to = grid) =>
  server.call(api.assignCase, { id, seq, assigneeId: String(to._id) }, as(clerk))
const resolve = ({ id, seq }: StaffCase, who = grid, more = {}) =>
  server.call(api.resolveCase, { id, seq, text: '灯泡换好了。', ...more }, as(who))
/** Filed, accepted by the clerk, given to the grid worker, resolved. */
const solved = async (more = {}) => {
  const { id } = await file(more)
  return resolve(await assign(await accept(id)))
}
/** Days pass, and each actor signs in again: tokens live half an hour. */
async function daysLater(days: number, who: BuiltPerson) {
  now = new Date(now.getTime() + days * DAY_MS)
  who.token = await sessionToken(who._id, now)
}
const DAY_MS = 86_400_000
const refused = (code: string) => expect.objectContaining({ code })
// The smallest PNG there is.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const photo = async (who: BuiltPerson) => String((await keepPhoto(who._id, PNG, now))._id)

/** The number of times that these words are kept of a case. */
const timesSaid = async (caseId: string, text: string) =>
  (await CaseSaidModel.find({ caseId }).lean<CaseSaid[]>()).filter((said) => openedWords(said.text) === text).length

describe('the way of a case', () => {
  it('goes from the report to the rating, and everybody reads who did what', async () => {
    const { id, number, promise } = await file({ photoIds: [await photo(wang)] })
    expect(number).toMatch(/^1123-\d{4}-\d$/)
    expect(promise).toMatchObject({ state: 'running', total: 5, left: 5, words: '11月30日前答复您' })

    const accepted = await accept(id)
    expect(accepted.owner?.name).toBe('陈静')
    const done = await resolve(await assign(accepted), grid, { photoIds: [await photo(grid)] })
    expect(done.promise.state).toBe('answered')
    expect(done.can).toMatchObject({ close: false, resolve: false })
    expect((await read(id, admin)).can).toMatchObject({ close: true, resolve: false })

    const rated = await server.call(api.rateCase, { id, score: 3, comment: '很快' }, as(wang))
    expect(rated.state.code).toBe('closed')
    expect(rated.rating).toMatchObject({ score: 3, comment: '很快' })
    expect(rated.assignee).toEqual({ name: '李国强', role: '网格员' })
    expect(rated.timeline.map(({ what, who }) => [what, who])).toEqual([
      ['交给社区', '您'],
      ['社区收下了', '窗口人员 陈静'],
      ['派了人来办', '窗口人员 陈静派给网格员 李国强'],
      ['办好了', '网格员 李国强'],
      ['评价：好了', '您'],
      ['说好了，办结', '您'],
    ])
    expect(rated.timeline[3]!.photos).toHaveLength(1)
    const stored = (await CaseModel.findById(id).lean<CaseRecord>())!
    expect(stored).toMatchObject(reduceCase(stored.events, flowOf(stored.kind)))
  })

  it('gives what a grid worker accepts to that grid worker', async () => {
    const { id } = await file()

    const accepted = await accept(id, grid)

    expect(accepted).toMatchObject({
      state: { code: 'in_progress' },
      assignee: { name: '李国强' },
      owner: { name: '李国强' },
    })
  })

  it('corrects the category out of the sight of the resident, with the promise of the right one', async () => {
    const power = (await CategoryModel.findOne({ name: '停电、电路' }))!
    const { id, seq } = await read((await file()).id)

    const accepted = await server.call(api.acceptCase, { id, seq, categoryId: String(power._id) }, as(clerk))

    expect(accepted.promise).toMatchObject({ unit: 'hour', total: 24, dueAt: '2026-11-24T10:00:00+08:00' })
    expect(accepted.timeline.map(({ kind }) => kind)).toContain('classified')
    const mine = await server.call(api.getCase, { id }, as(wang))
    expect(mine.timeline.map(({ kind }) => kind)).not.toContain('classified')
  })

  it('stops the clock while it waits, and starts it again with the answer', async () => {
    const started = await assign(await accept((await file()).id))
    const asked = await server.call(
      api.replyToCase,
      { id: started.id, seq: started.seq, text: '是哪一盏灯，拍张照吧。', ask: true },
      as(grid),
    )
    expect(asked.promise).toMatchObject({ state: 'paused', dueAt: null })
    await daysLater(2, wang)

    const answered = await server.call(api.commentCase, { id: started.id, text: '单元门口那盏' }, as(wang))

    expect(answered.state.code).toBe('in_progress')
    expect(answered.promise.dueAt).toBe('2026-12-02T17:30:00+08:00')
  })

  it('says why it is not ours, whose it is and where to go', async () => {
    const { id, seq } = await read((await file()).id)

    await server.call(
      api.returnCase,
      { id, seq, reason: '这个路口的灯不在小区里', belongsTo: '交警', phone: '122' },
      as(clerk),
    )

    const mine = await server.call(api.getCase, { id }, as(wang))
    expect(mine.timeline[1]!.why).toBe('这个路口的灯不在小区里。这件事归交警管，电话 122。')
    expect(mine.can).toEqual({ comment: false, reopen: false, rate: false })
  })

  it('tells the resident each step once, and the assignee what is theirs', async () => {
    const { id } = await solved()
    const relay = new Relay(() => Promise.resolve())
    relay.add(CaseModel)
    await relay.run()
    await relay.run()

    const inbox = async (who: BuiltPerson) =>
      (await MessageModel.find({ recipientId: who._id, 'about.id': id })).map(({ kind, about }) => [kind, about!.type])
    expect((await inbox(wang)).sort()).toEqual([
      ['case_accepted', 'case'],
      ['case_assigned', 'case'],
      ['case_resolved', 'case'],
    ])
    expect(await inbox(grid)).toEqual([['case_assigned', 'work_case']])
  })

  it('leads a member of staff who reported it themself to the page that each message is about', async () => {
    const { id } = await file({}, newKey(), grid)
    await assign(await accept(id))
    const relay = new Relay(() => Promise.resolve())
    relay.add(CaseModel)
    await relay.run()

    const told = await MessageModel.find({ recipientId: grid._id, 'about.id': id })
    expect(told.map(({ title, about }) => [title.split('：')[0], about!.type]).sort()).toEqual(
      [
        ['社区收下了', 'case'],
        ['派给您了', 'work_case'],
        ['李国强来办', 'case'],
      ].sort(),
    )
  })
})

describe('two at once', () => {
  it('lets one of two clerks win, and leaves nothing of the other', async () => {
    const { id, seq } = await read((await file()).id)
    const steps = [
      server.call(api.acceptCase, { id, seq, text: '我来' }, as(clerk)),
      server.call(api.returnCase, { id, seq, reason: '不归我们', belongsTo: '物业' }, as(admin)),
    ]

    const outcomes = await Promise.allSettled(steps)

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toEqual(refused('CASE_MOVED'))
    expect(await CaseSaidModel.countDocuments({ caseId: id })).toBe(1)
  })
  it('reopens once however often it is tapped', async () => {
    const { id } = await solved()

    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => server.call(api.reopenCase, { id, reason: '晚上又灭了' }, as(wang))),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await read(id)).toMatchObject({ reopened: 1, state: { code: 'in_progress' } })
    expect(await timesSaid(id, '晚上又灭了')).toBe(1)
  })
  it('files once under one key, numbers without gaps or twins, and refuses other words under the key', async () => {
    const key = newKey()
    const same = await Promise.all([1, 2, 3, 4].map(() => file({}, key)))
    expect(new Set(same.map(({ id }) => id)).size).toBe(1)
    await expect(file({ description: '别的一件事' }, key)).rejects.toEqual(refused('KEY_REUSED'))

    const many = await Promise.all([1, 2, 3, 4, 5].map(() => file()))
    expect(new Set(many.map(({ number }) => number)).size).toBe(5)
  })
  it('takes a step once when its answer got lost in the stairwell, with one photo and one message', async () => {
    const { id, seq } = await assign(await accept((await file()).id))
    const input = { id, seq, text: '灯泡换好了。', photoIds: [await photo(grid)] }
    const key = newKey()
    const [first, twin] = await Promise.all([1, 2].map(() => server.call(api.resolveCase, input, as(grid, key))))
    const again = await server.call(api.resolveCase, input, as(grid, key))

    expect([first, twin, again].map((c) => c!.seq)).toEqual([seq + 1, seq + 1, seq + 1])
    expect(again.timeline.filter(({ kind }) => kind === 'resolved')).toMatchObject([{ why: '灯泡换好了。' }])
    expect(await timesSaid(id, '灯泡换好了。')).toBe(1)
    await expect(server.call(api.resolveCase, input, as(grid, newKey()))).rejects.toEqual(refused('CASE_MOVED'))
  })

  it('keeps a comment once when the answer got lost', async () => {
    const { id } = await file()
    const key = newKey()
    await server.call(api.commentCase, { id, text: '还有一盏' }, as(wang, key))

    const again = await server.call(api.commentCase, { id, text: '还有一盏' }, as(wang, key))

    expect(again.timeline.filter(({ kind }) => kind === 'commented')).toHaveLength(1)
    await expect(server.call(api.commentCase, { id, text: '别的话' }, as(wang, key))).rejects.toEqual(
      refused('KEY_REUSED'),
    )
  })
})

describe('the default categories', () => {
  it.each([
    ['楼下烧烤摊吵到半夜', '噪音'],
    ['烧烤摊的油烟往屋里飘', '油烟、异味'],
    ['广场舞声音太响', '噪音'],
  ])('guess of %s that it is %s', async (words, name) => {
    const { items } = await server.call(api.listCategories, {})
    expect(suggestCategory(words, items)?.name).toBe(name)
  })
})

describe('photos', () => {
  it('belong to one case and to who sent them; a refused report leaves the others free', async () => {
    const [own, foreign] = [await photo(wang), await photo(grid)]
    await expect(file({ photoIds: [own, foreign] })).rejects.toEqual(refused('PHOTO_TAKEN'))
    expect((await FileModel.findById(own))?.claimedBy).toBeNull()

    await file({ photoIds: [own] })

    await expect(file({ photoIds: [own] })).rejects.toEqual(refused('PHOTO_TAKEN'))
    await expect(file({ photoIds: [String(newId())] })).rejects.toEqual(refused('PHOTO_TAKEN'))
  })

  it('are a complaint without a word, and the office writes the title', async () => {
    await expect(file({ description: '' })).rejects.toEqual(refused('INVALID_INPUT'))
    const filed = await file({ description: '', photoIds: [await photo(wang)] })
    const { seq } = await read(filed.id)
    await server.call(api.acceptCase, { id: filed.id, seq, title: '路灯不亮' }, as(clerk))
    const worded = await file()
    await server.call(api.acceptCase, { id: worded.id, seq: 1, title: '别的题目' }, as(clerk))

    expect([filed.title, filed.description, (await read(filed.id)).title]).toEqual(['拍来的照片', '', '路灯不亮'])
    expect((await read(worded.id)).title).toBe(worded.title)
  })
})

describe('who may', () => {
  it('see nothing of another community, nor of another resident', async () => {
    const { id } = await file()
    const elsewhere = await buildStaff({ role: 'community_admin' }, now)
    const li = await buildResident({ community }, now)

    await expect(read(id, elsewhere)).rejects.toEqual(refused('NOT_FOUND'))
    await expect(server.call(api.acceptCase, { id, seq: 1 }, as(elsewhere))).rejects.toEqual(refused('NOT_FOUND'))
    await expect(server.call(api.getCase, { id }, as(li))).rejects.toEqual(refused('NOT_FOUND'))
    await expect(server.call(api.commentCase, { id, text: '我也是' }, as(li))).rejects.toEqual(refused('NOT_FOUND'))
    await expect(server.call(api.getStaffCase, { id }, as(li))).rejects.toEqual(refused('FORBIDDEN'))
  })
  it('take only the steps of their post', async () => {
    const started = await assign(await accept((await file()).id))
    const other = await buildStaff({ area: community, role: 'grid_worker' }, now)
    const stranger = await buildStaff({ role: 'grid_worker' }, now)

    await expect(resolve(started, other)).rejects.toEqual(refused('FORBIDDEN'))
    await expect(assign(started, stranger)).rejects.toEqual(refused('INVALID_INPUT'))
    await expect(
      server.call(api.closeCase, { id: started.id, seq: started.seq, text: '回访过' }, as(clerk)),
    ).rejects.toEqual(refused('FORBIDDEN'))
    await expect(
      server.call(api.closeCase, { id: started.id, seq: started.seq, text: '回访过' }, as(admin)),
    ).rejects.toEqual(refused('CASE_STEP_NOT_ALLOWED'))
  })
  it('know an anonymous reporter: the administrator alone, by page and by search', async () => {
    const { id } = await file({ anonymous: true })
    const started = await assign(await accept(id))
    const find = async (who: BuiltPerson, q: string) =>
      (await server.call(api.listStaffCases, { q }, as(who))).items.map((one) => one.id)

    for (const who of [grid, clerk]) {
      expect(JSON.stringify(await read(started.id, who))).not.toMatch(new RegExp(`王秀英|${String(wang._id)}`))
      expect(await find(who, '王秀英')).toEqual([])
    }
    expect((await read(id, admin)).reporter?.name).toBe('王秀英')
    expect(await find(admin, '王秀英')).toEqual([id])
    await expect(file({ kind: 'hazard', anonymous: true })).rejects.toEqual(refused('INVALID_INPUT'))
  })
})

describe.each(CASE_KIND_CODES.filter((kind) => CASE_KINDS[kind].categories.length > 0))(
  'a case of the kind %s',
  (kind) => {
    it('is filed under a category of its kind, and read with its promise', async () => {
      const { items } = await server.call(api.listCategories, { kind }, as(wang))
      const leaf = items.find(({ parentId }) => parentId !== null)!

      const place = asks(kind, 'place') ? {} : { address: undefined }
      const { id } = await file({ kind, categoryId: leaf.id, answers: answersTo(kind), ...place })

      expect(await read(id)).toMatchObject({
        kind: { code: kind, label: CASE_KINDS[kind].label },
        category: { id: leaf.id, name: leaf.name },
      })
    })

    it('gets its first categories where an older installation has none, and others keep theirs', async () => {
      const before = await CategoryModel.find().sort({ _id: 1 }).lean()
      await CategoryModel.updateMany({}, { $pull: { kinds: kind } })
      await CategoryModel.deleteMany({ kinds: { $size: 0 } })

      expect(await loadFirstCategories()).toBe(1)

      const sorted = (rows: typeof before) =>
        rows.map((row) => ({ ...row, changedAt: null, kinds: [...row.kinds].sort() }))
      expect(sorted(await CategoryModel.find().sort({ _id: 1 }).lean())).toEqual(sorted(before))
      expect(await loadFirstCategories()).toBe(0)
    })
  },
)

describe('after the answer', () => {
  it('takes one rating an answer, none before, and reopens for thirty days', async () => {
    const { id } = await file()
    await expect(server.call(api.rateCase, { id, score: 3 }, as(wang))).rejects.toEqual(
      refused('CASE_STEP_NOT_ALLOWED'),
    )
    await resolve(await assign(await accept(id)))
    const rated = await server.call(api.rateCase, { id, score: 1 }, as(wang))
    expect(rated).toMatchObject({ state: { code: 'resolved' }, can: { rate: false, reopen: true } })
    await expect(server.call(api.rateCase, { id, score: 3 }, as(wang))).rejects.toEqual(
      refused('CASE_STEP_NOT_ALLOWED'),
    )

    await daysLater(31, wang)
    await expect(server.call(api.reopenCase, { id, reason: '又坏了' }, as(wang))).rejects.toEqual(
      refused('CASE_STEP_NOT_ALLOWED'),
    )
    expect((await server.call(api.getCase, { id }, as(wang))).can.reopen).toBe(false)
  })
  it('takes no comment once it is closed', async () => {
    const { id } = await solved()
    await server.call(api.rateCase, { id, score: 3 }, as(wang))

    await expect(server.call(api.commentCase, { id, text: '还有' }, as(wang))).rejects.toEqual(
      refused('CASE_STEP_NOT_ALLOWED'),
    )
  })
})

describe('the words and the rules of a step agree', () => {
  const assignees = async (id: string, who = clerk) =>
    (await server.call(api.listAssignees, { id }, as(who))).items.map(({ name }) => name).sort()

  it('only colleagues who can take a case are offered, and each of them can', async () => {
    const carer = await buildStaff({ area: community, role: 'carer', name: '赵护理' }, now)
    const elsewhere = await buildStaff({ role: 'grid_worker', name: '别处的' }, now)
    const { id } = await file()
    const accepted = await accept(id)

    expect(await assignees(id)).toEqual(['张海燕', '李国强', '陈静'].sort())

    for (const who of [carer, elsewhere])
      await expect(assign(accepted, who)).rejects.toMatchObject({
        details: { fields: { assigneeId: ['这位同事接不了这一件，换一位'] } },
      })
    await expect(assignees(id, grid)).rejects.toMatchObject({ status: 403 })
    let seen = accepted
    for (const who of [admin, clerk, grid]) seen = await assign(seen, who)
    expect(seen).toMatchObject({ assignee: { name: '李国强' } })
  })

  it('a reply in time meets the promise to answer, and the case stays open', async () => {
    const { id } = await file()
    const started = await assign(await accept(id))
    const replied = await server.call(api.replyToCase, { id, seq: started.seq, text: '灯订好了，周五换。' }, as(grid))
    expect(replied).toMatchObject({
      state: { code: 'in_progress' },
      promise: { of: 'solve', state: 'running', total: 7, words: '12月2日前办好' },
      limits: [
        { code: 'accept', state: 'kept' },
        { code: 'answer', state: 'kept' },
        { code: 'solve', state: 'running', metAt: null },
      ],
    })
    const lists = async () => ({
      late: (await countCases(admin.actor, now)).late,
      first: (await firstDue(admin.actor, now, 5)).map((one) => one.id),
      listed: (await server.call(api.listStaffCases, { view: 'late' }, as(admin))).items.map((one) => one.id),
    })
    await daysLater(8, admin)
    expect(await read(id)).toMatchObject({ promise: { state: 'running' }, mark: null })
    expect(await lists()).toEqual({ late: 0, first: [id], listed: [] })
    await daysLater(7, admin)
    expect(await read(id)).toMatchObject({ promise: { of: 'solve', state: 'late' }, mark: 'red' })
    expect(await lists()).toEqual({ late: 1, first: [id], listed: [id] })
    await resolve(await read(id), admin)
    expect(await rateCases(admin.actor, now)).toMatchObject({ inTime: 1 })

    await daysLater(0, wang)
    // Not mended: a promise given anew asks for an answer anew.
    await server.call(api.reopenCase, { id, reason: '又灭了' }, as(wang))
    expect((await read(id)).promise.state).not.toBe('answered')
  })

  it('the assignee gives a case back with the reason, and it waits to be assigned', async () => {
    const { id, promise } = await file()
    const started = await assign(await accept(id))
    const back = (who: BuiltPerson, seq = started.seq, key?: string) =>
      server.call(api.unassignCase, { id, seq, reason: '要登高车，我这边没有' }, as(who, key))
    expect(started.can.unassign).toBe(false)
    expect((await read(id, grid)).can.unassign).toBe(true)
    await expect(back(clerk)).rejects.toMatchObject({ status: 403 })

    const key = newKey()
    const [handed, again] = [await back(grid, started.seq, key), await back(grid, started.seq, key)]

    expect(again.seq).toBe(handed.seq)
    expect(handed).toMatchObject({ state: { code: 'accepted' }, assignee: null, promise: { dueAt: promise.dueAt } })
    expect(handed.timeline.at(-1)).toMatchObject({ what: '退回来重派', why: '要登高车，我这边没有' })
    const told = await server.call(api.getCase, { id }, as(wang))
    expect(JSON.stringify(told)).not.toContain('登高车')
    const outbox = (await CaseModel.findById(id).lean())!.outbox.filter(({ kind }) => kind === 'case_unassigned')
    expect(outbox.flatMap(({ recipients }) => recipients.map(String)).sort()).toEqual(
      [admin, clerk].map(({ _id }) => String(_id)).sort(),
    )
    expect(await assign(await read(id, clerk), admin)).toMatchObject({ assignee: { name: '张海燕' } })
  })
})

describe('what the reporter says on the phone', () => {
  const calls = {
    comment: (id: string, who = clerk, key?: string) =>
      server.call(api.commentForCaller, { id, text: '灯又闪了两下' }, as(who, key)),
    rate: (id: string, score: number, who = clerk) =>
      server.call(api.rateForCaller, { id, score, comment: '不怎么亮' }, as(who)),
    reopen: (id: string, who = clerk) => server.call(api.reopenForCaller, { id, reason: '又灭了' }, as(who)),
  }

  it('is written down by staff and counts as theirs, in a timeline that says so', async () => {
    const { id } = await solved()
    expect((await read(id, clerk)).caller).toEqual({ comment: true, reopen: true, rate: true })
    const key = newKey()
    await calls.comment(id, clerk, key)
    await calls.comment(id, clerk, key)
    const rated = await calls.rate(id, 2)
    const reopened = await calls.reopen(id)

    expect(rated.rating).toMatchObject({ score: 2, comment: '不怎么亮' })
    expect(reopened).toMatchObject({ state: { code: 'in_progress' }, reopened: 1 })
    expect(reopened.timeline.slice(-3).map(({ kind, who, why }) => ({ kind, who, why }))).toEqual([
      { kind: 'commented', who: '王秀英（打电话说的，窗口人员 陈静记下）', why: '灯又闪了两下' },
      { kind: 'rated', who: '王秀英（打电话说的，窗口人员 陈静记下）', why: '不怎么亮' },
      { kind: 'reopened', who: '王秀英（打电话说的，窗口人员 陈静记下）', why: '又灭了' },
    ])
    const theirs = await server.call(api.getCase, { id }, as(wang))
    expect(theirs.timeline.at(-1)).toMatchObject({ who: '您（打电话说的，窗口人员 陈静记下）' })
    expect(await CaseSaidModel.countDocuments({ caseId: id, saidBy: wang._id })).toBe(3)
  })

  it('is not written down for somebody who is not named to the writer, nor where it may not be', async () => {
    const hidden = await solved({ anonymous: true })
    expect((await read(hidden.id, clerk)).caller).toBeNull()
    await expect(calls.comment(hidden.id)).rejects.toMatchObject({ status: 403 })
    expect((await calls.comment(hidden.id, admin)).timeline.at(-1)).toMatchObject({ kind: 'commented' })
    const { id } = await file()
    await expect(calls.rate(id, 3)).rejects.toMatchObject({ code: 'CASE_STEP_NOT_ALLOWED' })
    const stranger = await buildStaff({ role: 'clerk' }, now)
    await expect(calls.comment(id, stranger)).rejects.toMatchObject({ status: 404 })
  })
})

describe('the list of the staff', () => {
  it('puts first what runs out first, page by page, and counts each state', async () => {
    const slow = await file()
    const urgent = await file({ kind: 'hazard' })
    const answered = await solved()
    const asked = { limit: 1, sort: 'due' as const }

    const first = await server.call(api.listStaffCases, asked, as(clerk))
    const second = await server.call(api.listStaffCases, { ...asked, cursor: first.nextCursor! }, as(clerk))
    const third = await server.call(api.listStaffCases, { ...asked, cursor: second.nextCursor! }, as(clerk))

    expect([first, second, third].map(({ items }) => items[0]!.id)).toEqual([urgent.id, slow.id, answered.id])
    expect(third.nextCursor).toBeNull()
    expect(first.counts).toEqual({ submitted: 2, accepted: 0, in_progress: 0, waiting: 0, resolved: 1, late: 0 })
    now = new Date(now.getTime() + 3 * 3_600_000)
    // Tokens live half an hour: the counts are read as the clerk, without HTTP.
    expect(await countCases(clerk.actor, now)).toEqual({ open: 2, late: 1, dueToday: 0, newToday: 3 })
    expect((await firstDue(clerk.actor, now, 8)).map(({ id }) => id)).toEqual([urgent.id, slow.id])
    expect(await rateCases(clerk.actor, now)).toEqual({ inTime: 0.5, solved: null, satisfied: null })
    expect((await casesPerDay(clerk.actor, now, 7)).at(-1)).toEqual({ day: '2026-11-23', filed: 3, finished: 1 })
  })
  it('puts cases with the same limit in the order of their numbers, page by page', async () => {
    const filed = [await file(), await file(), await file()]
    // A record made later may hold an earlier number: whoever was quicker to the counter of the day.
    const stored = await Promise.all(filed.map(({ id }) => CaseModel.findById(id).lean<CaseRecord>()))
    const [first, , last] = stored.map((one) => one!.number)
    const renumber = (index: number, number: string) => CaseModel.updateOne({ _id: filed[index]!.id }, { number })
    await renumber(0, 'on its way')
    await renumber(2, first!)
    await renumber(0, last!)
    const numbers = async (cursor?: string): Promise<string[]> => {
      const { items, nextCursor } = await server.call(
        api.listStaffCases,
        { limit: 1, sort: 'due', ...(cursor && { cursor }) },
        as(clerk),
      )
      const shown = items.map(({ number }) => number)
      return nextCursor ? [...shown, ...(await numbers(nextCursor))] : shown
    }

    const inOrder = filed.map(({ number }) => number).sort()
    expect(await numbers()).toEqual(inOrder)
    expect((await firstDue(clerk.actor, now, 8)).map(({ number }) => number)).toEqual(inOrder)
  })
  it('finds by number, words and name, and takes nothing in a search for a pattern', async () => {
    const { id, number } = await file({ title: '路灯(坏)了.*' })
    await file({ title: '别的事' })
    const find = async (q: string) =>
      (await server.call(api.listStaffCases, { q }, as(clerk))).items.map((one) => one.id)

    expect(await find(number)).toEqual([id])
    expect(await find('(坏)了.*')).toEqual([id])
    expect(await find('路灯')).toEqual([id])
    expect(await find('王秀英')).toHaveLength(2)
    for (const hostile of ['.*', '(((', '[a-', '$where', '(a+)+$', '灯路']) expect(await find(hostile)).toEqual([])
  })
  it('shows text as it was written, whatever it is', async () => {
    const html = '<img src=x onerror=alert(1)> & "quotes"'
    const emoji = '🛗'.repeat(2000)

    expect((await file({ description: html })).description).toBe(html)
    const shown = await file({ description: emoji })
    expect([shown.description, /\p{Surrogate}/u.test(shown.title)]).toEqual([emoji, false])
    await expect(file({ description: `${emoji}字` })).rejects.toEqual(refused('INVALID_INPUT'))
  })
})

describe('for somebody', () => {
  it('is written down at the counter with whom it is for, once for one key', async () => {
    const key = newKey()
    const input = {
      ...LAMP,
      communityId: String(community._id),
      channel: 'phone' as const,
      reporter: { name: '孙大爷', phone: '13900001234' },
    }
    const [one, two] = [
      await server.call(api.fileCaseForSomebody, input, as(clerk, key)),
      await server.call(api.fileCaseForSomebody, input, as(clerk, key)),
    ]

    expect(two.id).toBe(one.id)
    expect(one.reporter).toMatchObject({ name: '孙大爷', phoneLast4: '1234' })
    expect(one.timeline[0]!.who).toBe('窗口人员 陈静代为登记')
    const elsewhere = await buildCommunity()
    await expect(
      server.call(api.fileCaseForSomebody, { ...input, communityId: String(elsewhere._id) }, as(clerk)),
    ).rejects.toEqual(refused('NOT_FOUND'))
  })
})

describe('to be forgotten', () => {
  it('takes the reporter, their words and photos three years after, and leaves a case that can be read', async () => {
    const photoId = await photo(wang)
    const { id } = await solved({ photoIds: [photoId] })
    await server.call(api.rateCase, { id, score: 3 }, as(wang))
    const years = (n: number) => new Date(now.getTime() + n * 365.3 * DAY_MS)

    await eraseOldCases(years(2.9))
    expect(await read(id)).toMatchObject({ reporter: { name: wang.name } })
    await eraseOldCases(years(3.1))

    const left = await read(id)
    expect(left).toMatchObject({
      reporter: null,
      photos: [],
      description: '这段内容已删去。',
      rating: { score: 3 },
    })
    expect(left.timeline.map(({ why, who }) => ({ why, who }))).toContainEqual({
      why: '灯泡换好了。',
      who: '网格员 李国强',
    })
    expect(await CaseReporterModel.countDocuments({ _id: id })).toBe(0)
    expect(await eraseOldCases(years(3.1))).toBe(0)
    await sweepUnclaimed(years(3.1))
    expect(await FileModel.exists({ _id: photoId })).toBeNull()
  })

  it('happens by itself to words that no case came to name', async () => {
    const { id } = await file()
    const orphan = { areas: [], title: '无', description: sealWords('无'), digest: 'none', at: now, pending: true }
    const _id = newId()
    await CaseWordsModel.create({ _id, address: null, position: null, photoIds: [], ...orphan })

    await sweepOrphanedWords(new Date(now.getTime() + 2 * DAY_MS))

    expect(await CaseWordsModel.exists({ _id })).toBeNull()
    expect(await CaseWordsModel.exists({ _id: id })).not.toBeNull()
  })
})
