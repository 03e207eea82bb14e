import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getTicket, leaveTicket } from '@yike/shared/hall/endpoints'
import { clockOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Tag } from '@/kit/base/tag'
import { classes, tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useInterval } from '@/lib/phone/use-interval'
import { openPage } from '@/lib/phone/open-page'
import './hall.scss'

const EVERY_SECONDS = 5

/** One number: how many are ahead, or to which window. It follows the queue by itself. */
export default function TicketPage() {
  const { id = '' } = useRouter().params
  const { data: ticket, error, reload } = useEndpoint(getTicket, { id })
  const leave = useAction(leaveTicket)
  useInterval(EVERY_SECONDS, () => void reload())
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))

  if (!ticket)
    return (
      <Page title='我的号'>
        {error?.code === 'NOT_FOUND' ? (
          <Empty title='没找到这个号' say='可能是用别的账号取的' />
        ) : error ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : (
          <Loading shape='code' />
        )}
      </Page>
    )
  const { code, line, placeName, placeId, state, words, who, takenAt, bookedFor, can } = ticket
  const giveBack = async () => {
    if (await leave.run({ id })) await reload()
  }
  return (
    <Page title='我的号'>
      <Card className={classes('ticket', state.code === 'called' && 'ticket--called')}>
        <Tag tone={state.code === 'called' ? 'go' : 'plain'}>{state.label}</Tag>
        <View className='ticket__code'>{code}</View>
        <View className='lead nums'>{tie(words)}</View>
      </Card>
      <Section>
        <Card flush>
          <Cell
            icon='pin'
            title={placeName}
            brief={`${line.name}，快到的时候发消息告诉您`}
            onTap={() => void openPage(`/directory/place?id=${placeId}`)}
          />
          <Cell
            icon='clock'
            title={`${clockOf(new Date(takenAt))} 取的号，当天有效`}
            brief={bookedFor ? `约的 ${clockOf(new Date(bookedFor))}，到点先叫` : undefined}
          />
          {who && <Cell icon='user' title={who} />}
        </Card>
      </Section>
      {(leave.error ?? error) && <Failed error={(leave.error ?? error)!} />}
      {can.leave && (
        <Section>
          <Button block busy={leave.busy && '正在退…'} onTap={() => void giveBack()}>
            不等了，把号退掉
          </Button>
        </Section>
      )}
    </Page>
  )
}
