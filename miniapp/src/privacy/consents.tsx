import { View } from '@tarojs/components'
import { getMe } from '@yike/shared/people/endpoints'
import { givePurpose, listPurposes, withdrawPurpose } from '@yike/shared/privacy/endpoints'
import { PURPOSES, type PurposeCode } from '@yike/shared/privacy/purposes'
import type { PurposeView } from '@yike/shared/privacy/schemas'
import { dayOf } from '@yike/shared/time/china'
import { dayInFull } from '@yike/shared/time/words'
import { useState } from 'react'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Cell, Section } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'
import './privacy.scss'

const dayIn = (instant: string) => dayInFull(dayOf(new Date(instant)))

const STATES: Record<PurposeView['state'], string> = {
  given: '现在同意',
  withdrawn: '现在不同意',
  not_given: '没写，没用到',
}
const since = ({ state, at, version }: PurposeView) =>
  [STATES[state], at && `${dayIn(at)}${state === 'given' ? '同意' : '撤回'}`, version && `说明 ${version} 版`]
    .filter(Boolean)
    .join('，')

/** The purposes of the reader's data: a yes is taken back as easily as it was given. */
export default function ConsentsPage() {
  const { data, error, reload } = useEndpoint(listPurposes, {})
  const me = useEndpoint(getMe, {})
  const [ending, setEnding] = useState<PurposeView>()
  const give = useAction(givePurpose)
  const agree = async (purpose: PurposeCode) => {
    if (await give.run({ purpose, version: PURPOSES[purpose].version })) await reload()
  }
  return (
    <Page title='我同意的事'>
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading shape='lines' rows={6} />
      ) : (
        <>
          <View className='prose'>{tie('一件一件分开同意。不同意，别的照样能用；撤回不用讲理由，马上就停。')}</View>
          {give.error && <Failed error={give.error} />}
          {data.items.map((one) => (
            <Section key={one.purpose.code} title={one.purpose.label}>
              <Card>
                <View className='prose'>{tie(one.what)}</View>
                <View className='note privacy__item'>{tie(since(one))}</View>
                {one.can.withdraw && (
                  <View className='privacy__more'>
                    <Button block label={`撤回同意：${one.purpose.label}`} onTap={() => setEnding(one)}>
                      撤回同意
                    </Button>
                  </View>
                )}
                {one.can.give && (
                  <View className='privacy__more'>
                    <Button
                      block
                      look='main'
                      label={`同意：${one.purpose.label}`}
                      busy={give.busy && '正在记…'}
                      onTap={() => void agree(one.purpose.code as PurposeCode)}
                    >
                      同意
                    </Button>
                  </View>
                )}
              </Card>
            </Section>
          ))}
          <Section title='用户协议和隐私说明'>
            <Card flush>
              <Cell
                icon='lock'
                title='看一遍'
                brief={me.data?.consentVersion ? `登录时同意了 ${me.data.consentVersion} 版` : '登录时同意的'}
                onTap={() => void openPage('/people/privacy')}
              />
              <Cell
                icon='close'
                title='都不同意了，注销账号'
                brief='七天里能撤回'
                onTap={() => void openPage('/privacy/close')}
              />
            </Card>
          </Section>
        </>
      )}
      {ending && (
        <Withdraw
          one={ending}
          onClose={() => setEnding(undefined)}
          onDone={() => {
            setEnding(undefined)
            void reload()
          }}
        />
      )}
    </Page>
  )
}

function Withdraw({ one, onClose, onDone }: { one: PurposeView; onClose: () => void; onDone: () => void }) {
  const end = useAction(withdrawPurpose)
  const submit = async () => {
    if (await end.run({ purpose: one.purpose.code as PurposeCode })) onDone()
  }
  return (
    <Sheet open title={`撤回：${one.purpose.label}`} brief={one.stops} onClose={onClose}>
      {end.error && <Failed error={end.error} onRetry={() => void submit()} />}
      <Button look='danger' block busy={end.busy && '正在停…'} onTap={() => void submit()}>
        撤回同意
      </Button>
    </Sheet>
  )
}
