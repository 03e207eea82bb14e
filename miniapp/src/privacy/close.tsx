import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { getErasure, requestErasure, takeBackErasure } from '@yike/shared/privacy/endpoints'
import { ERASURE_GRACE_DAYS, ERASURE_WORD } from '@yike/shared/privacy/erasure'
import type { ErasureView } from '@yike/shared/privacy/schemas'
import type { Day } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { Field } from '@/kit/form/field'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Sheet } from '@/kit/sheet/sheet'
import { signOut } from '@/lib/api/session'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import './privacy.scss'

const GONE = [
  '姓名、电话、住址、身份证后四位、紧急联系人',
  '照护档案、上门记录里的健康情况、学时和证书',
  '给您的消息、您传的照片、您写的补充',
]
const KEPT = [
  '认不出您的数字：哪天几个人吃饭、收了多少钱',
  '还没办完的反映：去掉您是谁，照样办，办完删掉您写的话',
  '工作人员看过什么的记录：只有编号，没有您的名字',
  '您替家人登记的：他们的资料是他们自己的，问社区',
]

/** The lines of a long list that are shown before the reader asks for all. */
const FIRST = 3

const Lines = ({ lines }: { lines: readonly string[] }) =>
  lines.map((line) => (
    <View key={line} className='phrase privacy__item'>
      {tie(line)}
    </View>
  ))

/** One kind of what ends that day; the effects below it stay in reach. */
function Ending({ what, items }: { what: string; items: readonly string[] }) {
  const [all, setAll] = useState(false)
  const rest = items.length - FIRST
  return (
    <Section title={`${what}到那天结束（${items.length}）`}>
      <Card>
        <Lines lines={all ? items : items.slice(0, FIRST)} />
      </Card>
      {!all && rest > 0 && (
        <View className='privacy__more'>
          <Button block onTap={() => setAll(true)}>{`${what}还有 ${rest} 件，都看`}</Button>
        </View>
      )}
    </Section>
  )
}

/** Deletes the account of the reader, in two steps, and takes the request back while it waits. */
export default function ClosePage() {
  const { data, error, reload } = useEndpoint(getErasure, {})
  const [closesOn, setClosesOn] = useState<Day>()
  return (
    <Page title='注销账号'>
      {closesOn ? (
        <Asked on={closesOn} />
      ) : error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading shape='lines' rows={5} />
      ) : data.asked ? (
        <Waiting asked={data.asked} onKept={reload} />
      ) : (
        <Effect view={data} onAsked={setClosesOn} onChanged={reload} />
      )}
    </Page>
  )
}

function Asked({ on }: { on: Day }) {
  return (
    <Card tone='sea'>
      <View className='lead'>{`账号会在${dateInText(on)}注销`}</View>
      <View className='prose privacy__item'>
        {tie('现在已经退出登录。改主意了，在那之前登录，到“我的”里点“去看看，不注销了”，什么都不会少。')}
      </View>
      <View className='privacy__more'>
        <Button look='main' block onTap={() => void Taro.switchTab({ url: '/tabs/home' })}>
          知道了
        </Button>
      </View>
    </Card>
  )
}

function Waiting({ asked, onKept }: { asked: NonNullable<ErasureView['asked']>; onKept: () => Promise<unknown> }) {
  const keep = useAction(takeBackErasure)
  return (
    <Card tone='late'>
      <View className='lead'>{`账号会在${dateInText(asked.eraseOn)}注销`}</View>
      <View className='prose privacy__item'>
        {tie(asked.canTakeBack ? '在那之前都能撤回。预约、家人、资料都照旧。' : '已经开始注销，撤不回来了。')}
      </View>
      {keep.error && <Failed error={keep.error} />}
      {asked.canTakeBack && (
        <View className='privacy__more'>
          <Button
            look='main'
            block
            busy={keep.busy && '正在撤回…'}
            onTap={() => void keep.run({}).then((kept) => kept && onKept())}
          >
            不注销了
          </Button>
        </View>
      )}
    </Card>
  )
}

function Effect({
  view: { endings, obstacles, seen },
  onAsked,
  onChanged,
}: {
  view: ErasureView
  onAsked: (on: Day) => void
  onChanged: () => Promise<unknown>
}) {
  const [confirms, setConfirms] = useState(false)
  return (
    <>
      <View className='prose'>
        {tie(`交了以后等 ${ERASURE_GRACE_DAYS} 天，这几天登录就能撤回。到了日子，资料全删，找不回来。`)}
      </View>
      {obstacles.length > 0 && (
        <Section title='先要办好的'>
          <Card tone='late'>
            <Lines lines={obstacles} />
          </Card>
        </Section>
      )}
      {endings.map((ending) => (
        <Ending key={ending.what} {...ending} />
      ))}
      <Section title='会删掉'>
        <Card>
          <Lines lines={GONE} />
        </Card>
      </Section>
      <Section title='会留下，但认不出是您'>
        <Card>
          <Lines lines={KEPT} />
        </Card>
      </Section>
      {obstacles.length === 0 && (
        <Section>
          <Button look='danger' block onTap={() => setConfirms(true)}>
            看明白了，下一步
          </Button>
        </Section>
      )}
      {confirms && <Confirm seen={seen} onAsked={onAsked} onChanged={onChanged} onClose={() => setConfirms(false)} />}
    </>
  )
}

/** The second step: the word is typed, so that nobody deletes an account by a tap too many. */
function Confirm({
  seen,
  onAsked,
  onChanged,
  onClose,
}: {
  seen: string
  onAsked: (on: Day) => void
  onChanged: () => Promise<unknown>
  onClose: () => void
}) {
  const [word, setWord] = useState('')
  const ask = useAction(requestErasure)
  const close = async () => {
    const answer = await ask.run({ seen, word })
    if (!answer?.asked) return
    onAsked(answer.asked.eraseOn)
    // The server has signed out every client; this one forgets what it has seen.
    await signOut().catch(() => undefined)
  }
  const hasChanged = ask.error?.code === 'CONFLICT'
  return (
    <Sheet open title='真的要注销' brief={`在下面写“${ERASURE_WORD}”两个字，再点红的`} onClose={onClose}>
      <Field label={`写“${ERASURE_WORD}”`} value={word} maxLength={4} onChange={setWord} />
      {ask.error && (
        <Failed error={ask.error} {...(hasChanged ? { onRetry: () => void onChanged().then(onClose) } : {})} />
      )}
      <Button
        look='danger'
        block
        off={word.trim() !== ERASURE_WORD}
        busy={ask.busy && '正在交…'}
        onTap={() => void close()}
      >
        注销账号
      </Button>
    </Sheet>
  )
}
