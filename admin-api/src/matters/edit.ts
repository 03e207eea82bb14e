import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { CreateMatter, UpdateMatter } from '@yike/shared/matters/schemas'
import type { z } from '@yike/shared/zod'
import { authorize, orNotFound, type Actor, type CallContext } from '../http/policy'
import { idemOf, isDuplicate, replayed } from '../idempotency'
import { staffArea } from '../territory/edit'
import { MatterModel, type Matter, type Paper } from './model'
import { matterPolicy } from './policy'

/** A paper keeps its key while it is in the list; a new one gets the next that no paper of the list had. */
function keyed(papers: z.output<typeof CreateMatter>['papers'], before: readonly Paper[] = []): Paper[] {
  const known = new Set(before.map(({ key }) => key))
  const used = new Set<string>()
  let last = Math.max(0, ...before.map(({ key }) => Number(key.slice(1))))
  return papers.map(({ key, name, note }) => {
    const kept = key !== undefined && known.has(key) && !used.has(key) ? key : `p${(last += 1)}`
    used.add(kept)
    return { key: kept, name, note }
  })
}

async function checkName(name: string, area: Types.ObjectId, self?: Types.ObjectId) {
  const same = await MatterModel.findOne({ 'areas.0': area, name, ...(self ? { _id: { $ne: self } } : {}) }).lean()
  if (!same) return
  const sentence = `这里已经有“${name}”了，换一个名字，或者去改那一项`
  throw new AppError('NAME_TAKEN', `${sentence}。`, { fields: { name: [sentence] } })
}

/** Adds a matter that an area and everything below it handles. */
export async function createMatter({ actor, key, now }: CallContext, input: z.output<typeof CreateMatter>) {
  const area = await staffArea(actor, input.areaId)
  authorize(matterPolicy.edit(actor, area))
  const idem = idemOf(actor.personId, key, input)
  const before = await replayed<Matter>(MatterModel, idem)
  if (before) return before
  const { areaId: _, papers, ...fields } = input
  await checkName(fields.name, area._id)
  try {
    const facts = { ...fields, papers: keyed(papers), areas: area.areas, closed: false, createdAt: now }
    const made = await MatterModel.create({ ...facts, idem })
    return made.toObject<Matter>()
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
    return orNotFound(await replayed<Matter>(MatterModel, idem))
  }
}

/** Changes what is named; the last one to save wins. */
export async function updateMatter(actor: Actor, { id, papers, ...fields }: z.output<typeof UpdateMatter>) {
  const found = await MatterModel.findOne({ _id: id, ...matterPolicy.editable(actor) }).lean<Matter>()
  const { _id, areas, papers: before } = orNotFound(found)
  if (fields.name) await checkName(fields.name, areas[0]!, _id)
  return orNotFound(
    await MatterModel.findOneAndUpdate(
      { _id, ...matterPolicy.editable(actor) },
      { $set: { ...fields, ...(papers ? { papers: keyed(papers, before) } : {}) } },
      { returnDocument: 'after' },
    ).lean<Matter>(),
  )
}
