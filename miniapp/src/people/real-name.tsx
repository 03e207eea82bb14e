import { useState } from 'react'
import { View } from '@tarojs/components'
import { getMyRealName, proveRealName } from '@yike/shared/people/real-name-endpoints'
import { dateInText } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { Field } from '@/kit/form/field'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { callCommunity } from '@/lib/api/community'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import './person.scss'

/** The number for the outside service. It is typed each time: neither the phone nor the office keeps it. */
function Prove({ onDone }: { onDone: () => void }) {
  const prove = useAction(proveRealName)
  const [number, setNumber] = useState('')
  const send = async () => {
    if (await prove.run({ idNumber: number.trim() })) onDone()
  }
  return (
    <Section title='自己核验'>
      <Card>
        <View className='note'>
          {tie('姓名、身份证号和核对过的手机号，发给核验的单位对一对。只记“对上了”，号码不留，不用刷脸。')}
        </View>
        <Field
          label='身份证号'
          type='idcard'
          maxLength={18}
          value={number}
          problem={prove.problemWith('idNumber') ?? prove.error?.message}
          onChange={setNumber}
        />
        <Button block off={number.trim().length !== 18} busy={prove.busy && '正在核验…'} onTap={() => void send()}>
          同意并核验
        </Button>
      </Card>
    </Section>
  )
}

/** The proof of the reader's name, what it is for, and the ways to confirm it. */
export default function RealNamePage() {
  const { data, error, reload } = useEndpoint(getMyRealName, {})
  return (
    <Page title='实名'>
      {error && !data && <Failed error={error} onRetry={() => void reload()} />}
      {!data && !error && <Loading shape='lines' rows={4} />}
      {data && (
        <>
          <Card>
            <View className='lead'>{data.level.label}</View>
            <View className='note person__say'>{tie(data.words)}</View>
            {data.at && <View className='note person__say'>{`${dateInText(data.at.slice(0, 10))}记下的`}</View>}
          </Card>
          {data.level.code === 'none' && (
            <Section title='到窗口核对'>
              <Card>
                <View className='prose'>
                  {tie(
                    '带身份证到社区窗口，工作人员看一眼就记下了，当场就好。不拍照，不留复印件；家人带着您的证件陪您去也行。',
                  )}
                </View>
                <View className='person__gap'>
                  <Button block icon='phone' onTap={() => void callCommunity()}>
                    打电话问社区
                  </Button>
                </View>
              </Card>
            </Section>
          )}
          {data.can.prove && <Prove onDone={() => void reload()} />}
          {data.why && <View className='note'>{tie(data.why)}</View>}
          <Section title='什么时候用'>
            <View className='prose'>
              {tie(
                '只有写着“要实名”的服务才用得着。看通知、查生活圈、反映问题都不用。改了姓名、出生年份或身份证后四位，要重新核对。',
              )}
            </View>
          </Section>
        </>
      )}
    </Page>
  )
}
