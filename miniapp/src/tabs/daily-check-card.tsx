import { View } from '@tarojs/components'
import { sayWell } from '@yike/shared/care/endpoints'
import type { CareView, CheckView, MyCare } from '@yike/shared/care/schemas'
import { clock, clockOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { Icon } from '@/kit/base/icon'
import { Tag } from '@/kit/base/tag'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { openPage } from '@/lib/phone/open-page'

const open = (url: string) => void openPage(url)

function Tapped({ check }: { check: CheckView }) {
  const at = check.tappedAt ? clockOf(new Date(check.tappedAt)) : ''
  return (
    <>
      <View className='well__done'>
        <Icon name='check' className='well__tick' />
        <View className='lead nums'>
          {tie(check.tappedBy ? `${at} ${check.tappedBy}替您报过平安了` : `${at} 报过平安了`)}
        </View>
      </View>
      <View className='note well__say'>家人和社区都看得到</View>
    </>
  )
}

/** One very large button, once a day; afterwards a sign of the same size, so that nothing moves under the finger. */
function Well({ mine, onDone }: { mine: CareView; onDone: () => Promise<void> }) {
  const well = useAction(sayWell)
  const check = mine.check!
  const submit = async () => {
    if (await well.run({ personId: mine.person.id })) await onDone()
  }
  if (check.today === 'tapped') return <Tapped check={check} />
  if (check.today === 'paused') return <View className='phrase'>这几天不用报平安，回来再点。</View>
  return (
    <>
      <Tap className='well__button' disabled={well.busy} onTap={() => void submit()}>
        {well.busy ? '正在报…' : '我很好'}
      </Tap>
      <View className='note well__say'>
        {tie(
          check.today === 'missed'
            ? `过了 ${clock(check.until)}，点一下，家人和社区就放心了`
            : `每天 ${clock(check.until)} 前点一下，家人和社区就放心`,
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
