import { undoWorkOrders } from '@yike/shared/cases/work-order-endpoints'
import type { WorkOrderImport } from '@yike/shared/cases/work-order-schemas'
import { Button, Popconfirm, Progress } from 'antd'
import { Link } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { dayAndClock, tie } from '../kit/show/text'
import { useWrite } from '../lib/query'

const summaryOf = ({ state, counts: { created, merged, undone, kept } }: WorkOrderImport) =>
  ({
    writing: '正在登记，关掉这一页也会登记完。',
    undoing: '正在撤回，关掉这一页也会撤完。',
    done: [created > 0 && `登记了 ${tie(created, '件')}`, merged > 0 && `更新了 ${tie(merged, '件')}`]
      .filter(Boolean)
      .join('，'),
    undone: `撤回了 ${tie(undone, '件')}${kept > 0 ? `，${tie(kept, '件')}已经有人在办，留着没动` : ''}`,
  })[state.code] || state.label

/** Rows shown at once; the counts cover the rest. */
const SHOWN = 200

export function WorkOrderResult({ record }: { record: WorkOrderImport }) {
  const undo = useWrite(undoWorkOrders)
  const now = useNow()
  const { state, counts, written, left } = record
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const open = state.code === 'undoing' ? counts.created + counts.merged : counts.waiting
  const isMoving = state.code === 'writing' || state.code === 'undoing'
  return (
    <section className='pane'>
      <h2 className='lead import__lead' role='status'>
        {summaryOf(record)}
      </h2>
      {isMoving && <Progress percent={Math.round((100 * (total - open)) / Math.max(1, total))} />}
      {state.code === 'done' && <p className='note import__hint'>{dayAndClock(record.expiresAt, now)}以前可以撤回。</p>}
      <Refusal error={undo.error} />
      <div className='row'>
        {state.code === 'done' && (
          <>
            <Link to='/cases'>
              <Button type='primary'>去看诉求</Button>
            </Link>
            <Popconfirm
              title='撤回这次导入？'
              description='没人办过的会去掉，更新过的时限改回来。已经有人在办的留着。'
              okText='撤回'
              cancelText='先不'
              onConfirm={() => undo.mutate({ id: record.id })}
            >
              <Button danger loading={undo.isPending}>
                撤回这次导入
              </Button>
            </Popconfirm>
          </>
        )}
        <Link to='/work-orders'>
          <Button>回工单</Button>
        </Link>
      </div>
      {!isMoving && left.length > 0 && (
        <Rows
          title={`${tie(left.length, '行')}没导入`}
          rows={left.map((row) => ({ ...row, note: row.reason, isLate: true }))}
        />
      )}
      {!isMoving && written.length > 0 && (
        <Rows
          title='改了什么'
          rows={written.map(({ row, number, caseId, isNew, changes, state: step }) => ({
            ...{ row, number, isLate: false },
            caseId: step.code === 'undone' && isNew ? undefined : caseId,
            note: `${isNew ? '登记成新的诉求' : `更新了${changes.join('、')}`}${step.code === 'written' ? '' : `，${step.label}`}`,
          }))}
        />
      )}
    </section>
  )
}

interface Line {
  row: number
  number: string
  note: string
  isLate: boolean
  caseId?: string | undefined
}

function Rows({ title, rows }: { title: string; rows: readonly Line[] }) {
  return (
    <>
      <h2 className='lead import__lead'>{title}</h2>
      <ul className='import__rows'>
        {rows.slice(0, SHOWN).map(({ row, number, note, isLate, caseId }) => (
          <li key={row} className='import__row'>
            <span className='note nums import__n'>第 {row} 行</span>
            <div className='import__words'>
              <span className='strong nums'>
                {caseId ? <Link to={`/cases/${caseId}`}>{number}</Link> : number || '没有编号'}
              </span>
              <span className={isLate ? 'tone--late' : 'note'}>{note}</span>
            </div>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && (
        <p className='note import__hint'>
          先列前 {tie(SHOWN, '行')}，一共 {tie(rows.length, '行')}。
        </p>
      )}
    </>
  )
}
