import type { StaffCaseCard } from '@yike/shared/cases/schemas'
import { StatusTag } from '../kit/show/Tag'

type MarkedCase = Pick<StaffCaseCard, 'mark' | 'reopened' | 'unaccepted' | 'supervised' | 'secret' | 'transfer'> & {
  receiver: { unsigned?: boolean } | null
}

/** Tags are for exceptions only: a yellow or red mark, a case that came back, a receiver that did not sign, a secret. */
export const Marks = ({ mark, reopened, receiver, unaccepted, supervised, secret, transfer }: MarkedCase) => (
  <>
    {secret && <StatusTag icon='lock'>保密</StatusTag>}
    {mark === 'red' && <StatusTag tone='late'>红牌</StatusTag>}
    {mark === 'yellow' && <StatusTag tone='soon'>黄牌</StatusTag>}
    {supervised && <StatusTag tone='late'>督办</StatusTag>}
    {unaccepted && <StatusTag tone='late'>该受理了</StatusTag>}
    {transfer && (transfer.late ? <StatusTag tone='late'>转办没人接</StatusTag> : <StatusTag>转办，等接收</StatusTag>)}
    {receiver?.unsigned && <StatusTag tone='late'>单位没签收</StatusTag>}
    {reopened > 0 && <StatusTag tone='soon' icon='edit'>{`重办 ${reopened} 次`}</StatusTag>}
  </>
)
