import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { countNeeds } from '@yike/shared/needs/endpoints'
import {
  allNeeds,
  allPeopleInNeed,
  NEED_STANDING_CODES,
  NEED_STANDINGS,
  needsByCategory,
  sumOfNeeds,
  type NeedNumbers,
} from '@yike/shared/needs/sums'
import { tie } from '@/kit/base/text'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { useEndpoint } from '@/lib/api/use-endpoint'

/** 「等着办 3 件、45 人，列入项目 1 件、3 人」: the standings that some of the needs are in. */
const standingsIn = (of: NeedNumbers) =>
  NEED_STANDING_CODES.filter((code) => of[code] > 0)
    .map((code) => `${NEED_STANDINGS[code]} ${of[code]} 件、${of.peopleInNeed[code]} 人`)
    .join('，')
const withoutNumber = ({ unnumbered }: NeedNumbers) => (unnumbered > 0 ? `，另 ${unnumbered} 件没写几个人` : '')

/** 需求清单 on the phone: what people of the reader's areas need, how many of them, and what became of it. Nobody is named. */
export default function NeedsPage() {
  const { data, error, reload } = useEndpoint(countNeeds, {})
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const sum = sumOfNeeds(data?.rows ?? [])
  return (
    <Page title='需求清单'>
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading rows={3} />
      ) : data.rows.length === 0 ? (
        <Empty title='还没有人提需求' say='居民在“反映问题”里选“提需求”，会数在这儿' />
      ) : (
        <>
          <View className='lead'>
            {tie(`${allNeeds(sum)} 件，一共 ${allPeopleInNeed(sum)} 人需要${withoutNumber(sum)}`)}
          </View>
          <View className='note'>{tie(standingsIn(sum))}</View>
          {needsByCategory(data.rows).map(({ category, rows, sum: of }) => (
            <Section key={category} title={`${category} ${allNeeds(of)} 件，${allPeopleInNeed(of)} 人`}>
              <Card flush>
                {rows.map((row) => (
                  <Cell key={row.area} title={row.area} brief={`${standingsIn(row)}${withoutNumber(row)}`} />
                ))}
              </Card>
            </Section>
          ))}
        </>
      )}
    </Page>
  )
}
