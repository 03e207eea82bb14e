import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listCaseworks } from '@yike/shared/casework/endpoints'
import type { CaseworkRow } from '@yike/shared/casework/schemas'
import { dayInFull, momentInWords } from '@yike/shared/time/words'
import { Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { Card, Cell } from '@/kit/card/card'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'

const briefOf = ({ next, reviewOn }: CaseworkRow, now: Date) =>
  next ? `${momentInWords(next.at, now)} ${next.place}` : reviewOn ? `${dayInFull(reviewOn)}回顾` : '还没约下一次'

/** 工作台: the open caseworks of the social worker. Nothing of them stays on the phone. */
export default function CaseworkDayPage() {
  const { data, error, reload } = useEndpoint(listCaseworks, {})
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const now = new Date()
  return (
    <Page title='我的社工个案'>
      <View className='note'>{tie('保密：别的同事看不到，手机上也不存。开新的个案、定目标在管理台。')}</View>
      <View className='section'>
        {error && !data ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : !data ? (
          <Loading />
        ) : data.items.length === 0 ? (
          <Empty title='现在没有由您做的' />
        ) : (
          <Card flush>
            {data.items.map((row) => (
              <Cell
                key={row.id}
                icon='care'
                title={row.name}
                brief={briefOf(row, now)}
                extra={
                  row.endWished ? (
                    <Tag tone='late'>本人要停</Tag>
                  ) : row.needsConsent ? (
                    <Tag tone='soon'>先记同意</Tag>
                  ) : undefined
                }
                onTap={() => void openPage(`/casework/work?id=${row.id}`)}
              />
            ))}
          </Card>
        )}
      </View>
    </Page>
  )
}
