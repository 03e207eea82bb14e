import type { Types } from 'mongoose'
import { bulkStep, type BulkStepCode } from '@yike/shared/cases/bulk'
import type { PreviewBulkStep, TakeBack } from '@yike/shared/cases/bulk-schemas'
import { fillTemplate, type TemplateValues } from '@yike/shared/cases/reply-templates'
import { CASE_STATES } from '@yike/shared/cases/states'
import type { z } from '@yike/shared/zod'
import type { Actor, CallContext } from '../http/policy'
import { leaveOf } from '../office/away'
import { peopleByIds } from '../people/me'
import { communityById } from '../territory/areas'
import type { CaseNotification } from './append'
import { titleOf } from './extensions'
import { CaseModel, CaseWordsModel, type CaseRecord, type CaseWords } from './model'
import { assignmentBefore, casePolicy, staffCan } from './policy'
import { templateValues } from './reply-templates'
import { takeStep } from './take-step'

type Id = Types.ObjectId

/** The most characters of the words of a step. */
const WORDS_MAX = 500

const MAY: Record<BulkStepCode, (actor: Actor, c: CaseRecord) => boolean> = {
  accept: casePolicy.accept,
  assign: casePolicy.assign,
  reply: casePolicy.handle,
  close: casePolicy.close,
}

/** The reason why the words of the step cannot go out for this case; null where they can. */
function faultOfWords({ text, lacks }: ReturnType<typeof fillTemplate>, step: BulkStepCode) {
  if (lacks.length > 0) return `这一件没有${lacks.map((name) => `{${name}}`).join('、')}，这句话填不上`
  if (text.length > WORDS_MAX) return `填好以后超过 ${WORDS_MAX} 个字`
  return !bulkStep(step).optional && text.length < 2 ? '写一句话，说清楚再交' : null
}

/** The colleague whom the cases are to go to, and whether each may; null where none was chosen. */
async function colleagueFor(assigneeId: string | undefined, now: Date) {
  const [person] = assigneeId ? await peopleByIds([assigneeId]) : []
  if (!person) return null
  return { person, leave: await leaveOf(person._id, now) }
}
type Colleague = Awaited<ReturnType<typeof colleagueFor>>

async function faultOfAssignee(c: CaseRecord, colleague: Colleague) {
  if (!colleague) return '先选派给谁'
  const { person, leave } = colleague
  if (leave) return `${person.name}${leave.words}休假，换一位`
  if (c.assigneeId?.equals(person._id)) return `已经是${person.name}在办`
  const community = await communityById(c.communityId)
  return casePolicy.takeOver(person, c, community._id) ? null : `${person.name}接不了这一件，换一位`
}

/** The reason why a case would not take the step; null where it would. */
async function faultOf(actor: Actor, c: CaseRecord, step: BulkStepCode, words: CaseWords | null, colleague: Colleague) {
  const { label } = bulkStep(step)
  if (!staffCan(actor, c)[step])
    return MAY[step](actor, c) ? `${CASE_STATES[c.state].label}的不能${label}` : `这一件您没有${label}的权限`
  if (step === 'accept' && words && !words.description) return '居民只拍了照片，打开它写一句是什么事'
  if (step === 'accept' && !c.categoryId) return '还没归类，打开它选一类'
  return step === 'assign' ? faultOfAssignee(c, colleague) : null
}

/** The cases in the order they were asked for, each with its words and whether it would take the step. */
export async function previewBulk(
  actor: Actor,
  { step, ids, assigneeId, text }: z.output<typeof PreviewBulkStep>,
  now: Date,
) {
  const asked = [...new Set(ids)]
  const among = { $and: [casePolicy.visible(actor), { _id: { $in: asked } }] }
  const [found, colleague] = await Promise.all([
    CaseModel.find(among).lean<CaseRecord[]>(),
    colleagueFor(assigneeId, now),
  ])
  const [values, said] = await Promise.all([
    templateValues(found, now),
    CaseWordsModel.find({ _id: { $in: found.map(({ _id }) => _id) } }).lean<CaseWords[]>(),
  ])
  const place = new Map(asked.map((id, index) => [id, index]))
  const rows = found
    .sort((a, b) => place.get(String(a._id))! - place.get(String(b._id))!)
    .map(async (record) => {
      const its: TemplateValues = values.get(String(record._id))!
      const filled = fillTemplate(text, its)
      const words = said.find(({ _id }) => _id.equals(record._id)) ?? null
      const fault = (await faultOf(actor, record, step, words, colleague)) ?? faultOfWords(filled, step)
      return { record, title: its.事项, text: filled.text, fault }
    })
  return { rows: await Promise.all(rows), unseen: asked.length - found.length }
}
export type BulkRowFound = Awaited<ReturnType<typeof previewBulk>>['rows'][number]

/** Says to the colleague who had it for a moment that it is not theirs, and to the one before that it is again. */
async function notificationsOf(c: CaseRecord, before: Id | null): Promise<CaseNotification[]> {
  const title = await titleOf(c)
  const taken: CaseNotification = {
    ...{ kind: 'case_unassigned', to: 'office', recipients: [c.assigneeId!] },
    title: `派单撤回了，不用您办：${title}`,
    body: '',
  }
  const back: CaseNotification[] = before
    ? [{ kind: 'case_assigned', to: 'office', recipients: [before], title: `还是您来办：${title}`, body: '' }]
    : []
  return [taken, ...back]
}

/** Takes back an assignment that the actor made a moment ago: the promise to the resident was never changed by it. */
export const takeBackAssignment = (call: CallContext, asked: z.output<typeof TakeBack>) =>
  takeStep(
    call,
    asked,
    {
      filter: casePolicy.visible(call.actor),
      isOpen: (c) => casePolicy.takeBack(call.actor, c, call.now),
      isPermitted: (c) => casePolicy.assign(call.actor, c),
    },
    async (c) => {
      const before = assignmentBefore(c)
      return {
        moves: [
          before
            ? { kind: 'reassigned', assignee: before }
            : { kind: 'unassigned', assignee: null, visibleTo: 'staff' },
        ],
        said: { text: '', photoIds: [] },
        notifications: await notificationsOf(c, before),
      }
    },
  )
