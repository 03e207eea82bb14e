import { toCsv } from '@yike/shared/csv'
import { tie } from '../show/text'
import './import.css'

export interface Left {
  row: number
  cells: string[]
  reason: string
}

/**
 * The rows that were not imported, as they were in the file, with the reason beside: to be corrected and imported
 * again.
 */
export const leftTable = (headings: readonly string[], left: readonly Left[]) =>
  toCsv([
    [...headings, '没导入的原因'],
    ...left.map(({ cells, reason }) => [...headings.map((_, at) => cells[at] ?? ''), reason]),
  ])

/** The rows that were not imported, each with its reason. */
export function LeftRows({ left, nameColumn }: { left: readonly Left[]; nameColumn: number | undefined }) {
  if (left.length === 0) return null
  return (
    <>
      <h2 className='lead import__lead'>{tie(left.length, '行')}没导入</h2>
      <ul className='import__rows'>
        {left.map(({ row, cells, reason }) => (
          <li key={row} className='import__row'>
            <span className='note nums import__n'>第 {row} 行</span>
            <div className='import__words'>
              <span className='strong'>{cells[nameColumn ?? -1] || '没有名字'}</span>
              <span className='tone--late'>{reason}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
