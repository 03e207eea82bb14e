import { REPORT_REASONS, REPORT_STATES, REPORT_SUBJECTS } from '@yike/shared/moderation/reports'
import type { ReportView } from '@yike/shared/moderation/schemas'
import { toApiTime } from '@yike/shared/time/china'
import type { Report } from './model'
import type { Reportable } from './reportable'

const reasonInWords = (reason: Report['reason']) =>
  reason === 'check' ? '微信的内容检查说照片要看一看' : REPORT_REASONS[reason]

/** Without the reporter: who says that a neighbour or the office is wrong stays unknown. */
export const presentReport = (report: Report, reportables: readonly Reportable[]): ReportView => ({
  id: String(report._id),
  subject: {
    type: report.subjectType,
    label: REPORT_SUBJECTS[report.subjectType],
    id: String(report.subjectId),
    title: report.title,
  },
  reason: { code: report.reason, label: reasonInWords(report.reason) },
  words: report.words,
  at: toApiTime(report.at),
  state: { code: report.state, label: REPORT_STATES[report.state] },
  answer: report.answer,
  decidedBy: report.decidedByName,
  mayTakeDown: reportables.some(({ type, takeDown }) => type === report.subjectType && takeDown !== undefined),
})
