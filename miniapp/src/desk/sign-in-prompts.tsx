import { useState } from 'react'
import { View } from '@tarojs/components'
import { chooseNumber, listWaitingSignIns, refuseSignIn } from '@yike/shared/people/phone-endpoints'
import type { WaitingSignIn } from '@yike/shared/people/phone-schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { Empty, Failed } from '@/kit/page/page-states'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useInterval } from '@/lib/phone/use-interval'

const EVERY_SECONDS = 4

/** Somebody signs in at a console with this person's password, and waits for this phone as the second step. */
export function SignInPrompts() {
  const { data, reload } = useEndpoint(listWaitingSignIns, {})
  const [said, setSaid] = useState<{ title: string; say: string }>()
  useInterval(EVERY_SECONDS, () => void reload())
  const answered = async (words: { title: string; say: string }) => {
    setSaid(words)
    await reload()
  }
  return (
    <>
      {data?.items.map((one) => (
        <Prompt key={one.id} signIn={one} onAnswered={(words) => void answered(words)} />
      ))}
      {said && (
        <Section>
          <Empty title={said.title} say={said.say} action='知道了' onAction={() => setSaid(undefined)} />
        </Section>
      )}
    </>
  )
}

const CONFIRMED = { title: '确认了', say: '电脑上自己会进去' }
const MISSED = {
  title: '和电脑上的数字不一样',
  say: '这次不算。是您自己在登录，就在电脑上再来一次；不是您，有人知道您的密码，马上换一个',
}
const REFUSED = {
  title: '拦下来了',
  say: '有人知道您的密码。马上换一个：在电脑后台点左下角自己的名字，进“我的账号”改密码',
}

interface Props {
  signIn: WaitingSignIn
  onAnswered: (words: { title: string; say: string }) => void
}

function Prompt({ signIn: { id, askedAt, address, isSameNetwork, device, choices }, onAnswered }: Props) {
  const choose = useAction(chooseNumber)
  const refuse = useAction(refuseSignIn)
  const busy = choose.busy || refuse.busy
  const error = choose.error ?? refuse.error
  const pick = async (number: number) => {
    const chosen = await choose.run({ id, number })
    if (chosen) onAnswered(chosen.state.code === 'confirmed' ? CONFIRMED : MISSED)
  }
  const deny = async () => {
    if (await refuse.run({ id })) onAnswered(REFUSED)
  }
  const from = [device, isSameNetwork ? '和这部手机同一个网络' : `网络 ${address}`].filter(Boolean).join('，')
  return (
    <Section title='有人正在电脑上登录您的账号'>
      <Card tone='sand'>
        <View className='note'>{tie(`${clockOf(new Date(askedAt))}，${from}`)}</View>
        <View className='desk__ask'>{tie('是您自己，就点电脑上的那个数字：')}</View>
        <View className='desk__numbers'>
          {choices.map((number) => (
            <View key={number} className='desk__number'>
              <Button block off={busy} label={`电脑上是 ${number}`} onTap={() => void pick(number)}>
                {String(number)}
              </Button>
            </View>
          ))}
        </View>
        {error && <Failed error={error} />}
        <Button look='danger' block off={choose.busy} busy={refuse.busy && '正在拦…'} onTap={() => void deny()}>
          不是我
        </Button>
      </Card>
    </Section>
  )
}
