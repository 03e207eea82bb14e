import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { useUnload } from '@tarojs/taro'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Tick } from '@/kit/form/toggles'
import { Tap } from '@/kit/base/tap'
import { ApiError } from '@/lib/api/api'
import type { WrittenDown } from '@yike/shared/people/schemas'
import { claimPerson, leaveSignedIn, leaveSignIn, signInAsDemo, signInByCode, signInByWechat } from '@/lib/api/session'
import { toast } from '@/kit/page/toast'
import { tie } from '@/kit/base/text'
import { openPage } from '@/lib/phone/open-page'
import { CONSENT_VERSION } from './consent'
import { SmsSignIn, useSmsWay } from './sms-sign-in'
import './sign-in.scss'

const inWechat = process.env.TARO_ENV === 'weapp'

/** Named here too, so that a release build leaves the whole form out. */
const asDemoPerson = DEMO_LOGIN ? signInAsDemo : null

/** People of the demo community; any other name is welcome too and begins with nothing. */
const DEMO_PEOPLE = ['孙晓梅', '王秀英', '张海燕'].map((name) => ({ value: name, text: name }))

const DocumentLink = ({ page, children }: { page: string; children: string }) => (
  <Tap className='link' role='link' onTap={() => void openPage(`/people/${page}`)}>
    {children}
  </Tap>
)

/** A way to sign in, with the fault of its last try. `onUnasked`: it was tried before the reader had agreed. */
function useSignIn(agreed: boolean, onUnasked: () => void) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const [found, setFound] = useState<WrittenDown[]>([])
  const run = async (signIn: () => Promise<WrittenDown[] | void>) => {
    if (!agreed) return onUnasked()
    setBusy(true)
    setError(undefined)
    try {
      setFound((await signIn()) ?? [])
    } catch (cause) {
      setError(
        cause instanceof ApiError
          ? cause
          : new ApiError('WECHAT_REFUSED', '微信没有认出这次登录，请退出小程序再进一次。'),
      )
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, error, found }
}

/** Asks whether the person who signs in is the one that the family or the counter wrote down. */
function AreYou({
  people,
  busy,
  onClaim,
}: {
  people: readonly WrittenDown[]
  busy: boolean
  onClaim: (personId: string) => void
}) {
  return (
    <>
      <View className='head'>有人替您登记过，是您吗？</View>
      <View className='phrase sign-in__say'>是的话接着用，替您约的都在；不是就另开一个。</View>
      {people.map(({ personId, name, birthYear, by }) => (
        <Section key={personId}>
          <Card>
            <View className='title'>{tie(name)}</View>
            <View className='phrase'>
              {tie([birthYear && `${birthYear} 年生`, by ? `${by}登记的` : '社区登记的'].filter(Boolean).join('，'))}
            </View>
            <View className='sign-in__ways'>
              <Button look='main' block busy={busy && '正在登录…'} onTap={() => onClaim(personId)}>
                {`就是我，我是${name}`}
              </Button>
            </View>
          </Card>
        </Section>
      ))}
      <View className='sign-in__ways'>
        <Button block onTap={() => void leaveSignedIn()}>
          不是我，另开一个
        </Button>
      </View>
    </>
  )
}

/** Asked for at the first tap that needs a person; leads back to that tap. */
export default function SignInPage() {
  const [agreed, setAgreed] = useState(false)
  const [name, setName] = useState('')
  const [reminded, setReminded] = useState(false)
  const remind = () => {
    setReminded(true)
    // The tick may be out of sight.
    toast('先在上面打个勾，同意了再登录')
  }
  const sms = useSignIn(agreed, remind)
  const { run, busy, error, ...here } = useSignIn(agreed, remind)
  const found = here.found.length > 0 ? here.found : sms.found
  useUnload(leaveSignIn)
  const hasSms = useSmsWay(!inWechat)

  const byWechat = () => run(() => signInByWechat(CONSENT_VERSION))
  const asDemo = () => run(async () => asDemoPerson?.(name.trim(), CONSENT_VERSION))
  const again = inWechat && !name.trim() ? byWechat : asDemo

  if (found.length > 0)
    return (
      <Page title='登录'>
        <AreYou people={found} busy={busy} onClaim={(personId) => void run(() => claimPerson(personId))} />
        {error && <Failed error={error} />}
      </Page>
    )
  return (
    <Page title='登录'>
      <View className='head'>先登录，才知道是给谁办</View>
      <View className='phrase sign-in__say'>订餐、反映问题要留个名字，随便看看不用登录。</View>

      <View className='sign-in__agree'>
        <Tick label='我看过并同意用户协议和隐私说明' on={agreed} onChange={setAgreed}>
          <Text>我看过并同意</Text>
          <DocumentLink page='agreement'>用户协议</DocumentLink>
          <Text>和</Text>
          <DocumentLink page='privacy'>隐私说明</DocumentLink>
        </Tick>
        {reminded && !agreed && <View className='late sign-in__remind'>请先看一看，同意了在前面打个勾。</View>}
      </View>
      {asDemoPerson && (
        <Section title='演示登录'>
          <Card>
            <Field
              label='您叫什么'
              help='这是演示，不用密码。点一个名字，或者写自己的'
              value={name}
              maxLength={100}
              onChange={setName}
              onConfirm={() => void asDemo()}
            />
            <Chips options={DEMO_PEOPLE} chosen={name ? [name] : []} onChange={setName} />
          </Card>
        </Section>
      )}
      {hasSms && (
        <SmsSignIn
          busy={sms.busy}
          problem={sms.error?.message}
          onSignIn={(phone, code) => void sms.run(() => signInByCode(phone, code, CONSENT_VERSION))}
        />
      )}
      {!inWechat && !asDemoPerson && hasSms === false && (
        <Section>
          <Card tone='sand'>
            <View className='phrase'>请在微信里打开“一刻”小程序登录，浏览器里只能看。</View>
          </Card>
        </Section>
      )}

      {error && <Failed error={error} onRetry={inWechat || asDemoPerson ? () => void again() : undefined} />}
      <View className='sign-in__ways'>
        {inWechat && (
          <Button look={asDemoPerson ? 'plain' : 'main'} block busy={busy && '正在登录…'} onTap={() => void byWechat()}>
            用微信登录
          </Button>
        )}
        {asDemoPerson && (
          <Button look='main' block off={!name.trim()} busy={busy && '正在登录…'} onTap={() => void asDemo()}>
            {name.trim() ? `以${name.trim()}的身份登录` : '登录'}
          </Button>
        )}
      </View>
    </Page>
  )
}
