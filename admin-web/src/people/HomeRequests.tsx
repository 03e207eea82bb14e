import { decideHomeRequest, listHomeRequests } from '@yike/shared/people/home-endpoints'
import type { HomeRequest } from '@yike/shared/people/home-schemas'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Person } from '../kit/show/Person'
import { Photos } from '../kit/show/Photos'
import { dayAndClock } from '../kit/show/text'
import { useReadPages, useWrite } from '../lib/query'

/** Proofs of addresses that residents sent: looked at, and then accepted or returned with a reason. */
export function HomeRequests() {
  const requests = useReadPages(listHomeRequests, { limit: 50 })
  if (requests.error && !requests.data) return <Failed error={requests.error} onRetry={requests.refetch} />
  if (!requests.data) return <Loading />
  if (requests.data.length === 0) return <Empty text='没有等核对的。居民在“我的 → 住哪儿”发来住址的证明，会到这里。' />
  return (
    <>
      <ul>
        {requests.data.map((request) => (
          <One key={request.id} request={request} />
        ))}
      </ul>
      {requests.hasNextPage && (
        <Button block loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>
          再看一些
        </Button>
      )}
    </>
  )
}

function One({
  request: { id, person, home, photos, sentAt, compounds, compoundId: meant },
}: {
  request: HomeRequest
}) {
  const now = useNow()
  const { message } = App.useApp()
  const [isReturning, setReturning] = useState(false)
  const [compoundId, setCompound] = useState(meant)
  const decide = useWrite(decideHomeRequest, () => void message.success('记下了，照片已经删掉'))
  return (
    <li className='family__i'>
      <span className='row'>
        <Person person={{ ...person, home }} />
        <span className='note push nums'>{dayAndClock(sentAt, now)}发来</span>
      </span>
      <Photos photos={photos} label={`${person.name}的住址证明`} />
      <span className='row'>
        <Select
          aria-label={`${person.name}住哪个小区`}
          className='people__compound'
          placeholder='不在哪个小区里'
          allowClear
          value={compoundId}
          options={compounds.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(chosen: string | undefined) => setCompound(chosen ?? null)}
        />
        <Button
          type='primary'
          aria-label={`${person.name}的住址：对得上`}
          loading={decide.isPending && !isReturning}
          onClick={() => decide.mutate({ id, accept: true, compoundId })}
        >
          对得上
        </Button>
        <Button aria-label={`${person.name}的住址：退回`} onClick={() => setReturning(true)}>
          退回
        </Button>
      </span>
      {!isReturning && <Refusal error={decide.error} />}
      <ReasonModal
        open={isReturning}
        title={`退回${person.name}的证明`}
        hint='原因会发给他。照片决定了就删，他要重新发。'
        label='为什么退回'
        action='退回'
        error={decide.error}
        isPending={decide.isPending}
        onSubmit={(reason) => decide.mutate({ id, accept: false, reason })}
        onClose={() => setReturning(false)}
      />
    </li>
  )
}
