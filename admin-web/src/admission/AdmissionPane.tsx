import type { StaffAdmission } from '@yike/shared/admission/schemas'
import { dayInFull } from '@yike/shared/time/words'
import type { ReactNode } from 'react'
import { useNow } from '../kit/hooks/useNow'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'

const TONES: Record<string, TagTone> = { asked: 'soon', admitted: 'go', refused: 'late', ended: 'plain' }

/** A work with its terms, the answer of the street, the words of communities, and the hours it cost. */
export function AdmissionPane({ work, children }: { work: StaffAdmission; children?: ReactNode }) {
  const { title, what, purpose, department, basis, state, from, until, hoursMonthly, doneBy, decision, why } = work
  return (
    <section className='pane' aria-label={title}>
      <div className='pane__head'>
        <h2 className='lead'>{title}</h2>
        <StatusTag tone={TONES[state.code] ?? 'plain'}>{state.label}</StatusTag>
        <span className='note push'>{department}</span>
      </div>
      <p className='admissions__words'>{what}</p>
      <dl className='admissions__facts'>
        <Fact label='从哪天到哪天' value={`${dayInFull(from)} 到 ${dayInFull(until)}`} />
        <Fact label='谁来做' value={`${doneBy}，每个社区一个月估 ${hoursMonthly} 小时`} />
        <Fact label='为什么要社区做' value={purpose} />
        <Fact label='依据' value={basis} />
        <Fact label='街道的答复' value={decision} />
        {why !== decision && <Fact label='为什么结束' value={why} />}
      </dl>
      <Remarks work={work} />
      <Hours work={work} />
      {children && <div className='form-foot'>{children}</div>}
    </section>
  )
}

const Fact = ({ label, value }: { label: string; value: string }) =>
  value ? (
    <div>
      <dt className='note'>{label}</dt>
      <dd>{value}</dd>
    </div>
  ) : null

function Remarks({ work: { remarks } }: { work: StaffAdmission }) {
  const now = useNow()
  if (remarks.length === 0) return null
  return (
    <>
      <h3 className='strong'>社区的意见</h3>
      <ul className='plain-list'>
        {remarks.map(({ id, objects, words, area, at }) => (
          <li key={id}>
            {objects && <StatusTag tone='late'>反对</StatusTag>} {words}
            <div className='note'>
              {area} {dayAndClock(at, now)}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Sums by month and community, in the order of time and names: no ranking. */
function Hours({ work: { hours, title } }: { work: StaffAdmission }) {
  if (hours.length === 0) return null
  return (
    <table className='admissions__hours' aria-label={`用掉的工时：${title}`}>
      <thead>
        <tr>
          <th scope='col'>月份</th>
          <th scope='col'>社区</th>
          <th scope='col'>用掉的工时</th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ month, community, hours: sum }) => (
          <tr key={`${month}${community.id}`}>
            <td className='nums'>{month}</td>
            <td>{community.name}</td>
            <td className='nums'>{sum} 小时</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
