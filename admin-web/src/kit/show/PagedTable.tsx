import type { TableColumnsType } from 'antd'
import { Empty, Failed, Loading } from '../page/PageStates'
import { DataTable, type Selection } from './DataTable'

interface Props<Row extends { id: string }> {
  /** A list that is read page by page. */
  pages: {
    data: Row[] | undefined
    error: Error | null
    refetch: () => unknown
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => unknown
  }
  columns: TableColumnsType<Row>
  /** The sentence where there is no row. */
  empty: string
  onOpen: (row: Row) => void
  selection?: Selection<Row>
}

/** A table of a list that is read page by page, and what stands in its place: waiting, a failure, nothing. */
export function PagedTable<Row extends { id: string }>({ pages, columns, empty, onOpen, selection }: Props<Row>) {
  const { data, error } = pages
  if (error && !data) return <Failed error={error} onRetry={pages.refetch} />
  if (!data) return <Loading />
  if (data.length === 0 && !pages.hasNextPage) return <Empty text={empty} />
  return (
    <DataTable
      rows={data}
      columns={columns}
      onOpen={onOpen}
      selection={selection}
      hasMore={pages.hasNextPage}
      isLoadingMore={pages.isFetchingNextPage}
      onMore={pages.fetchNextPage}
    />
  )
}
