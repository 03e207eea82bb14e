import { planCaseworkSession, recordCaseworkSession } from '@yike/shared/casework/endpoints'
import type { CaseworkView } from '@yike/shared/casework/schemas'
import { SessionsPane } from '../lib/confidential/SessionsPane'

/** The meetings of a casework. */
export const Sessions = ({ item }: { item: CaseworkView }) => (
  <SessionsPane
    item={item}
    title='见面'
    can={{ plan: item.can.write, record: item.can.end }}
    plan={{
      to: planCaseworkSession,
      says: { open: '约一次见面', send: '约好，通知本人', place: '家里，或者社区谈话室' },
    }}
    record={{
      to: recordCaseworkSession,
      says: { notes: '记录', readers: '只有社工和督导看得到；本人导出自己的资料时也看得到。', notHeld: '没见成' },
    }}
  />
)
