import { useState } from 'react'
import { settleAlert } from '@yike/shared/care/endpoints'
import type { Outcome } from '@yike/shared/care/rules'
import type { AlertView } from '@yike/shared/care/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { Field, FieldFrame } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { useDraft } from '@/lib/storage/use-draft'
import { useAction } from '@/lib/api/use-action'

/** The outcome, in one tap and a word if there is one. */
export function SettleAlertSheet({
  alert,
  onClose,
  onDone,
}: {
  alert: AlertView
  onClose: () => void
  onDone: () => void
}) {
  const settle = useAction(settleAlert)
  const [draft, change, clear] = useDraft(`alert:${alert.id}`, { note: '' })
  const [outcome, setOutcome] = useState<Outcome>()
  const submit = async () => {
    if (!outcome || !(await settle.run({ id: alert.id, outcome, note: draft.note.trim() }))) return
    clear()
    onDone()
  }
  return (
    <Sheet
      open
      title='怎么样了'
      brief='家人会读到'
      onClose={onClose}
      foot={
        <Button look='main' block off={!outcome} busy={settle.busy && '正在记…'} onTap={() => void submit()}>
          {outcome === 'needs_help' ? '叫人来帮忙' : '告诉家人'}
        </Button>
      }
    >
      <FieldFrame label='结果' problem={settle.problemWith('outcome')}>
        <Card flush className='care__outcomes'>
          {alert.outcomes.map(({ code, label }) => (
            <Cell key={code} title={label} chosen={code === outcome} onTap={() => setOutcome(code as Outcome)} />
          ))}
        </Card>
      </FieldFrame>
      <Field
        label='记一句'
        optional='没有也行'
        long
        maxLength={300}
        placeholder='比如：在楼下晒太阳，忘了点'
        value={draft.note}
        problem={settle.problemWith('note')}
        onChange={(note) => change({ note })}
      />
      {settle.error && !settle.error.details?.fields && <Failed error={settle.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}
