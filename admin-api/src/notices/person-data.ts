import { entry, section, type PersonData } from '../privacy/person-data'
import { NoticeModel, NoticeReadModel } from './model'

/** The notices that somebody has read. */
export const noticeData: PersonData = {
  models: [NoticeReadModel],
  async export(ids) {
    const reads = await NoticeReadModel.find({ personId: { $in: ids } })
      .sort({ at: -1 })
      .lean()
    const notices = await NoticeModel.find({ _id: { $in: reads.map(({ noticeId }) => noticeId) } }, { title: 1 }).lean()
    return section(
      '看过的通知',
      reads.map(({ noticeId, at }) =>
        entry(notices.find(({ _id }) => _id.equals(noticeId))?.title ?? '通知', { 看的时间: at }),
      ),
    )
  },
  async erase(ids) {
    await NoticeReadModel.deleteMany({ personId: { $in: ids } })
  },
}
