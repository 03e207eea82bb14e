import { useState } from 'react'
import { View } from '@tarojs/components'
import { toast } from '@/kit/page/toast'
import { CORRECTABLE, CORRECTABLE_CODES, type Correctable } from '@yike/shared/directory/correctable'
import { suggestCorrection } from '@yike/shared/directory/endpoints'
import type { PlaceView } from '@yike/shared/directory/schemas'
import { Button } from '@/kit/base/button'
import { Chips } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'

const OPTIONS = CORRECTABLE_CODES.map((value) => ({ value, text: CORRECTABLE[value].label }))

/** 「这里写得不对」: the field and its correct value. Staff check it and notify the resident. */
export function CorrectSheet({
  place,
  onClose,
}: {
  place: Pick<PlaceView, 'id' | 'name' | 'phone' | 'address'>
  onClose: () => void
}) {
  const suggest = useAction(suggestCorrection)
  const [chosen, setChosen] = useState<readonly Correctable[]>([])
  const [values, setValues] = useState<Partial<Record<Correctable, string>>>({
    phone: place.phone ?? '',
    address: place.address,
    name: place.name,
  })
  const toggle = (field: Correctable) => {
    suggest.forget()
    setChosen(chosen.includes(field) ? chosen.filter((one) => one !== field) : [...chosen, field])
  }
  const submit = async () => {
    const fields = chosen.map((field) => ({
      field,
      value: CORRECTABLE[field].asks ? (values[field] ?? '').trim() : '',
    }))
    if (!(await suggest.run({ id: place.id, fields }))) return
    onClose()
    toast('社区核对后告诉您')
  }
  return (
    <Sheet
      open
      title='哪儿写得不对'
      brief='社区核对以后会改，也会告诉您'
      onClose={onClose}
      foot={
        <Button
          look='main'
          block
          off={chosen.length === 0}
          busy={suggest.busy && '正在交…'}
          onTap={() => void submit()}
        >
          告诉社区
        </Button>
      }
    >
      <Chips options={OPTIONS} chosen={chosen} onChange={toggle} />
      {chosen.map((field, index) => {
        const { asks } = CORRECTABLE[field]
        return (
          asks && (
            <Field
              key={field}
              label={asks}
              type={field === 'phone' ? 'phone' : 'text'}
              long={field === 'hours' || field === 'other'}
              maxLength={200}
              value={values[field] ?? ''}
              problem={suggest.problemWith(`fields.${index}.value`)}
              onChange={(value) => setValues({ ...values, [field]: value })}
            />
          )
        )
      })}
      {suggest.error && !suggest.error.details?.fields && (
        <View className='section'>
          <Failed error={suggest.error} onRetry={() => void submit()} />
        </View>
      )}
    </Sheet>
  )
}
