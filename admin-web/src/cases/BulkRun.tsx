import { bulkStep, type BulkStepCode } from '@yike/shared/cases/bulk'
import type { BulkPreview, BulkRow } from '@yike/shared/cases/bulk-schemas'
import { Button, Progress } from 'antd'
import { useUnsaved } from '../kit/form/unsaved'
import { useBulkRun, type Outcome } from './useBulkRun'

interface Props {
  step: BulkStepCode
  preview: BulkPreview
  assigneeId?: string
  onBack: () => void
  onClose: () => void
  onDone: () => void
}

const inWords = (outcome: Outcome | undefined) => {
  if (!outcome || outcome.state === 'waiting') return '还没办'
  if (outcome.state === 'running') return '正在办…'
  if (outcome.state === 'failed') return outcome.why
  return outcome.state === 'done' ? '办好了' : '撤回了'
}

/** The rows that will take the step and those that will not, then how far each one is. */
export function BulkRun({ step, preview, assigneeId, onBack, onClose, onDone }: Props) {
  const words = bulkStep(step)
  const takes = preview.items.filter(({ fault }) => fault === null)
  const refuses = preview.items.filter(({ fault }) => fault !== null)
  const { outcomes, isRunning, run, takeBack, stop } = useBulkRun(step, takes, assigneeId)
  useUnsaved(isRunning)
  const count = (state: Outcome['state']) => takes.filter(({ id }) => outcomes[id]?.state === state).length
  const [done, failed, undone] = [count('done'), count('failed'), count('undone')]
  const isBegun = Object.keys(outcomes).length > 0
  const left = takes.length - done - failed - undone
  return (
    <>
      {refuses.length + preview.unseen > 0 && (
        <section aria-label='办不了的'>
          <h3 className='strong'>这 {refuses.length + preview.unseen} 件办不了，先放着</h3>
          <ul className='bulk__rows'>
            {refuses.map((row) => (
              <Row key={row.id} row={row} says={row.fault!} />
            ))}
            {preview.unseen > 0 && <li className='note'>{preview.unseen} 件已经不归您看了</li>}
          </ul>
        </section>
      )}
      {takes.length > 0 && (
        <section aria-label={words.label}>
          <h3 className='strong'>
            这 {takes.length} 件{words.label}
          </h3>
          <ul className='bulk__rows'>
            {takes.map((row) => (
              <Row
                key={row.id}
                row={row}
                words={row.text}
                says={isBegun ? inWords(outcomes[row.id]) : row.state.label}
                isBad={outcomes[row.id]?.state === 'failed'}
              />
            ))}
          </ul>
        </section>
      )}
      {isBegun && (
        <div role='status'>
          <Progress percent={Math.round(((takes.length - left) / takes.length) * 100)} showInfo={false} />
          <p>
            {[
              `办好 ${done} 件`,
              failed > 0 && `没成 ${failed} 件，原因写在后面`,
              undone > 0 && `撤回 ${undone} 件`,
              left > 0 && `还有 ${left} 件`,
            ]
              .filter(Boolean)
              .join('，')}
          </p>
        </div>
      )}
      <div className='form-foot'>
        {!isBegun && (
          <>
            <Button type='primary' disabled={takes.length === 0} onClick={() => void run()}>
              {words.label} {takes.length} 件
            </Button>
            <Button onClick={onBack}>回去改</Button>
            <span className='note'>{words.undo}</span>
          </>
        )}
        {isRunning && <Button onClick={stop}>停下，后面的不办了</Button>}
        {isBegun && !isRunning && (
          <>
            <Button
              type='primary'
              onClick={() => {
                onClose()
                onDone()
              }}
            >
              知道了
            </Button>
            {failed + left > 0 && undone === 0 && <Button onClick={() => void run()}>没成的再试一次</Button>}
            {step === 'assign' && done > 0 && <Button onClick={() => void takeBack()}>撤回这 {done} 件</Button>}
          </>
        )}
      </div>
    </>
  )
}

function Row({ row, words, says, isBad }: { row: BulkRow; words?: string; says: string; isBad?: boolean }) {
  return (
    <li className='bulk__row'>
      <span>
        <span className='nums soft'>{row.number}</span> <span className='strong'>{row.title}</span>
        {words && <span className='note bulk__words'>{words}</span>}
      </span>
      <span className={isBad ? 'bulk__bad' : 'note'}>{says}</span>
    </li>
  )
}
