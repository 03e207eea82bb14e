import { takeBackHours } from '@yike/shared/admission/endpoints'
import type { OwnHours } from '@yike/shared/admission/schemas'
import { HOURS_DAYS_BACK } from '@yike/shared/admission/states'
import { Button } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { fullDay } from '../kit/show/text'
import { useWrite } from '../lib/query'

/** The reader's own entries of the last days, each of which they may take back. */
export function OwnEntries({ entries }: { entries: readonly OwnHours[] }) {
  const back = useWrite(takeBackHours)
  return (
    <section className='pane' aria-label='我记的工时'>
      <h2 className='lead'>我记的工时</h2>
      <p className='note'>最近 {HOURS_DAYS_BACK} 天的，只有您自己看得到。记错了就收回。</p>
      <Refusal error={back.error} />
      <ul className='plain-list'>
        {entries.map(({ id, title, community, day, hours }) => (
          <li key={id} className='row'>
            <span className='nums'>{fullDay(day)}</span> {title} <span className='note'>{community.name}</span>
            <b className='nums'>{hours} 小时</b>
            <Button
              type='text'
              className='push'
              loading={back.isPending && back.variables?.id === id}
              aria-label={`收回：${fullDay(day)} ${title} ${hours} 小时`}
              onClick={() => back.mutate({ id })}
            >
              收回
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
