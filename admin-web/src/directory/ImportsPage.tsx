import { blankPlaceTable, listImports, uploadImport } from '@yike/shared/directory/endpoints'
import { useNavigate } from 'react-router'
import { BlankTable } from '../lib/BlankTable'
import { DropFile } from '../kit/import/DropFile'
import { ImportTable } from '../kit/import/ImportTable'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { upload } from '../lib/api'
import { useReadPages } from '../lib/query'

/** Imports a list of places into the directory, and shows earlier imports with their results. */
export default function ImportsPage() {
  return (
    <>
      <PageHead
        title='导入地点'
        note='先看一遍再写进去，写完还能撤回'
        tools={<BlankTable of={blankPlaceTable} name='地点空白表.xlsx' />}
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
  return (
    <DropFile
      kinds='Excel（.xlsx）、CSV 或 GeoJSON'
      accept='.xlsx,.csv,.txt,.json,.geojson'
      onFile={async (file) => {
        const { id } = await upload(uploadImport, file)
        await navigate(`/places/import/${id}`)
      }}
    />
  )
}

function Imports() {
  const navigate = useNavigate()
  const imports = useReadPages(listImports, { limit: 20 }, { everySeconds: 10 })
  if (imports.error && !imports.data) return <Failed error={imports.error} onRetry={imports.refetch} />
  if (!imports.data) return <Loading />
  if (imports.data.length === 0) return <Empty text='还没导入过。没有现成的表格，就下载空白表填。' />
  return (
    <ImportTable
      imports={imports.data}
      hasMore={imports.hasNextPage}
      isLoadingMore={imports.isFetchingNextPage}
      onMore={imports.fetchNextPage}
      onOpen={(id) => void navigate(`/places/import/${id}`)}
    />
  )
}
