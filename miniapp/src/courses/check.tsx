import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { checkCertificate } from '@yike/shared/courses/endpoints'
import { CERTIFICATE_NUMBER, hoursInWords } from '@yike/shared/courses/rules'
import { dayInFull } from '@yike/shared/time/words'
import { Card } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { useEndpoint } from '@/lib/api/use-endpoint'
import './check.scss'

const LENGTH = '2026-7K3M-9QXW'.length

/** Whether a certificate is real, for anybody who holds it: only the facts printed on it, the name masked. */
export default function CheckPage() {
  const [number, setNumber] = useState(useRouter().params.number ?? '')
  const asked = number.trim().toUpperCase()
  const isNumber = CERTIFICATE_NUMBER.test(asked)
  const { data, error } = useEndpoint(checkCertificate, isNumber ? { number: asked } : null)
  const shown = data?.number === asked ? data : undefined
  return (
    <Page title='查证书'>
      <Card>
        <Field
          label='证书编号'
          help='像 2026-7K3M-9QXW，在证书左下角'
          maxLength={LENGTH}
          value={number}
          problem={asked.length === LENGTH && !isNumber ? '没有这样的编号，再对一遍' : undefined}
          onChange={setNumber}
        />
      </Card>
      {!isNumber ? null : error ? (
        <Failed error={error} />
      ) : !shown ? (
        <Loading rows={1} />
      ) : (
        <Card>
          <StatusTag tone={shown.isWithdrawn ? 'late' : 'done'}>
            {shown.isWithdrawn ? '这份证书收回了' : '是真的'}
          </StatusTag>
          <View className='title check__name'>{shown.name}</View>
          <View className='phrase'>{tie(shown.course)}</View>
          <View className='note nums'>
            {tie(
              [shown.minutes > 0 && `学时 ${hoursInWords(shown.minutes)}`, shown.community, dayInFull(shown.day)]
                .filter(Boolean)
                .join('，'),
            )}
          </View>
        </Card>
      )}
    </Page>
  )
}
