import { Types } from 'mongoose'
import type * as t from '@yike/shared/cases/transfer-schemas'
import { AppError } from '@yike/shared/errors'
import type { LimitsOfCategory } from '@yike/shared/cases/reclassifying'
import { flowOf } from '@yike/shared/cases/reduce'
import { returnDueAt } from '@yike/shared/cases/returns'
import { limitsAfterTransfer } from '@yike/shared/cases/transferred-limits'
import { dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import { INSTANT, OBJECT_ID, pagedList } from '../http/cursor'
import { authorize, type Actor, type CallContext } from '../http/policy'
import { officeHours } from '../territory/office-hours'
import { areasBelow, areasByIds, communitiesIn, communityById, locate, type Community } from '../territory/areas'
import type { CaseNotification, NewEvent } from './append'
import { askAfterReturn } from './arbiters'
import { titleOf } from './extensions'
import { CaseModel, CaseReporterModel, CaseWordsModel, type CaseRecord, type CaseWords } from './model'
import { casePolicy } from './policy'
import { acceptersIn } from './present-staff'
import { noticeToReceivers } from './receiver-notices'
import { placeOf } from './sealed-words'
import { loadVisible, step, toReporter } from './staff-steps'

type Id = Types.ObjectId
/** A case moves within the ground that somebody above both communities answers for. */
const COMMON_LEVELS: ReadonlySet<string> = new Set(['street', 'district'])

/** The communities that a case may go to: of its district, those of its street first, each with its street. */
async function targetsOf(c: CaseRecord): Promise<{ community: Community; street: string | null }[]> {
  const above = (await areasByIds(c.areas)).filter(({ level }) => COMMON_LEVELS.has(level))
  const communities = (await communitiesIn(above.map(({ _id }) => _id))).filter(({ _id }) => !_id.equals(c.communityId))
  const streets = (await areasByIds(communities.flatMap(({ areas }) => areas))).filter(
    ({ level }) => level === 'street',
  )
  const mine = above.find(({ level }) => level === 'street')
  const isNear = ({ areas }: Community) => Boolean(mine && areas.some((area) => area.equals(mine._id)))
  return communities
    .sort((a, b) => Number(isNear(b)) - Number(isNear(a)) || a.name.localeCompare(b.name, 'zh'))
    .map((community) => ({
      community,
      street: streets.find(({ _id }) => community.areas.some((area) => area.equals(_id)))?.name ?? null,
    }))
}

export async function transferTargets(actor: Actor, id: string) {
  const c = await loadVisible(actor, id)
  authorize(casePolicy.transfer(actor, c) || casePolicy.rule(actor, c))
  return targetsOf(c)
}

/** The grids of the community that a case was sent to; none once it was taken on, when an open form asks once more. */
export async function transferGrids(actor: Actor, id: string) {
  const c = await loadVisible(actor, id)
  if (!c.transfer) return []
  authorize(casePolicy.receiveTransfer(actor, c))
  return (await areasBelow([c.transfer!.to])).filter(({ level }) => level === 'grid')
}

/** Sends it, whoever decided: nobody here works on it meanwhile, and its receiver stops. */
const send = (
  call: CallContext,
  input: z.output<typeof t.TransferCase>,
  how: { code: 'transfer' | 'ruleTransfer'; kind: 'transferred' | 'transfer_ruled' },
) =>
  step(call, input, how.code, async (c) => {
    const target = (await targetsOf(c)).find(({ community }) => String(community._id) === input.communityId)?.community
    if (!target)
      throw new AppError('INVALID_INPUT', undefined, {
        fields: { communityId: ['只能转给本区的另一个社区，换一个'] },
      })
    const recipients = await acceptersIn(target.areas, call.now)
    const transferDueAt = returnDueAt(call.now, c.promise, (await officeHours()).calendarIn(target.areas))
    const asked: CaseNotification = {
      ...{ kind: 'case_transfer_asked', to: 'office', recipients },
      ...{ title: `转来一件，请您看是不是归${target.name}：${await titleOf(c)}`, body: input.text },
    }
    const moves: NewEvent[] = [
      ...(c.state === 'in_progress'
        ? [{ kind: 'unassigned' as const, assignee: null, visibleTo: 'staff' as const }]
        : []),
      {
        ...{ kind: how.kind, visibleTo: 'staff', said: true, transferDueAt },
        ...{ community: target._id, communityAreas: target.areas },
      },
    ]
    return {
      moves,
      said: { text: input.text, photoIds: [] },
      notifications: [
        ...(recipients.length > 0 ? [asked] : []),
        ...(await noticeToReceivers(
          c,
          {
            kind: 'received_case_withdrawn',
            what: '社区收回了，请不要再办',
            text: '这件事转给别的社区办了。手上的材料请交还社区。',
          },
          call.now,
        )),
      ],
    }
  })

export const transferCase = (call: CallContext, input: z.output<typeof t.TransferCase>) =>
  send(call, input, { code: 'transfer', kind: 'transferred' })

export const ruleTransfer = (call: CallContext, input: z.output<typeof t.TransferCase>) =>
  send(call, input, { code: 'ruleTransfer', kind: 'transfer_ruled' })

/** The areas that it has in the new community: those of the chosen grid, else of the ground that its place lies on. */
async function areasIn(community: Community, c: CaseRecord, gridId: string | undefined): Promise<Id[]> {
  if (gridId) {
    const [grid] = await areasByIds([new Types.ObjectId(gridId)])
    if (grid?.level === 'grid' && grid.parentId?.equals(community._id)) return grid.areas
    throw new AppError('INVALID_INPUT', undefined, { fields: { gridId: ['这个网格不在本社区，换一个'] } })
  }
  const words = await CaseWordsModel.findById(c._id, { address: 1, position: 1 }).lean<CaseWords>()
  const ground = await locate(words && placeOf(words).position, community._id)
  return ground.communityId.equals(community._id) ? ground.areas : community.areas
}

/**
 * The community takes it on. One write decides: the case is in its new areas from then on, and counted there; its words
 * and its reporter follow at once or, after a crash, in a job.
 */
export async function acceptTransfer(call: CallContext, input: z.output<typeof t.AcceptTransfer>) {
  const after = await step(call, input, 'acceptTransfer', async (c) => {
    const community = await communityById(c.transfer!.to)
    const areas = await areasIn(community, c, input.gridId)
    const office = (await officeHours()).calendarIn(areas)
    const limits = limitsAfterTransfer(c.events, { flow: flowOf(c.kind), now: call.now }, office)
    return {
      moves: [{ kind: 'transfer_accepted', community: community._id, ...limits }],
      said: { text: input.text, photoIds: [] },
      notifications: await toReporter(
        c,
        'case_transferred',
        `转到${community.name}办了`,
        input.text + newTimeInText(c, limits),
      ),
      set: { communityId: community._id, areas, moving: true },
      left: c.communityId,
    }
  })
  await moveRecords(after._id)
  return after
}

/** 「时间从现在重新算：12月4日（周五）前答复，12月8日（周二）前办好。」; empty where the limits stay. */
function newTimeInText({ repliedAt }: CaseRecord, { dueAt, solve }: LimitsOfCategory) {
  if (!dueAt) return ''
  const until = (limit: Date, what: string) => `${dateInText(dayOf(limit))}前${what}`
  const times = [...(repliedAt ? [] : [until(dueAt, '答复')]), ...(solve ? [until(solve.dueAt, '办好')] : [])]
  return times.length > 0 ? `时间从现在重新算：${times.join('，')}。` : ''
}

/** Sends it back to the community that has it. The second time an arbiter of the common ground is asked. */
export const returnTransfer = (call: CallContext, input: z.output<typeof t.ReturnTransfer>) =>
  step(call, input, 'returnTransfer', async (c) => {
    const asked = await askAfterReturn({ ...c, handBacks: c.transferReturns ?? 0 }, input.text, call.now)
    const told: CaseNotification = {
      ...{ kind: 'case_transfer_returned', to: 'office', recipients: [c.transfer!.by] },
      ...{ title: `转办退回来了：${await titleOf(c)}`, body: input.text },
    }
    return {
      moves: [
        {
          ...{ kind: 'transfer_returned', visibleTo: 'staff', community: c.transfer!.to },
          ...(asked ? { arbiter: asked.arbiter } : {}),
        },
      ],
      said: { text: input.text, photoIds: [] },
      notifications: [told, ...(asked?.notifications ?? [])],
    }
  })

/** Brings what hangs on a case into its areas, as often as it takes. */
async function moveRecords(_id: Id): Promise<void> {
  for (;;) {
    const c = await CaseModel.findById(_id, { areas: 1, moving: 1 }).lean<CaseRecord>()
    if (!c?.moving) return
    const { areas } = c
    await CaseWordsModel.updateOne({ _id }, { $set: { areas } })
    await CaseReporterModel.updateOne({ _id }, { $set: { areas } })
    const done = await CaseModel.updateOne({ _id, areas }, { $unset: { moving: 1 } })
    if (done.matchedCount > 0) return
  }
}

const BATCH = 100
/** A job: finishes transfers that a crash interrupted. */
export async function finishTransfers() {
  const open = await CaseModel.find({ moving: { $exists: true } }, { _id: 1 })
    .limit(BATCH)
    .lean()
  for (const { _id } of open) await moveRecords(_id)
  return open.length
}

const LIST = pagedList<CaseRecord & { 'transfer.since': Date }>('listTransfers', {
  'transfer.since': [1, INSTANT],
  _id: [1, OBJECT_ID],
})

/** The cases that wait to be taken on where the actor accepts cases, the one that waits longest first. */
export async function listTransfers(actor: Actor, { cursor, limit }: z.output<typeof t.ListTransfers>) {
  const rows = await CaseModel.find({ $and: [casePolicy.transferredTo(actor), LIST.from(cursor)] }, { events: 0 })
    .sort(LIST.sort)
    .limit(limit + 1)
    .lean<CaseRecord[]>()
  return LIST.page(
    rows.map((c) => ({ ...c, 'transfer.since': c.transfer!.since })),
    limit,
  )
}

/** The names of the communities that cases come from and go to. */
export async function namesOfCommunities(cases: readonly CaseRecord[]) {
  const ids = cases.flatMap(({ communityId, transfer }) => [communityId, ...(transfer ? [transfer.to] : [])])
  return new Map((await areasByIds(ids)).map(({ _id, name }) => [String(_id), name]))
}
