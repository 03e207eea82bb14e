import { useState } from 'react'
import { View } from '@tarojs/components'
import { listStaffCases } from '@yike/shared/cases/endpoints'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { CaseRow } from '@/kit/card/case-row'
import { Choices } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { caseState, promiseTime } from '@/lib/parts/promise'
import { usePages } from '@/lib/api/use-pages'
import { openPage } from '@/lib/phone/open-page'
import { MY_CASES, type DeskData } from './read-desk'

const CASES = [
  { value: 'mine', text: '我手上的' },
  { value: 'open', text: '都在办的' },
  { value: 'late', text: '超时的' },
] as const

type CasesView = (typeof CASES)[number]['value']

const NONE: Record<CasesView, { title: string; say: string }> = {
  mine: { title: '手上没有事', say: '派给您的会在这儿，也会发消息' },
  open: { title: '没有在办的事', say: '居民交上来的会在这儿' },
  late: { title: '没有超时的', say: '都赶在说好的时间前' },
}

type FirstCases = DeskData['cases']

export function Cases({ first }: { first: FirstCases }) {
  const [view, setView] = useState<CasesView>('mine')
  return (
    <Section title='要办的事'>
      <Choices options={CASES} chosen={view} onChange={setView} />
      <View className='desk__more'>
        <CaseList key={view} view={view} first={view === MY_CASES.view ? first : null} />
      </View>
    </Section>
  )
}

/** `first` is the beginning of the list, read with the page; the list is read by itself once more of it is wanted. */
function CaseList({ view, first }: { view: CasesView; first: FirstCases }) {
  const [wantsMore, setWantsMore] = useState(false)
  const own = first === null || wantsMore
  const pages = usePages(listStaffCases, own ? { view, sort: 'due' } : null)
  const items = pages.items ?? first?.items
  const hasMore = pages.items ? pages.hasMore : Boolean(first?.nextCursor)
  const { error, loadingMore, reload } = pages
  const more = () => (own ? pages.more() : setWantsMore(true))
  if (error && !items) return <Failed error={error} onRetry={() => void reload()} />
  if (!items) return <Loading rows={2} />
  if (items.length === 0) return <Empty {...NONE[view]} />
  return (
    <>
      <Card flush>
        {items.map((card) => (
          <CaseRow
            key={card.id}
            time={promiseTime(card.promise)}
            state={caseState(card)}
            promise={card.promise.words}
            title={card.title}
            facts={[card.category?.name, card.address, card.assignee?.name]}
            onTap={() => void openPage(`/desk/case?id=${card.id}`)}
          />
        ))}
      </Card>
      {error && <Failed error={error} onRetry={() => void more()} />}
      {hasMore && (
        <View className='desk__more'>
          <Button block busy={loadingMore && '正在找…'} onTap={() => void more()}>
            再看几件
          </Button>
        </View>
      )}
    </>
  )
}
