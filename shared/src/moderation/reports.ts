/** Things that people read in public and can report: words and pictures alike. */
export const REPORT_SUBJECTS = {
  notice: '通知',
  place: '地点',
  service: '服务',
  case: '邻居反映的事',
} as const
export type ReportSubject = keyof typeof REPORT_SUBJECTS
export const REPORT_SUBJECT_CODES = Object.keys(REPORT_SUBJECTS) as [ReportSubject, ...ReportSubject[]]

/** What is wrong with it, in the words of the person who reports it. */
export const REPORT_REASONS = {
  untrue: '不是真的',
  offensive: '骂人、低俗',
  privacy: '把别人的私事写出来了',
  fraud: '骗人、打广告',
  infringing: '用了别人的照片、文章',
  other: '别的',
} as const
export type ReportReason = keyof typeof REPORT_REASONS
export const REPORT_REASON_CODES = Object.keys(REPORT_REASONS) as [ReportReason, ...ReportReason[]]

export const REPORT_STATES = { open: '等处理', removed: '拿掉了', stays: '没有问题' } as const
export type ReportState = keyof typeof REPORT_STATES
