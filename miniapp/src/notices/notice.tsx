import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { getNotice, readNotice } from '@yike/shared/notices/endpoints'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Tag } from '@/kit/base/tag'
import { classes, tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { shareText } from '@/lib/phone/share-text'
import { useAction } from '@/lib/api/use-action'
import { Report } from '@/lib/parts/report'
import { useCached } from '@/lib/offline/use-cached'
import { dateInWords, lengthInWords, momentInWords } from '@yike/shared/time/words'
import './notice.scss'

function Lasts({ startsAt, endsAt, now }: { startsAt: string; endsAt: string | null; now: Date }) {
  return (
    <View className='lasts'>
      <View className='lasts__end'>
        <View className='note'>从</View>
        <View className='title nums'>{momentInWords(startsAt, now)}</View>
        <View className='note nums'>{dateInWords(startsAt)}</View>
      </View>
      {endsAt && (
        <View className='lasts__end lasts__end--to'>
          <View className='note'>到</View>
          <View className='title nums'>{momentInWords(endsAt, now)}</View>
          <View className='note nums'>{tie(`一共 ${lengthInWords(startsAt, endsAt)}`)}</View>
        </View>
      )}
    </View>
  )
}

/** A notice: its kind, its begin and end, the people concerned and the others, the text, the phone number. */
export default function NoticePage() {
  const { id = '' } = useRouter().params
  const { data: notice, error, reload, cachedAt } = useCached(`notice:${id}`, getNotice, { id })
  const read = useAction(readNotice)
  useShareAppMessage(() => ({ title: notice?.title ?? '社区通知', path: `/notices/notice?id=${id}` }))
  const now = new Date()

  if (error && !notice)
    return (
      <Page title='通知'>
        <Failed error={error} onRetry={() => void reload()} />
      </Page>
    )
  if (!notice)
    return (
      <Page title='通知'>
        <Loading shape='prose' rows={2} />
      </Page>
    )

  const markRead = async () => {
    if (await read.run({ id })) await reload()
  }
  return (
    <Page
      seenAt={cachedAt}
      title='通知'
      ownCall
      bar={
        !notice.withdrawnReason && (
          <Buttons>
            <Button openType='share' onTap={() => void shareText([notice.title, ...notice.body].join('\n'))}>
              转给家人
            </Button>
            {notice.read ? (
              <Button look='main' off>
                您已经看过了
              </Button>
            ) : (
              <Button look='main' busy={read.busy && '记下了…'} onTap={() => void markRead()}>
                我知道了
              </Button>
            )}
          </Buttons>
        )
      }
    >
      <View className='notice__kind'>
        <Tag tone={notice.urgent ? 'soon' : 'go'} icon={notice.urgent ? 'warn' : undefined}>
          {notice.kind.label}
        </Tag>
        <Text className='note nums notice__from'>{`${notice.from} ${momentInWords(notice.publishedAt, now)}`}</Text>
      </View>
      <View className='head'>{tie(notice.title)}</View>
      {notice.withdrawnReason && (
        <View className='notice__withdrawn'>
          <Card tone='sand'>
            <View className='lead'>这条通知撤回了</View>
            <View className='phrase'>{tie(notice.withdrawnReason)}</View>
          </Card>
        </View>
      )}
      {(notice.startsAt || notice.concerns || notice.spares) && (
        <Card flush className='notice__facts'>
          {notice.startsAt && <Lasts startsAt={notice.startsAt} endsAt={notice.endsAt} now={now} />}
          {notice.concerns && <Cell icon='pin' title={notice.concerns} />}
          {notice.spares && <Cell icon='info' title={notice.spares} />}
        </Card>
      )}
      <View className={classes('prose', 'notice__body')}>
        {notice.body.map((paragraph, index) => (
          <View key={index} className='notice__paragraph'>
            {tie(paragraph)}
          </View>
        ))}
      </View>
      {read.error && <Failed error={read.error} onRetry={() => void markRead()} />}
      <Section>
        <Card flush>
          <Cell icon='phone' title='打电话问问' brief={notice.phone} onTap={() => dial(notice.phone)} />
        </Card>
      </Section>
      {!notice.withdrawnReason && <Report type='notice' id={id} />}
    </Page>
  )
}
