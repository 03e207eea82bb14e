import type { StaffCase, StaffCaseCard } from '@yike/shared/cases/schemas'
import type { CaseState } from '@yike/shared/cases/states'

/** The one verb of a row: the step that this state waits for. */
const VERBS: Record<CaseState, string> = {
  submitted: '受理',
  accepted: '派单',
  in_progress: '去办',
  waiting: '看看',
  ready: '看看',
  resolved: '回访',
  returned: '看看',
  closed: '看看',
  merged: '看看',
}

/** A case that waits for another community, or for the call-back of somebody else, is only looked at. */
export const nextVerb = ({ state, transfer }: Pick<StaffCaseCard, 'state' | 'transfer'>, mayClose: boolean) =>
  transfer || (state.code === 'resolved' && !mayClose) ? '看看' : (VERBS[state.code as CaseState] ?? '看看')

/** The next step, for the top of the timeline; null when the case has ended. */
const NEXT_STEPS: Record<CaseState, string | null> = {
  submitted: '下一步：看一眼，收下或说清归谁管',
  accepted: '下一步：派给一个人',
  in_progress: '下一步：办好，告诉居民',
  waiting: '等居民补充，先不计时',
  ready: '等人来领，领的时候报编号',
  resolved: '下一步：打个电话，问一句办成了吗',
  returned: null,
  closed: null,
  merged: null,
}
export function nextStep({
  state,
  isOwnWork,
  transfer,
  handedUp,
  can,
}: Pick<StaffCase, 'state' | 'isOwnWork' | 'transfer' | 'handedUp'> & { can: Pick<StaffCase['can'], 'close'> }) {
  if (transfer) return transfer.bound ? `等${transfer.to.name}接收` : `等${transfer.to.name}接收或退回`
  if (handedUp) return '等街道定谁来办'
  if (state.code === 'resolved' && !can.close) return '等社区管理员回访'
  if (state.code === 'in_progress' && isOwnWork) return '下一步：去看，写下看到的'
  return NEXT_STEPS[state.code as CaseState] ?? null
}
