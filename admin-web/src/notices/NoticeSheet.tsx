import type { StaffNotice } from '@yike/shared/notices/schemas'
import { dayAndClock } from '../kit/show/text'

interface Props {
  notice: StaffNotice
  now: Date
}

/** The time of publication and the number of readers, or the last save of a draft. */
export function History({ notice, now }: Props) {
  if (notice.withdrawnReason) return <>撤回了：{notice.withdrawnReason}</>
  if (!notice.publishedAt) return <>{dayAndClock(notice.updatedAt, now)} 已存草稿</>
  return (
    <span className='nums'>
      {dayAndClock(notice.publishedAt, now)} {notice.publishedBy} 发的，{notice.audience} 户里 {notice.readers} 户看过
    </span>
  )
}

/** A4 for the door of the building. */
export const NoticeSheet = ({ notice, now }: Props) => (
  <>
    {notice.startsAt && (
      <h2>
        {dayAndClock(notice.startsAt, now)}
        {notice.endsAt && ` 到 ${dayAndClock(notice.endsAt, now)}`}
      </h2>
    )}
    {(notice.concerns || notice.spares) && <p>{[notice.concerns, notice.spares].filter(Boolean).join('，')}</p>}
    {notice.body
      .split('\n')
      .filter(Boolean)
      .map((paragraph, index) => (
        <p key={index} className='sheet__p'>
          {paragraph}
        </p>
      ))}
    <h2>电话 {notice.phone}</h2>
  </>
)
