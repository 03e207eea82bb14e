import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { listCaseworks } from '@yike/shared/casework/endpoints'
import { getMediatorDay } from '@yike/shared/mediation/endpoints'
import { dayOf } from '@yike/shared/time/china'
import { dayInFull, momentInWords } from '@yike/shared/time/words'
import { Tag, type TagTone } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { Card, Cell, Section } from '@/kit/card/card'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { useEndpoint, type Read } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'

/** An open case of the reader; `otherwise`: what its line says where no session is ahead. */
interface Row {
  id: string
  name: string
  next: { at: string; place: string } | null
  otherwise: string
  mark?: { tone: TagTone; text: string } | undefined
}

/** 工作台: the open caseworks, or mediations, of the reader, today's sessions first. Nothing of them stays on the phone. */
export default function SessionDayPage() {
  return useRouter().params.kind === 'dispute' ? <Mediations /> : <Caseworks />
}

const Caseworks = () => (
  <Day
    title='我的社工个案'
    kind='casework'
    say='保密：别的同事看不到，手机上也不存。开新的个案、定目标在管理台。'
    read={useEndpoint(listCaseworks, {})}
    rowOf={({ reviewOn, endWished, needsConsent, ...row }) => ({
      ...row,
      otherwise: reviewOn ? `${dayInFull(reviewOn)}回顾` : '还没约下一次',
      mark: endWished
        ? { tone: 'late', text: '本人要停' }
        : needsConsent
          ? { tone: 'soon', text: '先记同意' }
          : undefined,
    })}
  />
)

const Mediations = () => (
  <Day
    title='我的调解'
    kind='dispute'
    say='保密：别的同事看不到，手机上也不存。写协议、签字在管理台。'
    read={useEndpoint(getMediatorDay, {})}
    rowOf={({ id, parties, session, nextSigner }) => ({
      ...{ id, name: parties.join('、'), next: session, otherwise: '还没约下一次' },
      mark: nextSigner ? { tone: 'go', text: `等${nextSigner}签名` } : undefined,
    })}
  />
)

interface Props<Item> {
  title: string
  kind: string
  say: string
  read: Read<{ items: Item[] }>
  rowOf: (item: Item) => Row
}

function Day<Item>({ title, kind, say, read: { data, error, reload }, rowOf }: Props<Item>) {
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const now = new Date()
  const rows = data?.items.map(rowOf) ?? []
  const isToday = ({ next }: Row) => next !== null && dayOf(new Date(next.at)) === dayOf(now)
  const today = rows.filter(isToday)
  const parts = [
    { title: '今天', rows: today },
    { title: today.length > 0 ? '别的' : undefined, rows: rows.filter((row) => !isToday(row)) },
  ].filter((part) => part.rows.length > 0)
  return (
    <Page title={title}>
      <View className='note'>{tie(say)}</View>
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Empty title='现在没有由您做的' />
      ) : (
        parts.map((part) => (
          <Section key={part.title ?? ''} title={part.title}>
            <Card flush>
              {part.rows.map(({ id, name, next, otherwise, mark }) => (
                <Cell
                  key={id}
                  icon='care'
                  title={name}
                  brief={next ? `${momentInWords(next.at, now)} ${next.place}` : otherwise}
                  extra={mark && <Tag tone={mark.tone}>{mark.text}</Tag>}
                  onTap={() => void openPage(`/sessions/work?kind=${kind}&id=${id}`)}
                />
              ))}
            </Card>
          </Section>
        ))
      )}
    </Page>
  )
}
