import { AppError } from '@yike/shared/errors'
import { addMinutes, instantAt, addDays, dayOf, minuteOf } from '@yike/shared/time/china'
import type { Types } from 'mongoose'
import { fileCase } from '../../cases/file'
import { followCase } from '../../cases/followers'
import { CategoryModel, CaseModel, type CaseRecord } from '../../cases/model'
import { reopenCase, rateCase } from '../../cases/resident-steps'
import * as staffSteps from '../../cases/staff-steps'
import { keepPhoto } from '../../files/store'
import type { Actor } from '../../http/policy'
import { isDuplicate } from '../../idempotency'
import { RESIDENTS } from '../people/facts'
import { drawPicture } from '../drawings/street-lamp'
import { positionOf } from '../territory/positions'
import type { Crew } from '../visits/seed'
import { CASES, type DemoCase } from './facts'

export async function seedCases(staff: Actor[], residents: Actor[], now: Date) {
  const [admin, clerk, grid, grid2] = staff as [Actor, Actor, Actor, Actor]
  const categories = await CategoryModel.find().lean()
  for (const [n, one] of CASES.entries()) {
    const reporter = residents[one.by]!
    const filedAt =
      one.daysAgo === 0
        ? addMinutes(now, -40 - n)
        : instantAt(addDays(dayOf(now), -one.daysAgo), 540 + ((n * 37) % 420))
    const photoIds = one.photo ? [await photo(reporter, n, filedAt)] : []
    const filed = await fileCase(
      reporter,
      `demo-case-${n}`,
      {
        kind: 'complaint',
        description: one.words,
        address: one.address,
        position: positionOf(RESIDENTS[one.by]!.at),
        photoIds,
        anonymous: one.anonymous ?? false,
        ...idOf(categories.find(({ name, parentId }) => name === one.category && parentId)),
      },
      filedAt,
    ).catch(async (cause: unknown) => {
      // Filed by an interrupted seeding, with another picture: that one stays.
      const before = await CaseModel.findOne({ 'idem.key': `demo-case-${n}` }).lean<CaseRecord>()
      if (before && (cause instanceof AppError || isDuplicate(cause))) return before
      throw cause
    })
    if (filed.state === 'submitted')
      for (const neighbour of one.followers ?? []) await followCase(residents[neighbour]!, String(filed._id), filedAt)
    if (filed.seq === (await seqOf(filed._id)) && filed.state === 'submitted')
      await walk(filed, one, { admin, clerk, worker: n % 2 ? grid : grid2, reporter }, { filedAt, now })
  }
}

const idOf = (category: { _id: Types.ObjectId } | undefined) => (category ? { categoryId: String(category._id) } : {})

const seqOf = async (id: Types.ObjectId) => (await CaseModel.findById(id, { seq: 1 }).lean<CaseRecord>())!.seq

const photo = async (who: Actor, n: number, at: Date) =>
  String((await keepPhoto(who.personId, await drawPicture(n), at))._id)

const OFFICE = { opens: 510, closes: 1050 }

/** The same day, with its 24 hours pressed into office hours; never before an earlier step, nor in the future. */
function duringOfficeHours(at: Date, earliest: Date, now: Date) {
  const minute = OFFICE.opens + (minuteOf(at) / 1440) * (OFFICE.closes - OFFICE.opens)
  const pressed = instantAt(dayOf(at), Math.round(minute))
  return pressed > earliest && pressed < now ? pressed : at > earliest ? at : addMinutes(earliest, 1)
}

/** Takes a case through its steps: accepted, assigned to a worker, answered, rated, each some hours after the other. */
async function walk(
  { _id }: CaseRecord,
  one: DemoCase,
  { admin, clerk, worker, reporter }: Crew,
  { filedAt, now }: { filedAt: Date; now: Date },
) {
  const id = String(_id)
  const span = Math.max(30, (now.getTime() - filedAt.getTime()) / 60_000)
  let last = filedAt
  const after = (share: number) => (last = duringOfficeHours(addMinutes(filedAt, span * share), last, now))
  const at = (actor: Actor, then: Date) => ({ actor, now: then, key: '' })
  const step = async () => ({ id, seq: await seqOf(_id) })
  const { until, said = '' } = one
  if (until === 'submitted') return
  if (until === 'returned') {
    await staffSteps.returnCase(at(clerk, after(0.2)), {
      ...(await step()),
      reason: said,
      belongsTo: '街道和交警',
      phone: '12345',
    })
    return
  }
  await staffSteps.acceptCase(at(clerk, after(0.1)), { ...(await step()), text: '看到了，今天派人去。' })
  if (until === 'accepted') return
  await staffSteps.assignCase(at(admin, after(0.2)), {
    ...(await step()),
    assigneeId: String(worker.personId),
    text: '先去看一眼，看完回个话。',
  })
  if (until === 'waiting') {
    await staffSteps.replyToCase(at(worker, after(0.4)), { ...(await step()), text: said, ask: true, photoIds: [] })
    return
  }
  if (until === 'in_progress') {
    await staffSteps.replyToCase(at(worker, after(0.5)), { ...(await step()), text: said, ask: false, photoIds: [] })
    return
  }
  const done = one.photo ? [await photo(worker, one.by + 50, after(0.6))] : []
  await staffSteps.resolveCase(at(worker, after(0.6)), { ...(await step()), text: said, photoIds: done })
  if (until === 'reopened')
    await reopenCase(reporter, { id, reason: '昨天又反上来了，比上回还多。', photoIds: [] }, after(0.9))
  if (until === 'closed') await rateCase(reporter, { id, score: one.score ?? 3 }, after(0.8))
}
