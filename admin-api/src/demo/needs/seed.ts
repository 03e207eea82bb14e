import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { fileCase } from '../../cases/file'
import { CaseModel, CategoryModel, type CaseRecord } from '../../cases/model'
import { acceptCase } from '../../cases/staff-steps'
import { PlaceModel } from '../../directory/model'
import type { Actor } from '../../http/policy'
import { matchNeed, planNeed } from '../../needs/meet'
import { createProject } from '../../needs/projects'
import type { Community } from '../../territory/areas'
import { RESIDENTS } from '../people/facts'
import { positionOf } from '../territory/positions'

const PROJECT = '颐园助浴点'

const NEEDS = [
  { by: 6, category: '养老照护', people: 3, words: '附近没有给老人洗澡的地方，我们楼三家都要。', becomes: 'planned' },
  { by: 9, category: '养老照护', people: 1, words: '我一个人洗澡怕摔，有个地方能帮着洗就好了。', becomes: 'planned' },
  { by: 5, category: '便民的店和点', people: 40, words: '想有个修鞋、配钥匙的点，现在要坐车去。', becomes: 'waiting' },
  { by: 8, category: '看病、健康', people: 2, words: '想找地方量血糖，不想每回去大医院。', becomes: 'matched' },
] as const

/** Needs of each standing, and the project of two of them. An interrupted seeding resumes. */
export async function seedNeeds(clerk: Actor, residents: readonly Actor[], community: Community, now: Date) {
  const at = (days: number) => instantAt(addDays(dayOf(now), -days), 600)
  const project = await createProject(
    { actor: clerk, key: 'demo-need-project', now: at(2) },
    { areaId: String(community._id), name: PROJECT, doneBy: addDays(dayOf(now), 45) },
  )
  const station = (await PlaceModel.findOne({ name: '颐园卫生服务站' }, { _id: 1 }).lean())!
  for (const [n, one] of NEEDS.entries()) {
    const filedAt = addMinutes(at(3), n * 25)
    const category = await CategoryModel.findOne({ kinds: 'need', name: one.category }, { _id: 1 }).lean()
    const { _id } = await fileCase(
      residents[one.by]!,
      `demo-need-${n}`,
      {
        ...{ kind: 'need', description: one.words, photoIds: [], anonymous: false },
        ...{ categoryId: String(category!._id), position: positionOf(RESIDENTS[one.by]!.at) },
        answers: [
          { question: 'whom', values: ['family'] },
          { question: 'how_many', values: [String(one.people)] },
        ],
      },
      filedAt,
    )
    const id = String(_id)
    const call = (days: number) => ({ actor: clerk, now: addMinutes(at(days), n * 10), key: '' })
    const current = async () => (await CaseModel.findById(_id).lean<CaseRecord>())!
    const step = async () => ({ id, seq: (await current()).seq })
    if ((await current()).state === 'submitted') await acceptCase(call(2), { ...(await step()), text: '记下了。' })
    if ((await current()).state !== 'accepted' || one.becomes === 'waiting') continue
    if (one.becomes === 'planned')
      await planNeed(call(1), { ...(await step()), projectId: String(project._id), text: '地方看好了，在装。' })
    else
      await matchNeed(call(1), {
        ...(await step()),
        ...{ resource: { of: 'place', id: String(station._id) }, text: '社区的卫生服务站就能量，不用挂号' },
      })
  }
}
