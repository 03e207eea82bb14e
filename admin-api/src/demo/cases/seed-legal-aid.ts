import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { fileCase } from '../../cases/file'
import { CaseModel, CategoryModel, type CaseRecord } from '../../cases/model'
import { acceptCase, assignCase, replyToCase } from '../../cases/staff-steps'
import type { Actor } from '../../http/policy'

const ASKED = [
  {
    ...{ by: 4, category: '申请法律援助', daysAgo: 2, words: '干了三个月的工钱没给，有欠条，要了两回都不理。' },
    answers: { whom: ['self'], aid_about: ['wages'], aid_exempt: ['migrant'], aid_stage: ['before'] },
    said: '欠条和工友的证言都留好。援助的表我填好了，带身份证来签个字，周三报区里。',
  },
  {
    ...{ by: 12, category: '写文书', daysAgo: 0, words: '想把房子的事写个遗嘱，怎么写才算数。' },
    answers: { whom: ['self'], aid_about: ['other'] },
  },
] as const

/** Two requests for legal aid: one that the lawyer answers, one that is new. An interrupted seeding resumes. */
export async function seedLegalAid(admin: Actor, lawyer: Actor, residents: readonly Actor[], now: Date) {
  for (const [n, one] of ASKED.entries()) {
    const filedAt = one.daysAgo === 0 ? addMinutes(now, -35) : instantAt(addDays(dayOf(now), -one.daysAgo), 570)
    const category = await CategoryModel.findOne({ kinds: 'legal_aid', name: one.category }, { _id: 1 }).lean()
    const answers = Object.entries(one.answers).map(([question, values]) => ({
      question: question as keyof (typeof ASKED)[0]['answers'],
      values: [...(values as readonly string[])],
    }))
    const { _id } = await fileCase(
      residents[one.by]!,
      `demo-legal-aid-${n}`,
      {
        ...{ kind: 'legal_aid', description: one.words, photoIds: [], anonymous: false, answers },
        categoryId: String(category!._id),
      },
      filedAt,
    )
    if (!('said' in one)) continue
    const id = String(_id)
    const at = (actor: Actor, minutes: number) => ({ actor, now: addMinutes(filedAt, minutes), key: '' })
    const current = async () => (await CaseModel.findById(_id).lean<CaseRecord>())!
    const step = async () => ({ id, seq: (await current()).seq })
    if ((await current()).state === 'submitted') await acceptCase(at(admin, 40), { ...(await step()), text: '' })
    if ((await current()).state === 'accepted')
      await assignCase(at(admin, 50), { ...(await step()), assigneeId: String(lawyer.personId), text: '' })
    if (!(await current()).repliedAt)
      await replyToCase(at(lawyer, 400), { ...(await step()), text: one.said, ask: false, photoIds: [] })
  }
}
