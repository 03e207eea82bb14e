import { listFirstSteps, putFirstStepsAway } from '@yike/shared/office/endpoints'
import { progressInWords } from '@yike/shared/office/first-steps'
import { Button } from 'antd'
import { Link } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { Icon } from '../kit/show/Icon'
import { useRead, useWrite } from '../lib/query'
import { useMe } from '../lib/useMe'
import './first-steps.css'

/** The first steps of a new office, for its administrators: gone once all are done, or when somebody put them away. */
export function FirstSteps() {
  const { may } = useMe()
  const { data } = useRead(listFirstSteps, {}, { enabled: may('staff.manage'), everySeconds: 60 })
  const putAway = useWrite(putFirstStepsAway)
  if (!data || data.isPutAway || data.items.every(({ isDone }) => isDone)) return null
  return (
    <section className='pane first-steps__pane' aria-labelledby='first-steps'>
      <div className='pane__head'>
        <h2 id='first-steps' className='lead'>
          开通以后头几件事
        </h2>
        <span className='note'>{progressInWords(data.items)}</span>
        <Button type='text' className='push' loading={putAway.isPending} onClick={() => putAway.mutate({})}>
          收起来，不再显示
        </Button>
      </div>
      <Refusal error={putAway.error} />
      <ol className='first-steps'>
        {data.items.map(({ code, label, isDone, says, page }) => (
          <li key={code} className={isDone ? 'first-steps__step first-steps__step--done' : 'first-steps__step'}>
            <span className='first-steps__tick' role='img' aria-label={isDone ? '做完了' : '还没做'}>
              {isDone && <Icon name='check' />}
            </span>
            <span className='first-steps__words'>
              <span className='strong'>{label}</span>
              <span className='note'>{says}</span>
            </span>
            <Link to={page} aria-label={isDone ? `看看：${label}` : `去做：${label}`}>
              {isDone ? '看看' : '去做'}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}
