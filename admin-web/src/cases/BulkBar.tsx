import { BULK_MAX, BULK_STEP_CODES, BULK_STEPS, type BulkStepCode } from '@yike/shared/cases/bulk'
import { listStaffCases } from '@yike/shared/cases/endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import type { Permission } from '@yike/shared/people/permissions'
import { Button } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedModal } from '../kit/form/unsaved'
import { useAsk } from '../lib/query'
import { useMe } from '../lib/useMe'
import { BulkStep } from './BulkStep'

const NEEDS: Record<BulkStepCode, Permission> = {
  accept: 'case.accept',
  assign: 'case.assign',
  reply: 'case.handle',
  close: 'case.close',
}

interface Props {
  ids: readonly string[]
  filters: InputOf<typeof listStaffCases>
  onChoose: (ids: string[]) => void
}

/** Above a list in which cases are ticked: how many, and the steps that all of them can take at once. */
export function BulkBar({ ids, filters, onChoose }: Props) {
  const { may } = useMe()
  const [step, setStep] = useState<BulkStepCode>()
  const all = useAsk(listStaffCases, ({ items }) => onChoose(items.map(({ id }) => id)))
  if (ids.length === 0) return null
  const isTooMany = ids.length > BULK_MAX
  return (
    <div className='bulk' role='region' aria-label='成批办'>
      <span className='strong nums' role='status'>
        选了 {ids.length} 件
      </span>
      {BULK_STEP_CODES.filter((code) => may(NEEDS[code])).map((code) => (
        <Button key={code} disabled={isTooMany} onClick={() => setStep(code)}>
          {BULK_STEPS[code].label}
        </Button>
      ))}
      {isTooMany && <span className='note'>一次最多 {BULK_MAX} 件，少选几件</span>}
      <span className='row push'>
        <Button type='link' loading={all.isPending} onClick={() => all.mutate({ ...filters, limit: BULK_MAX })}>
          这样找到的都选上（最多 {BULK_MAX} 件）
        </Button>
        <Button type='link' onClick={() => onChoose([])}>
          都不选
        </Button>
      </span>
      <Refusal error={all.error} />
      <GuardedModal
        open={step !== undefined}
        title={step && `${BULK_STEPS[step].label}：选了 ${ids.length} 件`}
        footer={null}
        width={680}
        destroyOnHidden
        onCancel={() => setStep(undefined)}
      >
        {step && <BulkStep step={step} ids={[...ids]} onClose={() => setStep(undefined)} onDone={() => onChoose([])} />}
      </GuardedModal>
    </div>
  )
}
