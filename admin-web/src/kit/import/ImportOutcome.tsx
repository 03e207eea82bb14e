import type { ImportState } from '@yike/shared/files/import-states'
import { Button, Popconfirm, Progress } from 'antd'
import type { ReactNode } from 'react'
import { Refusal } from '../form/Refusal'
import './import.css'

interface Outcome {
  state: { code: string; label: string }
  counts: Record<'created' | 'merged' | 'refused' | 'waiting' | 'undone' | 'kept', number>
}

/** Whether rows are being written or taken back. */
export const isMoving = ({ state: { code } }: Pick<Outcome, 'state'>) => code === 'writing' || code === 'undoing'

/** The result of a confirmed import: what it did in a sentence, how far it is, and the way back. */
export function ImportOutcome({
  record,
  words,
  until,
  undo,
  next,
  tools,
  children,
}: {
  record: Outcome
  /** A sentence for each state. */
  words: Partial<Record<ImportState, string>>
  /** By when it can be taken back. */
  until?: string
  undo: { warning: string; error: Parameters<typeof Refusal>[0]['error']; isPending: boolean; run: () => void }
  /** The next page, once it is done. */
  next: ReactNode
  tools: ReactNode
  children?: ReactNode
}) {
  const { state, counts } = record
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const open = state.code === 'undoing' ? counts.created + counts.merged : counts.waiting
  return (
    <section className='pane'>
      <h2 className='lead import__lead' role='status'>
        {words[state.code as ImportState] || state.label}
      </h2>
      {isMoving(record) && <Progress percent={Math.round((100 * (total - open)) / Math.max(1, total))} />}
      {state.code === 'done' && until && <p className='note import__hint'>{until}</p>}
      <Refusal error={undo.error} />
      <div className='row'>
        {state.code === 'done' && (
          <>
            {next}
            <Popconfirm
              title='撤回这次导入？'
              description={undo.warning}
              okText='撤回'
              cancelText='先不'
              onConfirm={undo.run}
            >
              <Button danger loading={undo.isPending}>
                撤回这次导入
              </Button>
            </Popconfirm>
          </>
        )}
        {tools}
      </div>
      {!isMoving(record) && children}
    </section>
  )
}
