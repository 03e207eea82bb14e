import { useState } from 'react'
import { View } from '@tarojs/components'
import { listStaffCases } from '@yike/shared/cases/endpoints'
import { listSavedFilters } from '@yike/shared/cases/saved-filter-endpoints'
import type { CaseFilter } from '@yike/shared/cases/saved-filter-schemas'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { CaseRow } from '@/kit/card/case-row'
import { Chips, Choices } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { GridChoice, useChosenGrid } from '@/lib/parts/my-grids'
import { caseState, promiseTime } from '@/lib/parts/promise'
import { useEndpoint } from '@/lib/api/use-endpoint'
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

const NONE_FOUND = { title: '这样找没有', say: '电脑上的“诉求”里能改存下的筛选' }
const FOLLOWED = '我关注的'

type FirstCases = DeskData['cases']

/** The filters that this person saved on a computer, behind the cases they follow; none of either shows no row. */
function useSavedFilters() {
  const { data } = useEndpoint(listSavedFilters, {})
  if (!data) return []
  const followed = { name: FOLLOWED, filter: { view: 'open', starred: true } as const, open: data.starred }
  return data.starred > 0 ? [followed, ...data.items] : data.items
}

interface Props {
  /** Holds the beginning of the list of the reader, as it was when it was read: of one grid, or of all. */
  desk: Pick<DeskData, 'me' | 'cases' | 'gridId'>
  onGrid: () => void
}

export function Cases({ desk: { me, cases, gridId }, onGrid }: Props) {
  const [view, setView] = useState<CasesView>('mine')
  const [name, setName] = useState<string>()
  const saved = useSavedFilters()
  const areaId = useChosenGrid(me)
  const filter = saved.find((one) => one.name === name)?.filter
  return (
    <Section title='要办的事'>
      <GridChoice
        me={me}
        isOff={filter !== undefined}
        onChoose={() => {
          setName(undefined)
          onGrid()
        }}
      />
      <Choices
        options={CASES}
        chosen={filter ? null : view}
        onChange={(next) => {
          setName(undefined)
          setView(next)
        }}
      />
      {saved.length > 0 && (
        <View className='desk__more'>
          <Chips
            options={saved.map((one) => ({ value: one.name, text: `${one.name} ${one.open}` }))}
            chosen={filter && name ? [name] : []}
            onChange={(tapped) => setName(tapped === name ? undefined : tapped)}
          />
        </View>
      )}
      {!filter && view === MY_CASES.view && (cases?.items.length ?? 0) > 1 && (
        <View className='desk__more'>
          <Button block icon='walk' onTap={() => void openPage(`/office/round${gridId ? `?areaId=${gridId}` : ''}`)}>
            顺路办
          </Button>
        </View>
      )}
      <View className='desk__more'>
        <CaseList
          key={filter ? `saved ${name}` : `${view} ${areaId}`}
          asked={filter ?? { view, areaId }}
          none={filter ? NONE_FOUND : NONE[view]}
          first={!filter && view === MY_CASES.view && areaId === gridId ? cases : null}
        />
      </View>
    </Section>
  )
}

/** `first` is the beginning of the list, read with the page; the list is read by itself once more of it is wanted. */
function CaseList({
  asked,
  none,
  first,
}: {
  asked: CaseFilter | { view: CasesView; areaId: string | undefined }
  none: { title: string; say: string }
  first: FirstCases
}) {
  const [wantsMore, setWantsMore] = useState(false)
  const own = first === null || wantsMore
  const pages = usePages(listStaffCases, own ? { ...asked, sort: 'due' } : null)
  const items = pages.items ?? first?.items
  const hasMore = pages.items ? pages.hasMore : Boolean(first?.nextCursor)
  const { error, loadingMore, reload } = pages
  const more = () => (own ? pages.more() : setWantsMore(true))
  if (error && !items) return <Failed error={error} onRetry={() => void reload()} />
  if (!items) return <Loading rows={2} />
  if (items.length === 0) return <Empty {...none} />
  return (
    <>
      <Card flush>
        {items.map((card) => (
          <CaseRow
            key={card.id}
            time={promiseTime(card)}
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
