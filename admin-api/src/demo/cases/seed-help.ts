import { addDays, addMinutes, dayOf, instantAt } from '@yike/shared/time/china'
import { fileCase } from '../../cases/file'
import { CaseModel, CategoryModel, type CaseRecord } from '../../cases/model'
import { acceptCase, replyToCase, resolveCase } from '../../cases/staff-steps'
import type { Actor } from '../../http/policy'

const HELP = [
  {
    ...{ by: 3, words: '老伴刚出院，下周二要去复查，我一个人推不动轮椅下楼。', category: '出行、搬东西', daysAgo: 0 },
    answers: { whom: ['family'], household: ['elder', 'ill'] },
  },
  {
    ...{ by: 13, words: '厂子搬走了，想找份离家近、能接孩子放学的活。', category: '找工作', daysAgo: 1 },
    answers: { whom: ['self'], household: ['child'] },
    said: '登记好了，周四街道有招工专场，两家离您不到一公里。',
  },
  {
    ...{ by: 7, words: '楼下陈大姐摔了手，自己做不了饭。', category: '要人照料', daysAgo: 5 },
    answers: { whom: ['other'], household: ['alone', 'elder'] },
    said: '食堂送了一周的饭，网格员每天上门看一次，手好了再停。',
    done: true,
  },
] as const

/** Requests for help: one new, one in hand, one done. An interrupted seeding resumes. */
export async function seedHelp(staff: readonly Actor[], residents: readonly Actor[], now: Date) {
  const clerk = staff[1]!
  for (const [n, one] of HELP.entries()) {
    const filedAt =
      one.daysAgo === 0 ? addMinutes(now, -25) : instantAt(addDays(dayOf(now), -one.daysAgo), 560 + n * 20)
    const category = await CategoryModel.findOne({ kinds: 'help', name: one.category }, { _id: 1 }).lean()
    const answers = Object.entries(one.answers).map(([question, values]) => ({
      question: question as keyof typeof one.answers,
      values: [...values],
    }))
    const { _id } = await fileCase(
      residents[one.by]!,
      `demo-help-${n}`,
      {
        ...{ kind: 'help', description: one.words, photoIds: [], anonymous: false, answers },
        ...(category ? { categoryId: String(category._id) } : {}),
      },
      filedAt,
    )
    if (!('said' in one)) continue
    const call = (minutes: number) => ({ actor: clerk, now: addMinutes(filedAt, minutes), key: '' })
    const current = async () => (await CaseModel.findById(_id).lean<CaseRecord>())!
    const id = String(_id)
    if ((await current()).state === 'submitted')
      await acceptCase(call(30), { id, seq: (await current()).seq, text: '收下了，今天就去看您。' })
    const { seq, repliedAt, state } = await current()
    if ('done' in one) {
      if (state === 'accepted') await resolveCase(call(300), { id, seq, text: one.said, photoIds: [] })
    } else if (!repliedAt) await replyToCase(call(300), { id, seq, text: one.said, ask: false, photoIds: [] })
  }
}
