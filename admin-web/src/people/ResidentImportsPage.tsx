import { blankResidentTable, listResidentImports, uploadResidentImport } from '@yike/shared/people/import-endpoints'
import { useNavigate } from 'react-router'
import { BlankTable } from '../lib/BlankTable'
import { DropFile } from '../kit/import/DropFile'
import { ImportTable } from '../kit/import/ImportTable'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { upload } from '../lib/api'
import { useReadPages } from '../lib/query'

/** Registers the residents of a list, and shows earlier lists with their results. */
export default function ResidentImportsPage() {
  return (
    <>
      <PageHead
        title='导入居民'
        note='先看一遍再登记，登记完还能撤回'
        tools={<BlankTable of={blankResidentTable} name='居民空白表.xlsx' />}
      />
      <section className='pane'>
        <ChooseFile />
        <p className='note import__hint'>
          从表里只取姓名、手机、出生年份、身份证后四位、住址和网格。身份证号只留出生年份和后四位，其余当场去掉，不存；别的列不取。表里的手机没有核实过，家人不能凭它找到这位居民，等本人用微信确认。名单加密保存，30
          天后删掉。
        </p>
        <Imports />
      </section>
    </>
  )
}

function ChooseFile() {
  const navigate = useNavigate()
  return (
    <DropFile
      kinds='Excel（.xlsx）或 CSV'
      accept='.xlsx,.csv,.txt'
      onFile={async (file) => {
        const { id } = await upload(uploadResidentImport, file)
        await navigate(`/people/import/${id}`)
      }}
    />
  )
}

function Imports() {
  const navigate = useNavigate()
  const imports = useReadPages(listResidentImports, { limit: 20 }, { everySeconds: 10 })
  if (imports.error && !imports.data) return <Failed error={imports.error} onRetry={imports.refetch} />
  if (!imports.data) return <Loading />
  if (imports.data.length === 0) return <Empty text='还没导入过。没有现成的名单，就下载空白表填。' />
  return (
    <ImportTable
      imports={imports.data}
      hasMore={imports.hasNextPage}
      isLoadingMore={imports.isFetchingNextPage}
      onMore={imports.fetchNextPage}
      onOpen={(id) => void navigate(`/people/import/${id}`)}
    />
  )
}
