import { Button, Table, type TableColumnsType, type TableProps } from 'antd'
import { useState } from 'react'
import { useShortcuts } from '../page/shortcuts'

interface Props<Row extends { id: string }> {
  rows: Row[]
  columns: TableColumnsType<Row>
  /** A click on the row, or the keys J, K and Enter, open it. */
  onOpen: (row: Row) => void
  hasMore?: boolean
  isLoadingMore?: boolean
  onMore?: () => unknown
  selection?: Selection<Row>
}

/** Rows that are chosen by ticks; Shift and a click choose all between two. */
export interface Selection<Row> {
  ids: readonly string[]
  onChange: (ids: string[]) => void
  nameOf: (row: Row) => string
}

/** The column of ticks. A click beside a tick does not open the row. */
const ticks = <Row extends { id: string }>({
  ids,
  onChange,
  nameOf,
}: Selection<Row>): TableProps<Row>['rowSelection'] => ({
  selectedRowKeys: [...ids],
  preserveSelectedRowKeys: true,
  onChange: (keys) => onChange(keys.map(String)),
  getCheckboxProps: (row) => ({ 'aria-label': `选上：${nameOf(row)}` }),
  getTitleCheckboxProps: () => ({ 'aria-label': '选上这里列出的' }),
  onCell: () => ({ onClick: (event) => event.stopPropagation() }),
})

/** Hairlines only; whole rows open; J and K walk, Enter opens. The last column has the one verb, without a heading, and stays in sight. */
export function DataTable<Row extends { id: string }>({
  rows,
  columns,
  onOpen,
  hasMore,
  isLoadingMore,
  onMore,
  selection,
}: Props<Row>) {
  const [currentId, setCurrentId] = useState<string>()
  const index = rows.findIndex((row) => row.id === currentId)
  const step = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    setCurrentId(row?.id)
    if (row) document.querySelector(`[data-row-key='${row.id}']`)?.scrollIntoView({ block: 'nearest' })
  }
  useShortcuts([
    { key: 'j', label: '下一行', run: () => step(index + 1) },
    { key: 'k', label: '上一行', run: () => step(index - 1) },
    { key: 'enter', label: '打开这一行', run: () => rows[index] && onOpen(rows[index]) },
  ])
  return (
    <div className='table-wrap'>
      <Table
        rowKey='id'
        size='small'
        dataSource={rows}
        columns={columns.map((column) => (column.title === '' ? { ...column, fixed: 'end' } : column))}
        tableLayout='auto'
        pagination={false}
        rowSelection={selection && ticks(selection)}
        scroll={{ x: 880 }}
        rowClassName={(row) => (row.id === currentId ? 'ant-table-row--current' : '')}
        onRow={(row) => ({ onClick: () => onOpen(row) })}
      />
      {hasMore && (
        <div className='table__more'>
          <Button loading={isLoadingMore} onClick={() => void onMore?.()}>
            再看一些
          </Button>
        </div>
      )}
    </div>
  )
}
