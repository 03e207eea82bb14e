import { initialOf } from '@yike/shared/people/names'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { getMe, listBeneficiaries } from '@yike/shared/people/endpoints'
import type { Beneficiary, Me } from '@yike/shared/people/schemas'
import type { Day } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Icon } from '@/kit/base/icon'
import { Page } from '@/kit/page/page'
import { Face } from '@/kit/form/person-chooser'
import { Toggle } from '@/kit/form/toggles'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { useFeaturesOff } from '@/lib/api/community'
import { saveSettings } from '@/lib/storage/save-settings'
import { requireSignIn, useSession } from '@/lib/api/session'
import { textScale, useSettings, walkingPace } from '@/lib/storage/settings'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'
import './me.scss'

const open = (url: string) => void openPage(url)
const openSettings = () => open('/people/settings')

const THEMES = { auto: '跟着手机', light: '浅色', dark: '深色' } as const
const PACES = { adult: '平常走', elder: '慢慢走' } as const
const SIZES = { 1: '标准', 1.15: '大', 1.3: '更大', 1.5: '最大' } as const

function Myself({ me }: { me: Me }) {
  return (
    <Tap className='me__head' role='link' onTap={() => open('/people/profile')}>
      <View className='me__face'>{initialOf(me.name)}</View>
      <View className='me__main'>
        <View className='title'>{me.name}</View>
        <View className='note'>{tie(`${me.community.name} ${me.home?.text ?? '还没写住哪儿，点这里写上'}`)}</View>
      </View>
      <Icon name='right' className='cell__go' />
    </Tap>
  )
}

/** The account is to be deleted: the day, and the way to keep it. */
function Closing({ on }: { on: Day }) {
  return (
    <Section>
      <Card tone='late'>
        <View className='strong'>{`账号会在${dateInText(on)}注销`}</View>
        <View className='note me__say'>在那之前都能撤回，什么都不会少。</View>
        <Button look='main' block onTap={() => open('/privacy/close')}>
          去看看，不注销了
        </Button>
      </Card>
    </Section>
  )
}

/** A visitor sees everything but personal data. */
function Visitor() {
  return (
    <Card>
      <View className='lead'>您还没登录</View>
      <View className='note me__say'>随便看看不用登录。订餐、反映问题的时候再登录也行。</View>
      <Button look='main' block onTap={() => void requireSignIn()}>
        登录
      </Button>
    </Card>
  )
}

function Family({ people }: { people: readonly Beneficiary[] }) {
  return (
    <Section title='我替谁办事' more='添加家人' onMore={() => open('/people/family?add=1')}>
      <Card flush>
        {people.map(({ personId, name, relation, home }) => (
          <View key={personId} className='cell me__row'>
            <Tap className='me__person' role='link' onTap={() => open('/people/family')}>
              <Face of={relation.label} beside />
              <View className='cell__main'>
                <View className='strong'>{`${relation.label} ${name}`}</View>
                {home && <View className='cell__brief'>{tie(home)}</View>}
              </View>
            </Tap>
            <View className='cell__extra'>
              <Button onTap={() => open(`/booking/service?for=${personId}`)}>{`替${relation.label}约`}</Button>
            </View>
          </View>
        ))}
        {people.length === 0 && (
          <Cell
            icon='family'
            title='加上家人'
            brief='爸妈、老伴的餐和照护，您能替他们约'
            onTap={() => open('/people/family?add=1')}
          />
        )}
      </Card>
    </Section>
  )
}

/** The facts that the office knows of the reader, and how sure it is of them. */
const Known = ({ me: { home, homeProof, realName } }: { me: Me }) => (
  <Section>
    <Card flush>
      <Cell
        icon='home'
        title='住哪儿'
        extra={homeProof ? '核对过' : home ? '自己写的' : '还没写'}
        onTap={() => open('/people/home')}
      />
      <Cell icon='check' title='实名' extra={realName.level.label} onTap={() => open('/people/real-name')} />
    </Card>
  </Section>
)

function Things({ me }: { me: Me | undefined }) {
  const featuresOff = useFeaturesOff()
  return (
    <Section>
      <Card flush>
        {me?.isStaff && (
          <Cell icon='tool' title='工作台' brief='今天的签到、我手上的事' onTap={() => open('/desk/desk')} />
        )}
        <Cell icon='calendar' title='我的预约' onTap={() => open('/booking/bookings')} />
        {!featuresOff.includes('courses') && (
          <Cell icon='book' title='学时和证书' onTap={() => open('/courses/hours')} />
        )}
        <Cell
          icon='book'
          title='办事、开证明'
          brief='要带什么、几天办好，哪些社区不能开'
          onTap={() => open('/matters/matters')}
        />
        <Cell icon='speak' title='我反映的事' brief='办的事项也在这里' onTap={() => open('/cases/cases')} />
        <Cell icon='pulse' title='照护和呼救' brief='每天报平安、照护档案、呼救' onTap={() => open('/care/care')} />
        <Cell
          icon='bell'
          title='给我的消息'
          extra={me && me.unreadMessages > 0 ? `${me.unreadMessages} 条没看` : undefined}
          onTap={() => void Taro.switchTab({ url: '/tabs/notices' })}
        />
      </Card>
    </Section>
  )
}

/** The elder view keeps the settings an elder needs; the rest is one tap further. */
function Looks() {
  const settings = useSettings()
  const { elder } = settings
  return (
    <Section>
      <Card flush>
        <Toggle
          icon='size'
          title='长辈版'
          brief='字大、按钮大、步子算得慢'
          on={elder}
          onChange={(on) => saveSettings({ elder: on })}
        />
        {!elder && (
          <>
            <Cell icon='walk' title='步行速度' extra={PACES[walkingPace(settings)]} onTap={openSettings} />
            <Cell icon='moon' title='深色' extra={THEMES[settings.theme]} onTap={openSettings} />
            <Cell icon='edit' title='字号' extra={SIZES[textScale(settings)]} onTap={openSettings} />
            <Cell icon='lock' title='隐私说明' onTap={() => open('/people/privacy')} />
          </>
        )}
        <Cell icon='info' title='设置' brief='字号、协议、工作人员、退出登录' onTap={openSettings} />
      </Card>
    </Section>
  )
}

/** The reader, the people they act for, their records, and the appearance. */
export default function MePage() {
  const { elder } = useSettings()
  const signedIn = useSession() !== null
  const me = useEndpoint(getMe, signedIn ? {} : null)
  const family = useEndpoint(listBeneficiaries, signedIn ? {} : null)
  const error = me.error ?? family.error
  const reload = () => Promise.all([me.reload(), family.reload()])
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))

  return (
    <Page title='我的' tab='tabs/me' className='me'>
      {signedIn && error && <Failed error={error} onRetry={() => void reload()} />}
      {!signedIn ? <Visitor /> : me.data ? <Myself me={me.data} /> : !error && <Loading shape='lines' rows={5} />}
      {me.data?.eraseOn && <Closing on={me.data.eraseOn} />}
      {signedIn && family.data && <Family people={family.data.items} />}
      <Things me={me.data} />
      {me.data && <Known me={me.data} />}
      <Looks />
      {elder && (
        <View className='me__leave'>
          <Button block onTap={() => saveSettings({ elder: false })}>
            退出长辈版
          </Button>
        </View>
      )}
    </Page>
  )
}
