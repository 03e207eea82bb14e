import { View } from '@tarojs/components'
import { listDangerPhones } from '@yike/shared/cases/danger-endpoints'
import { DANGERS, phonesFor, type DangerCode } from '@yike/shared/cases/dangers'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { FieldFrame } from '@/kit/form/field'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { useCached } from '@/lib/offline/use-cached'

/** The question about safety: the dangers that a kind asks about. A second tap takes the answer back. */
export function DangerQuestion({
  asked,
  danger,
  onAnswer,
}: {
  asked: readonly DangerCode[]
  danger: DangerCode | null
  onAnswer: (danger: DangerCode | null) => void
}) {
  return (
    <FieldFrame label='现在有没有这些危险' optional='没有就不点'>
      <Chips
        all
        options={asked.map((value) => ({ value, text: DANGERS[value].label }))}
        chosen={danger ? [danger] : []}
        onChange={(code) => onAnswer(code === danger ? null : code)}
      />
    </FieldFrame>
  )
}

/**
 * The numbers to ring, one tap each, and the first thing to do. Those that save are part of the app, so that they are
 * there without a signal; the office's own come from its dispatch catalogue, as last heard.
 */
export function DangerCard({ danger, onRung }: { danger: DangerCode; onRung: () => void }) {
  const office = useCached('danger-phones', listDangerPhones, {})
  const { label, first } = DANGERS[danger]
  const phones = phonesFor(danger, office.data?.items ?? [])
  const ring = (phone: string) => {
    dial(phone)
    onRung()
  }
  return (
    <Card tone='late' className='danger'>
      <View className='lead'>{tie(`${label}：先打电话，再报`)}</View>
      <View className='danger__first'>{tie(first)}</View>
      {phones.map(({ name, phone }, at) => (
        <View key={`${name}${phone}`} className='danger__phone'>
          <Button look={at === 0 ? 'danger' : 'plain'} icon='phone' block onTap={() => ring(phone)}>
            {`打给${name} ${phone}`}
          </Button>
        </View>
      ))}
    </Card>
  )
}
