import { Button, Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import { Empty } from '../page/PageStates'
import { tie } from '../show/text'
import './import.css'

/** A row of a preview: new, like something known (`like`), or wrong. */
interface Row {
  at: number
  row: number
  name: string
  problems: string[]
  doubts: string[]
  like: { id: string | null } | null
}
export type Choice = 'leave' | 'merge' | 'keep'
const KINDS = ['fresh', 'like', 'wrong'] as const
export type RowKind = (typeof KINDS)[number]

/** Rows shown at once: nobody reads more, and the counts cover the rest. */
const SHOWN = 200

export const freshRows = <One extends Row>(rows: readonly One[]) =>
  rows.filter(({ problems, like }) => problems.length === 0 && !like)

/** The rows of a preview by kind, and a choice beside each that is like something known. */
export function ImportRows<One extends Row>({
  rows,
  choices,
  hints,
  empty,
  likeLabel = '可能重复',
  merge = { one: '合并', all: '已有的都合并' },
  describe,
  sayLike,
  offers,
  onChoose,
}: {
  rows: readonly One[]
  choices: Readonly<Record<number, Choice>>
  hints: Record<RowKind, string>
  empty: Record<RowKind, string>
  /** The name of the rows that are like something known, and of what is done with one and with all of them. */
  likeLabel?: string
  merge?: { one: string; all: string }
  describe: (row: One) => ReactNode
  sayLike: (row: One) => ReactNode
  /** The choices beside leaving it out. */
  offers: (row: One) => { merge: boolean; keep: string | null }
  onChoose: (at: number[], choice: Choice) => void
}) {
  const lists = {
    fresh: freshRows(rows),
    like: rows.filter(({ like }) => like),
    wrong: rows.filter(({ problems }) => problems.length > 0),
  }
  const [picked, setPicked] = useState<RowKind>()
  const kind = picked ?? KINDS.find((one) => lists[one].length > 0) ?? 'fresh'
  const shown = lists[kind].slice(0, SHOWN)
  const toMerge = lists.like.filter((row) => row.like!.id && offers(row).merge)
  const atOf = (some: readonly One[]) => some.map(({ at }) => at)
  return (
    <>
      <div className='pane__head'>
        <Segmented<RowKind>
          aria-label='看哪些行'
          value={kind}
          options={[
            { value: 'fresh', label: `新的 ${lists.fresh.length}` },
            { value: 'like', label: `${likeLabel} ${lists.like.length}` },
            { value: 'wrong', label: `有问题 ${lists.wrong.length}` },
          ]}
          onChange={setPicked}
        />
        {kind === 'like' && toMerge.length > 1 && (
          <span className='row push'>
            <Button onClick={() => onChoose(atOf(toMerge), 'merge')}>{merge.all}</Button>
            <Button onClick={() => onChoose(atOf(lists.like), 'leave')}>都不要</Button>
          </span>
        )}
      </div>
      <p className='note import__hint'>{hints[kind]}</p>
      {shown.length === 0 ? (
        <Empty text={empty[kind]} />
      ) : (
        <ul className='import__rows'>
          {shown.map((row) => (
            <li key={row.at} className='import__row'>
              <span className='note nums import__n'>第 {row.row} 行</span>
              <div className='import__words'>
                <span className='strong'>{row.name || '没有名字'}</span>
                {describe(row)}
                {row.problems.map((problem) => (
                  <span key={problem} className='tone--late'>
                    {problem}
                  </span>
                ))}
                {row.doubts.map((doubt) => (
                  <span key={doubt} className='tone--soon'>
                    {doubt}
                  </span>
                ))}
                {row.like && <span className='tone--soon'>{sayLike(row)}</span>}
              </div>
              {row.like && (
                <RowChoice
                  row={row}
                  offers={offers(row)}
                  mergeLabel={merge.one}
                  value={choices[row.at] ?? 'leave'}
                  onChoose={onChoose}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {lists[kind].length > SHOWN && (
        <p className='note import__hint'>
          先列前 {tie(SHOWN, '行')}，一共 {tie(lists[kind].length, '行')}。
        </p>
      )}
    </>
  )
}

function RowChoice({
  row: { at, row, name },
  offers: { merge, keep },
  mergeLabel,
  value,
  onChoose,
}: {
  row: Row
  offers: { merge: boolean; keep: string | null }
  mergeLabel: string
  value: Choice
  onChoose: (at: number[], choice: Choice) => void
}) {
  return (
    <Segmented<Choice>
      aria-label={`第 ${row} 行 ${name}`}
      value={value}
      options={[
        { value: 'leave', label: '不要' },
        ...(merge ? [{ value: 'merge' as const, label: mergeLabel }] : []),
        ...(keep ? [{ value: 'keep' as const, label: keep }] : []),
      ]}
      onChange={(choice) => onChoose([at], choice)}
    />
  )
}
