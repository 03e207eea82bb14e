import type { StaffCaseCard } from '@yike/shared/cases/schemas'
import { StatusTag } from '../kit/show/Tag'

/** Tags are for exceptions only: a yellow or red mark, a case that came back. */
export const Marks = ({ mark, reopened }: Pick<StaffCaseCard, 'mark' | 'reopened'>) => (
  <>
    {mark === 'red' && <StatusTag tone='late'>红牌</StatusTag>}
    {mark === 'yellow' && <StatusTag tone='soon'>黄牌</StatusTag>}
    {reopened > 0 && <StatusTag tone='soon' icon='edit'>{`重办 ${reopened} 次`}</StatusTag>}
  </>
)
