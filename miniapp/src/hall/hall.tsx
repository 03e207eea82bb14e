import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getHall, listMyTickets, takeTicket } from '@yike/shared/hall/endpoints'
import type { HallView, TicketView } from '@yike/shared/hall/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { tie } from '@/kit/base/text'
import { useSession } from '@/lib/api/session'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useInterval } from '@/lib/phone/use-interval'
import { openPage } from '@/lib/phone/open-page'
import './hall.scss'

const EVERY_SECONDS = 10
const open = (ticket: TicketView) => void openPage(`/hall/ticket?id=${ticket.id}`)

/** The lines of a place with how many wait, and a number at a tap. */
export default function HallPage() {
  const { id = '' } = useRouter().params
  const signedIn = useSession() !== null
  const hall = useEndpoint(getHall, { id })
  const mine = useEndpoint(listMyTickets, signedIn ? {} : null)
  const reload = () => Promise.all([hall.reload(), signedIn && mine.reload()])
  useInterval(EVERY_SECONDS, () => void reload())
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))

  if (!hall.data)
    return (
      <Page title='取号排队'>
        {hall.error?.code === 'NOT_FOUND' ? (
          <Empty title='这里不用取号' say='直接过去就行，或者打电话问问' />
        ) : hall.error ? (
          <Failed error={hall.error} onRetry={() => void hall.reload()} />
        ) : (
          <Loading rows={2} />
        )}
      </Page>
    )
  const { lines, closed, rule, placeName } = hall.data
  const held = mine.data?.items.filter(({ placeId }) => placeId === id) ?? []
  return (
    <Page title='取号排队'>
      <View className='title'>{tie(placeName)}</View>
      {held.length > 0 && (
        <Section title='我的号'>
          <Card flush>
            {held.map((ticket) => (
              <Cell
                key={ticket.id}
                title={`${ticket.code} ${ticket.line.name}`}
                brief={ticket.words}
                onTap={() => open(ticket)}
              />
            ))}
          </Card>
        </Section>
      )}
      {closed && (
        <Section>
          <Card tone='sand'>
            <View className='lead nums'>{tie(closed)}</View>
            <View className='note'>开了门就能在这儿取号。</View>
          </Card>
        </Section>
      )}
      <Section title='取个号'>
        {lines.map((line) => (
          <Line key={line.letter} placeId={id} line={line} closed={closed !== null} />
        ))}
        <View className='note hall__rule'>{tie(rule)}</View>
      </Section>
    </Page>
  )
}

function Line({
  placeId,
  line: { letter, name, words },
  closed,
}: {
  placeId: string
  line: HallView['lines'][number]
  closed: boolean
}) {
  const take = useAction(takeTicket)
  const run = async () => {
    const ticket = await take.run({ id: placeId, letter })
    if (ticket) open(ticket)
  }
  return (
    <Card className='hall__line'>
      <View className='lead'>{name}</View>
      {!closed && <View className='note nums'>{tie(words)}</View>}
      {take.error && <Failed error={take.error} />}
      <Button block off={closed} busy={take.busy && '正在取号…'} onTap={() => void run()}>
        {`取${name}的号`}
      </Button>
    </Card>
  )
}
