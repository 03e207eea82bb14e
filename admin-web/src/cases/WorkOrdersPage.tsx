import {
  blankWorkOrders,
  exportWorkOrders,
  listWorkOrderImports,
  uploadWorkOrders,
} from '@yike/shared/cases/work-order-endpoints'
import { ORDER_TABLE_MAX_ROWS } from '@yike/shared/files/tables'
import { addDays, dayOf } from '@yike/shared/time/china'
import { Button, DatePicker, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { DropFile } from '../kit/import/DropFile'
import { ImportTable } from '../kit/import/ImportTable'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { BlankTable } from '../lib/BlankTable'
import { download, upload } from '../lib/api'
import { useRead, useReadPages } from '../lib/query'
import { saveFile } from '../lib/saveFile'

/** Brings in work orders of 12345 or the district from a table, and gives their answers back. */
export default function WorkOrdersPage() {
  return (
    <>
      <PageHead
        title='12345 工单'
        note='上级派来的工单从表里进来，办完了再导出去交回'
        tools={<BlankTable of={blankWorkOrders} name='工单空白表.xlsx' />}
      />
      <div className='columns'>
        <section className='pane columns__main'>
          <ChooseFile />
          <p className='note import__hint'>
            一件工单登记成一件诉求，留着上级的编号；签收、回退、回复、处置的截止时间按工单的算。同一个编号再来，只更新，不另立一件。写明保密的，只有本社区看得到，谁打的电话只有社区管理员知道。表加密保存，30
            天后删掉。
          </p>
          <Imports />
        </section>
        <section className='pane columns__side'>
          <Export />
        </section>
      </div>
    </>
  )
}

function ChooseFile() {
  const navigate = useNavigate()
  return (
    <DropFile
      kinds='Excel（.xlsx）或 CSV'
      accept='.xlsx,.csv,.txt'
      maxRows={ORDER_TABLE_MAX_ROWS}
      onFile={async (file) => {
        const { id } = await upload(uploadWorkOrders, file)
        await navigate(`/work-orders/${id}`)
      }}
    />
  )
}

function Imports() {
  const navigate = useNavigate()
  const imports = useReadPages(listWorkOrderImports, { limit: 20 }, { everySeconds: 10 })
  if (imports.error && !imports.data) return <Failed error={imports.error} onRetry={imports.refetch} />
  if (!imports.data) return <Loading />
  if (imports.data.length === 0) return <Empty text='还没导入过。把上级平台导出的工单表拖到上面。' />
  return (
    <ImportTable
      imports={imports.data}
      merged='更新'
      hasMore={imports.hasNextPage}
      isLoadingMore={imports.isFetchingNextPage}
      onMore={imports.fetchNextPage}
      onOpen={(id) => void navigate(`/work-orders/${id}`)}
    />
  )
}

type Format = 'xlsx' | 'csv'
const MONTH_BACK = -30

/** The orders of a period as a table for the upper level. */
function Export() {
  const today = dayOf(useNow())
  const { data } = useRead(listWorkOrderImports, { limit: 1 })
  const [period, setPeriod] = useState<[Dayjs, Dayjs]>([dayjs(addDays(today, MONTH_BACK)), dayjs(today)])
  const [picked, setPicked] = useState<string>()
  const [error, setError] = useState<Error | null>(null)
  const communities = data?.communities ?? []
  const communityId = picked ?? communities[0]?.id
  const save = (format: Format) => {
    const [from, to] = period.map((day) => day.format('YYYY-MM-DD')) as [string, string]
    setError(null)
    void download(exportWorkOrders, { communityId, from, to, format })
      .then((file) => saveFile(`工单 ${from} 到 ${to}.${format}`, file))
      .catch((cause: unknown) => setError(cause as Error))
  }
  return (
    <Form layout='vertical'>
      <h2 className='lead import__lead'>导出交回上级</h2>
      {communities.length > 1 && (
        <Form.Item label='哪个社区的' htmlFor='order-community'>
          <Select
            id='order-community'
            value={communityId}
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setPicked}
          />
        </Form.Item>
      )}
      <Form.Item
        label='哪几天来的'
        extra='列和上次导入的表一样，填好签收、办理、结案和回访。保密的只留编号和标记，不带来电人。'
      >
        <DatePicker.RangePicker
          allowClear={false}
          format='YYYY-MM-DD'
          value={period}
          onChange={(days) => days?.[0] && days[1] && setPeriod([days[0], days[1]])}
        />
      </Form.Item>
      <Refusal error={error} />
      <span className='row'>
        <Button disabled={!communityId} onClick={() => save('xlsx')}>
          导出 Excel
        </Button>
        <Button disabled={!communityId} onClick={() => save('csv')}>
          导出 CSV
        </Button>
      </span>
    </Form>
  )
}
