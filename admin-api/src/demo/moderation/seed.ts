import type { Actor } from '../../http/policy'
import { sendReport } from '../../moderation/reports'
import { NoticeModel } from '../../notices/model'
import { publicNotice } from '../../notices/read'

/** A neighbour finds that the newest notice says too much. */
export async function seedReport(resident: Actor, now: Date) {
  const notice = await NoticeModel.findOne({ state: 'published' }).sort({ publishedAt: -1 }).lean()
  if (!notice) return
  await sendReport(
    [{ type: 'notice', find: publicNotice }],
    { actor: resident, key: 'demo-report', now },
    { type: 'notice', id: String(notice._id), reason: 'untrue', words: '物业说改到周五了，这里还写周四' },
  )
}
