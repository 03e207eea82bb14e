import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listMessages, readMessages } from '@yike/shared/messages/endpoints'
import { MESSAGE_PAGES } from '@yike/shared/messages/pages'
import type { Message } from '@yike/shared/messages/schemas'
import { listNotices } from '@yike/shared/notices/endpoints'
import type { NoticeCard } from '@yike/shared/notices/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Choices } from '@/kit/form/chips'
import { Tag } from '@/kit/base/tag'
import { forgetUnreadMessages } from '@/lib/api/community'
import { useSession } from '@/lib/api/session'
import { useAction } from '@/lib/api/use-action'
import { useInterval } from '@/lib/phone/use-interval'
import { usePages } from '@/lib/api/use-pages'
import { openPage } from '@/lib/phone/open-page'
import { SeenAt } from '@/kit/page/seen-at'
import './notices.scss'

const VIEWS = [
  { value: 'notices', text: '社区通知' },
  { value: 'messages', text: '给我的消息' },
] as const

const EVERY_SECONDS = 10

function NoticeRow({ notice, now }: { notice: NoticeCard; now: Date }) {
  return (
    <Cell
      icon={notice.icon}
      title={notice.title}
      brief={`${notice.kind.label} ${momentInWords(notice.publishedAt, now)}`}
      extra={
        notice.urgent ? <Tag tone='soon'>要紧</Tag> : notice.read === false ? <Tag tone='go'>没看</Tag> : undefined
      }
      onTap={() => void openPage(`/notices/notice?id=${notice.id}`)}
    />
  )
}

function MessageRow({ message, now }: { message: Message; now: Date }) {
  const page = message.about && MESSAGE_PAGES[message.about.type]
  const open = () => void openPage(`/${page}?id=${message.about?.id}`)
  return (
    <Cell
      title={message.title}
      brief={`${message.body} ${momentInWords(message.at, now)}`}
      extra={message.read ? undefined : <Tag tone='go'>新</Tag>}
      onTap={page ? open : undefined}
    />
  )
}

function Notices() {
  const { items, error, more, hasMore, reload, cachedAt } = usePages(listNotices, {}, 'notices')
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const now = new Date()
  if (error && !items) return <Failed error={error} onRetry={() => void reload()} />
  if (!items) return <Loading />
  if (items.length === 0) return <Empty title='还没有通知' say='停水停电、体检、活动，社区有事会写在这里' />
  return (
    <>
      <SeenAt at={cachedAt} />
      <Card flush>
        {items.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} now={now} />
        ))}
      </Card>
      {error && <Failed error={error} onRetry={() => void more()} />}
      {hasMore && <More onTap={() => void more()} />}
    </>
  )
}

function Messages() {
  const { items, error, more, hasMore, isFirst, reload, cachedAt } = usePages(listMessages, {}, 'messages')
  const read = useAction(readMessages)
  // A waiting reader sees new messages come in.
  useInterval(EVERY_SECONDS, () => isFirst && void reload())
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const now = new Date()
  if (error && !items) return <Failed error={error} onRetry={() => void reload()} />
  if (!items) return <Loading />
  const [newest] = items
  if (!newest) return <Empty title='还没有给您的消息' say='约好了、改了时间、办到哪了，会在这里告诉您' />
  const markAll = async () => {
    if (!(await read.run({ upTo: newest.id }))) return
    forgetUnreadMessages()
    await reload()
  }
  return (
    <>
      <SeenAt at={cachedAt} />
      <Card flush>
        {items.map((message) => (
          <MessageRow key={message.id} message={message} now={now} />
        ))}
      </Card>
      {error && <Failed error={error} onRetry={() => void more()} />}
      {hasMore && <More onTap={() => void more()} />}
      {items.some((message) => !message.read) && (
        <View className='notices__foot'>
          <Button block busy={read.busy && '记下了…'} onTap={() => void markAll()}>
            都看过了
          </Button>
        </View>
      )}
    </>
  )
}

const More = ({ onTap }: { onTap: () => void }) => (
  <View className='notices__foot'>
    <Button block onTap={onTap}>
      再看早一些的
    </Button>
  </View>
)

/** The community's notices to everybody, and its messages to this person. */
export default function NoticesPage() {
  const signedIn = useSession() !== null
  const [view, setView] = useState<(typeof VIEWS)[number]['value']>('notices')
  return (
    <Page title='通知' tab='tabs/notices' className='notices'>
      {signedIn && <Choices options={VIEWS} chosen={view} onChange={setView} />}
      <View className='notices__list'>{view === 'messages' && signedIn ? <Messages /> : <Notices />}</View>
    </Page>
  )
}
