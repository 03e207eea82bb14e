import { undoWorkOrders } from '@yike/shared/cases/work-order-endpoints'
import type { WorkOrderImport } from '@yike/shared/cases/work-order-schemas'
import { Button } from 'antd'
import { Link } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { ImportOutcome } from '../kit/import/ImportOutcome'
import { dayAndClock, tie } from '../kit/show/text'
import { useWrite } from '../lib/query'

const wordsOf = ({ counts: { created, merged, undone, kept } }: WorkOrderImport) => ({
  writing: '正在登记，关掉这一页也会登记完。',
  undoing: '正在撤回，关掉这一页也会撤完。',
  done: [created > 0 && `登记了 ${tie(created, '件')}`, merged > 0 && `更新了 ${tie(merged, '件')}`]
    .filter(Boolean)
    .join('，'),
  undone: `撤回了 ${tie(undone, '件')}${kept > 0 ? `，${tie(kept, '件')}已经有人在办，留着没动` : ''}`,
})

/** Rows shown at once; the counts cover the rest. */
const SHOWN = 200

export function WorkOrderResult({ record }: { record: WorkOrderImport }) {
  const { mutate, error, isPending } = useWrite(undoWorkOrders)
  const { written, left } = record
  const warning = '没人办过的会去掉，更新过的时限改回来。已经有人在办的留着。'
  return (
    <ImportOutcome
      record={record}
      words={wordsOf(record)}
      until={`${dayAndClock(record.expiresAt, useNow())}以前可以撤回。`}
      undo={{ warning, error, isPending, run: () => mutate({ id: record.id }) }}
      next={
        <Link to='/cases'>
          <Button type='primary'>去看诉求</Button>
        </Link>
      }
      tools={
        <Link to='/work-orders'>
          <Button>回工单</Button>
        </Link>
      }
    >
      {left.length > 0 && (
        <Rows
          title={`${tie(left.length, '行')}没导入`}
          rows={left.map((row) => ({ ...row, note: row.reason, isLate: true }))}
        />
      )}
      {written.length > 0 && (
        <Rows
          title='改了什么'
          rows={written.map(({ row, number, caseId, isNew, changes, state: step }) => ({
            ...{ row, number, isLate: false },
            caseId: step.code === 'undone' && isNew ? undefined : caseId,
            note: `${isNew ? '登记成新的诉求' : `更新了${changes.join('、')}`}${step.code === 'written' ? '' : `，${step.label}`}`,
          }))}
        />
      )}
    </ImportOutcome>
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
