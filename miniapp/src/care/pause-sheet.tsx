import { useState } from 'react'
import { View } from '@tarojs/components'
import { pauseCheck } from '@yike/shared/care/endpoints'
import { PAUSE_REASONS, PAUSE_REASON_CODES, type PauseReason } from '@yike/shared/care/rules'
import { addDays, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Chips } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { FieldFrame } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { Stepper } from '@/kit/form/toggles'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { dayInWords } from './care-labels'

const REASONS = PAUSE_REASON_CODES.map((value) => ({ value, text: PAUSE_REASONS[value] }))
const STARTS = ['今天', '明天', '后天'].map((text, ahead) => ({ value: String(ahead), text: `从${text}` }))
const MOST = 60

/** The first day, the number of days, and the reason: no calendar to search through. */
export function PauseSheet({
  personId,
  onClose,
  onDone,
}: {
  personId: string
  onClose: () => void
  onDone: () => void
}) {
  const pause = useAction(pauseCheck)
  const [reason, setReason] = useState<PauseReason>('trip')
  const [ahead, setAhead] = useState('0')
  const [days, setDays] = useState(3)
  const from = addDays(dayOf(new Date()), Number(ahead))
  const to = addDays(from, days - 1)
  const submit = async () => {
    if (await pause.run({ personId, from, to, reason })) onDone()
  }
  return (
    <Sheet
      open
      title='先停几天'
      brief='到时候自己接着，不用再开'
      onClose={onClose}
      foot={
        <Button look='main' block busy={pause.busy && '正在记…'} onTap={() => void submit()}>
          {tie(`停到 ${dayInWords(to)}`)}
        </Button>
      }
    >
      <FieldFrame label='为什么'>
        <Chips options={REASONS} chosen={[reason]} onChange={setReason} />
      </FieldFrame>
      <FieldFrame label='从哪天'>
        <Chips options={STARTS} chosen={[ahead]} onChange={setAhead} />
      </FieldFrame>
      <FieldFrame label='几天' problem={pause.problemWith('to') ?? pause.problemWith('from')}>
        <Stepper label='几天' value={days} max={MOST} onChange={setDays} />
      </FieldFrame>
      <View className='note'>{tie(`${dayInWords(from)}到 ${dayInWords(to)}，两头都算。`)}</View>
      {pause.error && !pause.error.details?.fields && <Failed error={pause.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}
