import { CASE_KINDS, type CaseKindCode } from '@yike/shared/cases/kinds'
import { Chips, Choices } from '@/kit/form/chips'
import { FieldFrame } from '@/kit/form/field'
import type { Report } from './use-report'

/** The most kinds that stand side by side in one row, or two and two. */
const SIDE_BY_SIDE = 4

/** The kind of a report. Another kind asks otherwise: its category, and the answer about safety, are asked anew. */
export function KindChoice({
  kinds,
  chosen,
  onChoose,
}: {
  kinds: readonly CaseKindCode[]
  chosen: CaseKindCode
  onChoose: (part: Partial<Report>) => void
}) {
  const options = kinds.map((value) => ({ value, text: CASE_KINDS[value].label }))
  const choose = (kind: CaseKindCode) => onChoose({ kind, categoryId: null, danger: null, rung: false })
  if (options.length <= SIDE_BY_SIDE) return <Choices options={options} chosen={chosen} onChange={choose} />
  return (
    <FieldFrame label='要说的是哪一种'>
      <Chips all one options={options} chosen={[chosen]} onChange={choose} />
    </FieldFrame>
  )
}
