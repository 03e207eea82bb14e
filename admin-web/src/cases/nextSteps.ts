import type { StaffCaseCard } from '@yike/shared/cases/schemas'
import type { CaseState } from '@yike/shared/cases/states'

/** The one verb of a row: the step that this state waits for. */
const VERBS: Record<CaseState, string> = {
  submitted: '受理',
  accepted: '派单',
  in_progress: '去办',
  waiting: '看看',
  resolved: '回访',
  returned: '看看',
  closed: '看看',
}

export const nextVerb = ({ state, promise }: Pick<StaffCaseCard, 'state' | 'promise'>) =>
  promise.state === 'late' ? '催办' : (VERBS[state.code as CaseState] ?? '看看')

/** The next step, for the top of the timeline; null when the case has ended. */
const NEXT_STEPS: Record<CaseState, string | null> = {
  submitted: '下一步：看一眼，收下或说清归谁管',
  accepted: '下一步：派给一个人',
  in_progress: '下一步：办好，告诉居民',
  waiting: '等居民补充，先不计时',
  resolved: '下一步：打个电话，问一句办成了吗',
  returned: null,
  closed: null,
}
export const nextStep = (state: string) => NEXT_STEPS[state as CaseState] ?? null
