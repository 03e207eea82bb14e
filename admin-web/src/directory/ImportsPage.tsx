import { toCsv } from '@yike/shared/csv'
import { listImports, uploadImport } from '@yike/shared/directory/endpoints'
import { IMPORT_FIELDS, IMPORT_FIELD_CODES, IMPORT_MAX_BYTES, IMPORT_MAX_ROWS } from '@yike/shared/directory/import'
import type { ImportState } from '@yike/shared/directory/import-states'
import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { DataTable } from '../kit/show/DataTable'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { dayAndClock, tie } from '../kit/show/text'
import { upload, type ApiError } from '../lib/api'
import { useReadPages } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import './import.css'

const BLANK_TABLE = toCsv([
  IMPORT_FIELD_CODES.map((field) => IMPORT_FIELDS[field].label),
  IMPORT_FIELD_CODES.map((field) => IMPORT_FIELDS[field].example),
])

/** Imports a list of places into the directory, and shows earlier imports with their results. */
export default function ImportsPage() {
  return (
    <>
      <PageHead
        title='导入地点'
        note='先看一遍再写进去，写完还能撤回'
        tools={<Button onClick={() => saveFile('地点空白表.csv', BLANK_TABLE)}>下载空白表</Button>}
      />
      <section className='pane'>
        <ChooseFile />
        <Imports />
      </section>
    </>
  )
}

function ChooseFile() {
  const navigate = useNavigate()
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isOver, setOver] = useState(false)
  const send = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setError(null)
    try {
      const { id } = await upload(uploadImport, file)
      await navigate(`/places/import/${id}`)
    } catch (cause) {
      setError(cause as ApiError)
      setBusy(false)
    }
  }
  return (
    <>
      <label
        className={`drop ${isOver ? 'drop--over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void send(event.dataTransfer.files[0])
        }}
      >
        <span className='lead'>{isBusy ? '正在读…' : '选一个文件，或拖到这里'}</span>
        <span className='note'>
          Excel（.xlsx）、CSV 或 GeoJSON，第一行是列名，最多 {tie(IMPORT_MAX_ROWS, '行')}、
          {IMPORT_MAX_BYTES / 1024 / 1024} MB
        </span>
        <input
          type='file'
          className='unseen'
          accept='.xlsx,.csv,.txt,.json,.geojson'
          disabled={isBusy}
          onChange={(event) => {
            void send(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </label>
      <Refusal error={error} />
    </>
  )
}

const TONES: Record<ImportState, TagTone> = {
  open: 'soon',
  writing: 'go',
  done: 'done',
  undoing: 'go',
  undone: 'plain',
}

function Imports() {
  const navigate = useNavigate()
  const now = useNow()
  const imports = useReadPages(listImports, { limit: 20 }, { everySeconds: 10 })
  if (imports.error && !imports.data) return <Failed error={imports.error} onRetry={imports.refetch} />
  if (!imports.data) return <Loading />
  if (imports.data.length === 0) return <Empty text='还没导入过。没有现成的表格，就下载空白表填。' />
  return (
    <DataTable
      rows={imports.data}
      onOpen={({ id }) => void navigate(`/places/import/${id}`)}
      hasMore={imports.hasNextPage}
      isLoadingMore={imports.isFetchingNextPage}
      onMore={imports.fetchNextPage}
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
        { title: '合并', key: 'merged', align: 'right', render: (_, { counts }) => counts.merged },
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
