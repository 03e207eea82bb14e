import type { StaffNotice } from '@yike/shared/notices/schemas'
import { dayAndClock } from '../kit/show/text'

interface Props {
  notice: StaffNotice
  now: Date
}

const FEW = 3

/** 「给第一网格、颐园小区 3 号楼」, where it is not for the whole community. */
function part({ gridIds, buildings }: StaffNotice) {
  if (gridIds.length + buildings.length === 0) return ''
  const named = [gridIds.length > 0 && `${gridIds.length} 个网格`, ...buildings.slice(0, FEW)]
    .filter(Boolean)
    .join('、')
  return `给${named}${buildings.length > FEW ? `等 ${buildings.length} 栋楼` : ''}`
}

/** The time of publication and the number of readers, or the last save of a draft. */
export function History({ notice, now }: Props) {
  if (notice.withdrawnReason) return <>撤回了：{notice.withdrawnReason}</>
  if (!notice.publishedAt) return <>{dayAndClock(notice.updatedAt, now)} 已存草稿</>
  return (
    <span className='nums'>
      {dayAndClock(notice.publishedAt, now)} {notice.publishedBy} 发的{part(notice)}，{notice.audience} 人能收到，
      {notice.readers} 人看过
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
