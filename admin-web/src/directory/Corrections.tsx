import { decideCorrection, listCorrections } from '@yike/shared/directory/endpoints'
import type { Correctable } from '@yike/shared/directory/correctable'
import type { Correction } from '@yike/shared/directory/upkeep-schemas'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useReadPages, useWrite } from '../lib/query'
import './corrections.css'

/** Residents' corrections of an entry: checked, and then accepted or refused field by field. */
export function Corrections() {
  const corrections = useReadPages(listCorrections, { limit: 50 })
  if (corrections.error && !corrections.data) return <Failed error={corrections.error} onRetry={corrections.refetch} />
  if (!corrections.data) return <Loading />
  if (corrections.data.length === 0) return <Empty text='没有等核对的。居民在地点页点“这里写得不对”，会到这里。' />
  return (
    <>
      <ul className='corrections'>
        {corrections.data.map((correction) => (
          <One key={correction.id} correction={correction} />
        ))}
      </ul>
      {corrections.hasNextPage && (
        <Button block loading={corrections.isFetchingNextPage} onClick={() => void corrections.fetchNextPage()}>
          再看一些
        </Button>
      )}
    </>
  )
}

function One({ correction }: { correction: Correction }) {
  const now = useNow()
  return (
    <li className='corrections__i'>
      <div className='row'>
        <Link className='lead' to={`/places/${correction.place.id}`}>
          {correction.place.name}
        </Link>
        <span className='note push nums'>
          {correction.by}，{dayAndClock(correction.at, now)}
        </span>
      </div>
      {correction.fields.map((field) => (
        <Field key={field.field.code} correction={correction} said={field} />
      ))}
    </li>
  )
}

function Field({ correction, said }: { correction: Correction; said: Correction['fields'][number] }) {
  const [isRefusing, setRefusing] = useState(false)
  const decide = useWrite(decideCorrection, () => setRefusing(false))
  const field = said.field.code as Correctable
  return (
    <div className='corrections__field'>
      <span className='strong corrections__label'>{said.field.label}</span>
      <div className='corrections__words'>
        {said.now && <div className='note'>现在：{said.now}</div>}
        {said.value && <div>应该：{said.value}</div>}
        {said.reason && <div className='note'>没改，因为：{said.reason}</div>}
        {!isRefusing && <Refusal error={decide.error} />}
      </div>
      {said.state.code === 'open' ? (
        <div className='row'>
          {!said.applied && (
            <Link to={`/places/${correction.place.id}`}>
              <Button>去改</Button>
            </Link>
          )}
          <Button
            type='primary'
            aria-label={`${correction.place.name}${said.field.label}：采纳`}
            loading={decide.isPending && !isRefusing}
            onClick={() => decide.mutate({ id: correction.id, field, accept: true })}
          >
            {said.applied ? '采纳，改过来' : '改好了'}
          </Button>
          <Button aria-label={`${correction.place.name}${said.field.label}：不采纳`} onClick={() => setRefusing(true)}>
            不采纳
          </Button>
        </div>
      ) : (
        <StatusTag tone={said.state.code === 'accepted' ? 'done' : 'plain'}>{said.state.label}</StatusTag>
      )}
      <ReasonModal
        open={isRefusing}
        title={`不采纳：${correction.place.name}的${said.field.label}`}
        hint='原因会发给说的人。'
        label='为什么不改'
        action='不采纳'
        error={decide.error}
        isPending={decide.isPending}
        onSubmit={(reason) => decide.mutate({ id: correction.id, field, accept: false, reason })}
        onClose={() => setRefusing(false)}
      />
    </div>
  )
}
