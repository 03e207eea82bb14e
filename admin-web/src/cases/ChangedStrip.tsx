import type { TimelineEntry } from '@yike/shared/cases/schemas'
import { Button } from 'antd'
import { Icon } from '../kit/show/Icon'

/** Above a case that somebody else took a step with while it was open: what, who, and their words. */
export const ChangedStrip = ({ entries, onLook }: { entries: readonly TimelineEntry[]; onLook: () => void }) => (
  <div className='changed' role='status'>
    <Icon name='clock' />
    <div>
      <span className='strong'>已更新</span>
      {entries.map(({ seq, what, who, why }) => (
        <div key={seq}>
          {who} {what}
          {why && `：${why}`}
        </div>
      ))}
    </div>
    <Button className='push' onClick={onLook}>
      看过了
    </Button>
  </div>
)
