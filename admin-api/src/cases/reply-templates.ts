import type { Types } from 'mongoose'
import { CASE_KINDS } from '@yike/shared/cases/kinds'
import { shownNumber } from '@yike/shared/cases/number'
import { viewPromise } from '@yike/shared/cases/promises'
import { fillTemplate, type TemplateValues } from '@yike/shared/cases/reply-templates'
import type { ChangeReplyTemplate, CreateReplyTemplate } from '@yike/shared/cases/reply-template-schemas'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, replayed } from '../idempotency'
import { underLock } from '../lock'
import { peopleByIds } from '../people/me'
import { areasBelow, areasByIds, communityById } from '../territory/areas'
import { staffArea } from '../territory/edit'
import { assigneesOf, describeCases, type DescribedCase } from './describe'
import type { CaseRecord } from './model'
import { casePolicy } from './policy'
import { ReplyTemplateModel, type ReplyTemplate } from './reply-template-model'
import { loadVisible } from './staff-steps'

type Id = Types.ObjectId

/** The levels that have an office, which answers cases. */
const LEVELS: ReadonlySet<string> = new Set(['district', 'street', 'community'])

/** Templates with what their rows show. */
async function describeTemplates(templates: readonly ReplyTemplate[]) {
  const [people, areas] = await Promise.all([
    peopleByIds(templates.map(({ changedBy }) => changedBy)),
    areasByIds(templates.map((one) => one.areas[0]!)),
  ])
  return templates.map((template) => ({
    template,
    area: areas.find(({ _id }) => _id.equals(template.areas[0])) ?? null,
    changedBy: people.find(({ _id }) => _id.equals(template.changedBy))?.name ?? '已离岗',
  }))
}
const describeOne = async (template: ReplyTemplate) => (await describeTemplates([template]))[0]!
export type DescribedTemplate = Awaited<ReturnType<typeof describeOne>>

/** The templates that the actor keeps, and the areas in which they may. */
export async function listKept(actor: Actor) {
  const [templates, below] = await Promise.all([
    ReplyTemplateModel.find(casePolicy.keptTemplates(actor)).sort({ name: 1, _id: 1 }).lean<ReplyTemplate[]>(),
    areasBelow(casePolicy.templatesKeptIn(actor)),
  ])
  const areas = below
    .filter(({ level }) => LEVELS.has(level))
    .sort((a, b) => a.areas.length - b.areas.length || a.name.localeCompare(b.name, 'zh'))
  return { items: await describeTemplates(templates), areas }
}

/** Names are compared within the area itself: a community may have its own words for what the street says otherwise. */
async function refuseTakenName(areaId: Id, name: string, except?: Id) {
  const others = await ReplyTemplateModel.find({ areas: areaId, name }).lean<ReplyTemplate[]>()
  if (others.some(({ _id, areas }) => areas[0]!.equals(areaId) && !(except && _id.equals(except))))
    throw new AppError('NAME_TAKEN', `这里已经有“${name}”这个模板了，换一个名字。`)
}
const underNames = <Result>(areaId: Id, work: () => Promise<Result>) =>
  underLock(`reply-templates:${String(areaId)}`, work)

/** Keeps a new template for everybody who answers cases in an area. */
export async function createTemplate(
  { actor, now, key }: CallContext,
  input: z.output<typeof CreateReplyTemplate>,
): Promise<DescribedTemplate> {
  const area = await staffArea(actor, input.areaId)
  authorize(casePolicy.keepTemplates(actor, area))
  const idem = idemOf(actor.personId, key, input)
  const made = await underNames(area._id, async () => {
    const before = await replayed<ReplyTemplate>(ReplyTemplateModel, idem)
    if (before) return before
    await refuseTakenName(area._id, input.name)
    const { name, text } = input
    const record = new ReplyTemplateModel({
      ...{ areas: area.areas, name, text, revision: 0 },
      ...{ changedBy: actor.personId, changedAt: now, idem },
    })
    await record.save()
    return record.toObject<ReplyTemplate>()
  })
  return describeOne(made)
}

/** Changes a template; CONFLICT when somebody else did since. */
export async function changeTemplate(
  { actor, now }: Pick<CallContext, 'actor' | 'now'>,
  { id, revision, name, text }: z.output<typeof ChangeReplyTemplate>,
): Promise<DescribedTemplate> {
  const kept = casePolicy.keptTemplates(actor)
  const found = orNotFound(await ReplyTemplateModel.findOne({ ...kept, _id: id }).lean<ReplyTemplate>())
  const areaId = found.areas[0]!
  const changed = await underNames(areaId, async () => {
    await refuseTakenName(areaId, name, found._id)
    return ReplyTemplateModel.findOneAndUpdate(
      { ...kept, _id: id, revision },
      { $set: { name, text, changedBy: actor.personId, changedAt: now }, $inc: { revision: 1 } },
      { returnDocument: 'after' },
    ).lean<ReplyTemplate>()
  })
  if (!changed) throw new AppError('CONFLICT', '这个模板刚刚有人改过，看一眼现在的样子再改。')
  return describeOne(changed)
}

export async function removeTemplate(actor: Actor, id: string) {
  const { deletedCount } = await ReplyTemplateModel.deleteOne({ ...casePolicy.keptTemplates(actor), _id: id })
  orNotFound(deletedCount || null)
}

/** The facts of a case that a template may name. */
const valuesOf = (
  { record, words, category, receiver, office }: DescribedCase,
  { community, assignee }: { community: { name: string; phone: string }; assignee: { name: string } | undefined },
  now: Date,
): TemplateValues => {
  const { dueAt } = viewPromise(record, now, office, 'staff')
  return {
    编号: shownNumber(record.number),
    事项: words?.title ?? category?.name ?? CASE_KINDS[record.kind].label,
    类别: category?.name ?? null,
    社区: community.name,
    电话: community.phone || null,
    承办人: assignee?.name ?? null,
    承办单位: receiver?.name ?? null,
    期限: dueAt && dateInText(dayOf(dueAt)),
    办结时间: dateInText(dayOf(record.answeredAt ?? now)),
  }
}

/** The values of the variables for each of these cases, by the id of the case. */
export async function templateValues(records: CaseRecord[], now: Date): Promise<Map<string, TemplateValues>> {
  const [described, people, communities] = await Promise.all([
    describeCases(records),
    assigneesOf(records),
    Promise.all(records.map(({ communityId }) => communityById(communityId))),
  ])
  return new Map(
    described.map((one, index) => {
      const assignee = people.get(String(one.record.assigneeId))
      return [String(one.record._id), valuesOf(one, { community: communities[index]!, assignee }, now)]
    }),
  )
}

/** The templates of the areas of a case, the smallest area first: its own words before those of the street. */
async function templatesIn(areas: readonly Id[]) {
  const found = await ReplyTemplateModel.find({ areas: { $in: areas }, 'areas.0': { $in: areas } })
    .sort({ name: 1, _id: 1 })
    .lean<ReplyTemplate[]>()
  const rank = ({ areas: own }: ReplyTemplate) => areas.findIndex((area) => area.equals(own[0]))
  return found.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'zh'))
}

/** The templates of the actor's areas, of those below and of those above. */
export async function templatesOffered(actor: Actor) {
  const mine = casePolicy.templatesTakenIn(actor)
  const above = (await areasByIds(mine)).flatMap(({ areas }) => areas)
  const templates = await ReplyTemplateModel.find({
    $or: [{ areas: { $in: mine } }, { areas: { $in: above }, 'areas.0': { $in: above } }],
  })
    .sort({ name: 1, _id: 1 })
    .lean<ReplyTemplate[]>()
  return describeTemplates(templates)
}

/** The templates for a case that the actor sees, filled with its facts. */
export async function templatesForCase(actor: Actor, id: string, now: Date) {
  const c = await loadVisible(actor, id)
  const [templates, values] = await Promise.all([templatesIn(c.areas), templateValues([c], now)])
  return templates.map((template) => ({ template, ...fillTemplate(template.text, values.get(String(c._id))!) }))
}
