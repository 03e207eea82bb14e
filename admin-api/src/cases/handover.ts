import type { Types } from 'mongoose'
import { CASE_KINDS } from '@yike/shared/cases/kinds'
import { OPEN_CASE_STATES } from '@yike/shared/cases/states'
import { MOST_WORK, type OpenWork } from '../open-work'
import { append } from './append'
import { CaseModel, CaseWordsModel, type CaseRecord } from './model'
import { canHappen, casePolicy, isConfidential } from './policy'
import { toReporter } from './staff-steps'

const OPEN = { state: { $in: [...OPEN_CASE_STATES] } }
const wordsOf = (ids: readonly Types.ObjectId[]) => CaseWordsModel.find({ _id: { $in: ids } }, { title: 1 }).lean()

/** Open cases that are assigned to somebody go to a colleague when the account ends. */
export const caseWork: OpenWork = {
  kind: 'case',
  async list(assigneeId, areaIds, among) {
    const open = await CaseModel.find({ assigneeId, areas: { $in: areaIds }, ...OPEN })
      .sort({ dueOrder: 1, number: 1, _id: 1 })
      .limit(MOST_WORK)
      .lean<CaseRecord[]>()
    const titles = new Map((await wordsOf(open.map(({ _id }) => _id))).map(({ _id, title }) => [String(_id), title]))
    return open.map((c) => ({
      id: c._id,
      // Somebody who ends an account need not be one who may read it.
      title: isConfidential(c) ? CASE_KINDS[c.kind].label : titles.get(String(c._id)) || '没有标题的诉求',
      detail: c.number,
      takers: among.flatMap((one) => (casePolicy.takeOver(one, c, c.communityId) ? [one._id] : [])),
    }))
  },
  async give(id, { from, to, byId, because }, now) {
    for (;;) {
      const c = await CaseModel.findOne({ _id: id, assigneeId: from._id, ...OPEN }).lean<CaseRecord>()
      if (!c) return true
      if (!casePolicy.takeOver(to, c, c.communityId)) return false
      const kind = canHappen('assigned', c) ? 'assigned' : 'reassigned'
      const [words] = await wordsOf([id])
      const body = `${because}，这件由您接着办。`
      const notifications = [
        {
          ...{ kind: 'case_assigned' as const, to: 'office' as const, recipients: [to._id] },
          title: `交给您了：${words?.title ?? ''}`,
          body,
        },
        ...(await toReporter(c, 'case_assigned', `${to.name}接着办`, `${because}。`)),
      ]
      const call = { actor: { personId: byId }, now, filter: { assigneeId: from._id }, reason: null }
      if (await append(call, c, [{ kind, assignee: to._id }], notifications)) return true
    }
  },
}
