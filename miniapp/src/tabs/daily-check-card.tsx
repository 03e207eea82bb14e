import { View } from '@tarojs/components'
import { sayWell } from '@yike/shared/care/endpoints'
import type { CareView, CheckView, MyCare } from '@yike/shared/care/schemas'
import { isPausedOn } from '@yike/shared/care/rules'
import { clock, clockOf, dayOf, instantAt } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { Icon, type IconName } from '@/kit/base/icon'
import { Tag } from '@/kit/base/tag'
import { Tap } from '@/kit/base/tap'
import { classes, tie } from '@/kit/base/text'
import { dismissRefused, useOfflineQueue } from '@/lib/offline/offline-queue'
import { useStep } from '@/lib/offline/use-step'
import { openPage } from '@/lib/phone/open-page'

const open = (url: string) => void openPage(url)

/** A sign of the size of the button, so that nothing moves under the finger. */
const Sign = ({ icon, unsent, children, say }: { icon: IconName; unsent?: boolean; children: string; say: string }) => (
  <>
    <View className={classes('well__done', unsent && 'well__done--unsent')}>
      <Icon name={icon} className='well__tick' />
      <View className='lead nums'>{tie(children)}</View>
    </View>
    <View className='note well__say'>{tie(say)}</View>
  </>
)

/** The subject of 我很好 in the queue. */
const WELL = 'well'

/** The state of the check today. What is shown without a network may have been read on another day. */
function stateOf({ today: read, tappedAt, pause, until }: CheckView, now: Date): CheckView['today'] {
  const today = dayOf(now)
  if (tappedAt && dayOf(new Date(tappedAt)) === today) return 'tapped'
  if (isPausedOn(pause, today)) return 'paused'
  return read === 'missed' && instantAt(today, until) <= now ? 'missed' : 'waiting'
}

/**
 * One very large button, once a day. A tap without a network is kept with its time, says that it is not sent, and leaves
 * by itself; once its time is over the API refuses it, and the button is there again.
 */
function Well({ mine, onDone }: { mine: CareView; onDone: () => Promise<void> }) {
  const well = useStep(sayWell)
  const { waiting, refused } = useOfflineQueue({ onHeard: ({ about }) => void (about === WELL && onDone()) })
  const kept = waiting.find(({ about }) => about === WELL)
  const refusal = refused.find(({ about }) => about === WELL)
  const check = mine.check!
  const now = new Date()
  const state = stateOf(check, now)
  const until = clock(check.until)
  const submit = async () => {
    if (refusal) void dismissRefused(refusal.key)
    await well.run({ personId: mine.person.id }, { about: WELL, says: '我很好', dated: true })
  }
  if (state === 'tapped') {
    const at = clockOf(new Date(check.tappedAt!))
    return (
      <Sign icon='check' say='家人和社区都看得到'>
        {check.tappedBy ? `${at} ${check.tappedBy}替您报过平安了` : `${at} 报过平安了`}
      </Sign>
    )
  }
  if (state === 'paused') return <View className='phrase'>这几天不用报平安，回来再点。</View>
  if (kept && !well.busy && dayOf(new Date(kept.doneAt)) === dayOf(now))
    return (
      <Sign icon='offline' unsent say='一有网自己发给家人和社区。要紧的事先打电话'>
        {`${clockOf(new Date(kept.doneAt))} 点过了，还没发出去`}
      </Sign>
    )
  return (
    <>
      <Tap className='well__button' disabled={well.busy} onTap={() => void submit()}>
        {well.busy ? '正在报…' : '我很好'}
      </Tap>
      <View className='note well__say'>
        {tie(
          refusal?.reason ??
            (state === 'missed'
              ? `过了 ${until}，点一下，家人和社区就放心了`
              : `每天 ${until} 前点一下，家人和社区就放心`),
        )}
      </View>
      {well.error && <Failed error={well.error} onRetry={() => void submit()} />}
    </>
  )
}

/** Live alerts of the reader's family: a line each, only when somebody has to look. */
function Worries({ family }: { family: readonly CareView[] }) {
  const worried = family.filter(({ alert }) => alert)
  if (worried.length === 0) return null
  return (
    <Card flush>
      {worried.map(({ person, alert }) => (
        <Cell
          key={person.id}
          icon='warn'
          title={`${person.relation ?? ''}${alert!.kind.label}`}
          brief={alert!.taker ? `${alert!.taker.name}在办` : '点开看电话和办到哪了'}
          extra={<Tag tone='late'>{alert!.state.label}</Tag>}
          onTap={() => open(`/care/alert?id=${alert!.id}`)}
        />
      ))}
    </Card>
  )
}

/** 我很好 and 呼救, for people who turned it on; for family the alerts. Nothing for anybody else. */
export function DailyCheckCard({
  care,
  elder,
  onChange,
}: {
  care: MyCare
  elder?: boolean
  onChange: () => Promise<void>
}) {
  const { mine, family } = care
  const calling = mine.alert?.kind.code === 'help' ? mine.alert : null
  const showsMine = mine.check !== null || calling !== null || elder
  return (
    <>
      <Worries family={family} />
      {showsMine && (
        <Card className='well'>
          {mine.check && <Well mine={mine} onDone={onChange} />}
          <View className={mine.check ? 'well__help' : ''}>
            <Button look='danger' icon='bell' block onTap={() => open('/care/help')}>
              {calling ? '呼救发出去了，看看谁来' : '呼救'}
            </Button>
          </View>
        </Card>
      )}
    </>
  )
}
