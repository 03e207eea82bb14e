import type { ImportState } from '@yike/shared/files/import-states'
import { useNow } from '../hooks/useNow'
import { DataTable } from '../show/DataTable'
import { StatusTag, type TagTone } from '../show/Tag'
import { dayAndClock } from '../show/text'

interface Import {
  id: string
  fileName: string
  by: string
  at: string
  state: { code: string; label: string }
  counts: { created: number; merged: number }
}

const TONES: Record<ImportState, TagTone> = {
  open: 'soon',
  writing: 'go',
  done: 'done',
  undoing: 'go',
  undone: 'plain',
}

/** Earlier imports with their results, the newest first. */
export function ImportTable({
  imports,
  merged = '合并',
  hasMore,
  isLoadingMore,
  onMore,
  onOpen,
}: {
  imports: Import[]
  /** The heading of what an import did to records that were there. */
  merged?: string
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
  onOpen: (id: string) => void
}) {
  const now = useNow()
  return (
    <DataTable
      rows={imports}
      onOpen={({ id }) => onOpen(id)}
      hasMore={hasMore}
      isLoadingMore={isLoadingMore}
      onMore={onMore}
      columns={[
        { title: '文件', key: 'file', render: (_, { fileName }) => <span className='strong'>{fileName}</span> },
        { title: '谁', dataIndex: 'by' },
        { title: '什么时候', key: 'at', render: (_, { at }) => <span className='soft'>{dayAndClock(at, now)}</span> },
        {
          title: '到哪一步',
          key: 'state',
          render: (_, { state }) => <StatusTag tone={TONES[state.code as ImportState]}>{state.label}</StatusTag>,
        },
        { title: '新的', key: 'created', align: 'right', render: (_, { counts }) => counts.created },
        { title: merged, key: 'merged', align: 'right', render: (_, { counts }) => counts.merged },
        {
          title: '',
          key: 'verb',
          align: 'right',
          render: (_, { fileName, state }) => (
            <button
              type='button'
              className='link-button'
              aria-label={`${state.code === 'open' ? '接着看' : '看看'}：${fileName}`}
            >
              {state.code === 'open' ? '接着看' : '看看'}
            </button>
          ),
        },
      ]}
    />
  )
}
