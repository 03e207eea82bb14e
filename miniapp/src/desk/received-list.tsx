import { useState } from 'react'
import { View } from '@tarojs/components'
import { listReceivedCases } from '@yike/shared/cases/received-endpoints'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { CaseRow } from '@/kit/card/case-row'
import { Empty, Failed } from '@/kit/page/page-states'
import { promiseTime, receivedState } from '@/lib/parts/promise'
import { usePages } from '@/lib/api/use-pages'
import { openPage } from '@/lib/phone/open-page'
import type { DeskData } from './read-desk'

/**
 * The cases that were given to the organisation of the reader; those that are done come last. `first` is the beginning of
 * the list, read with the page; the list is read by itself once more of it is wanted.
 */
export function ReceivedList({ first }: { first: NonNullable<DeskData['received']> }) {
  const [wantsMore, setWantsMore] = useState(false)
  const pages = usePages(listReceivedCases, wantsMore ? {} : null)
  const items = pages.items ?? first.items
  const hasMore = pages.items ? pages.hasMore : Boolean(first.nextCursor)
  const now = new Date()
  const more = () => (wantsMore ? pages.more() : setWantsMore(true))
  return (
    <Section title='社区派来的事'>
      {first.counts.to_sign + first.counts.in_hand > 1 && (
        <Button block icon='walk' onTap={() => void openPage('/office/round?of=received')}>
          顺路办
        </Button>
      )}
      {items.length === 0 ? (
        <Empty title='没有来件' say='社区派过来，会在这儿，也会发消息' />
      ) : (
        <Card flush>
          {items.map((card) => (
            <CaseRow
              key={card.id}
              time={promiseTime(card)}
              state={receivedState(card)}
              promise={card.state.code === 'to_sign' ? `${momentInWords(card.signDueAt, now)} 前` : card.promise.words}
              title={card.title}
              facts={[card.category, card.address]}
              onTap={() => void openPage(`/desk/received?id=${card.id}`)}
            />
          ))}
        </Card>
      )}
      {pages.error && <Failed error={pages.error} onRetry={() => void more()} />}
      {hasMore && (
        <View className='desk__more'>
          <Button block busy={pages.loadingMore && '正在找…'} onTap={() => void more()}>
            再看几件
          </Button>
        </View>
      )}
    </Section>
  )
}
