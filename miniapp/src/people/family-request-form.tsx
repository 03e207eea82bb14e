import { useState } from 'react'
import { View } from '@tarojs/components'
import { askFamily } from '@yike/shared/people/endpoints'
import { codeOf } from '@yike/shared/people/family'
import { RELATIONS, type Relation } from '@yike/shared/people/relations'
import { Button } from '@/kit/base/button'
import { Choices } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { tie } from '@/kit/base/text'
import { scanCode } from '@/lib/phone/scan'
import { useAction } from '@/lib/api/use-action'

const WAYS = [
  { value: 'code', text: '他的六位码' },
  { value: 'phone', text: '姓名和电话' },
] as const
type Way = (typeof WAYS)[number]['value']

/** Asks somebody who uses 一刻 too; they agree on their own phone. */
export function FamilyRequestForm({ relation, onAsked }: { relation: Relation | null; onAsked: () => void }) {
  const ask = useAction(askFamily)
  const [way, setWay] = useState<Way>('code')
  const [digits, setDigits] = useState('')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const code = codeOf(digits)
  const ready = relation !== null && (way === 'code' ? code !== null : name.trim() !== '' && phone.trim().length >= 7)
  const submit = async () => {
    if (!relation) return
    const whom = way === 'code' ? { code: code ?? digits } : { name: name.trim(), phone: phone.trim() }
    if (await ask.run({ relation, ...whom })) onAsked()
  }
  const scan = async () => {
    const read = await scanCode?.()
    if (read) setDigits(codeOf(read) ?? read)
  }
  return (
    <>
      <Choices options={WAYS} chosen={way} onChange={setWay} />
      {way === 'code' ? (
        <>
          <Field
            label='六位码'
            type='number'
            maxLength={6}
            help='请他打开“家人”，点“出示我的六位码”，10 分钟内有效'
            value={digits}
            problem={ask.problemWith('code')}
            onChange={setDigits}
          />
          {scanCode && (
            <Button icon='qr' block onTap={() => void scan()}>
              扫他的码
            </Button>
          )}
        </>
      ) : (
        <>
          <Field
            label='他登记的姓名'
            value={name}
            maxLength={100}
            problem={ask.problemWith('name')}
            onChange={setName}
          />
          <Field
            label='他登记的电话'
            type='phone'
            maxLength={40}
            value={phone}
            problem={ask.problemWith('phone')}
            onChange={setPhone}
          />
        </>
      )}
      <View className='note'>{tie('他在自己的手机上点“同意”，您就能替他办。他随时能停。')}</View>
      {ask.error && !ask.error.details?.fields && <Failed error={ask.error} onRetry={() => void submit()} />}
      <View className='section'>
        <Button look='main' block off={!ready} busy={ask.busy && '正在问…'} onTap={() => void submit()}>
          {relation ? `请${RELATIONS[relation]}同意` : '请他同意'}
        </Button>
      </View>
    </>
  )
}
