import { REPORT_REASONS, REPORT_STATES } from '@yike/shared/moderation/reports'
import { entry, section, type PersonData } from '../privacy/person-data'
import { ReportModel, type Report } from './model'

/** The reports that somebody sent. */
export const moderationData: PersonData = {
  models: [ReportModel],
  async export(ids) {
    const reports = await ReportModel.find({ reporterId: { $in: ids } })
      .sort({ at: -1 })
      .lean<Report[]>()
    return section(
      '我的举报',
      reports.map(({ title, reason, words, at, state, answer }) =>
        entry(title, {
          哪儿不对: reason === 'check' ? null : REPORT_REASONS[reason],
          说明: words,
          举报时间: at,
          结果: REPORT_STATES[state],
          社区的答复: answer,
        }),
      ),
    )
  },
  async erase(ids) {
    await ReportModel.deleteMany({ reporterId: { $in: ids } })
  },
}
