import { confirmWorkOrders, getWorkOrderImport, previewWorkOrders } from '@yike/shared/cases/work-order-endpoints'
import type { WorkOrderImport, WorkOrderPreview } from '@yike/shared/cases/work-order-schemas'
import type { OrderMapping } from '@yike/shared/cases/work-order-columns'
import { Form } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { CommunityOfRest, ImportHead, ImportPreview, secondsToWait, useChoices } from '../kit/import/ImportPreview'
import { ImportRows, freshRows } from '../kit/import/ImportRows'
import { Failed, Loading } from '../kit/page/PageStates'
import { dayAndClock } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { OrderColumns } from './OrderColumns'
import { WorkOrderResult } from './WorkOrderResult'

/** One table of work orders: previewed before a case is filed, watched meanwhile, and undone when it was wrong. */
export default function WorkOrderImportPage() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useRead(getWorkOrderImport, { id }, { everySeconds: secondsToWait })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <ImportHead of={data} />
      {data.state.code === 'open' ? <Preview record={data} /> : <WorkOrderResult record={data} />}
    </>
  )
}

interface Settings {
  mapping: OrderMapping
  communityId: string | undefined
}
type Row = WorkOrderPreview['rows'][number]
/** An order that is there takes what its row says anew, unless somebody leaves it out. */
const canChange = ({ like }: Row) => like !== null && like.changes.length > 0

/** The effect of each row, and the settings it depends on. */
function Preview({ record }: { record: WorkOrderImport }) {
  const now = useNow()
  const [settings, setSettings] = useState<Settings>({ mapping: record.mapping, communityId: undefined })
  const [chosen, choose] = useChoices()
  const preview = useRead(previewWorkOrders, { id: record.id, ...settings }, { keepLast: true })
  const confirm = useWrite(confirmWorkOrders)
  const rows = preview.data?.rows ?? []
  const choices = Object.fromEntries(
    rows.map((row) => [row.at, canChange(row) ? (chosen[row.at] ?? 'merge') : 'leave'] as const),
  )
  const merge = rows.filter((row) => choices[row.at] === 'merge').map(({ at }) => at)
  const count = freshRows(rows).length + merge.length
  return (
    <ImportPreview
      preview={preview}
      settings={
        <Form layout='vertical'>
          <CommunityOfRest
            communities={record.communities}
            value={settings.communityId}
            onChange={(communityId) => setSettings({ ...settings, communityId })}
          />
        </Form>
      }
      below={
        <Form layout='vertical'>
          <OrderColumns
            headings={record.headings}
            mapping={settings.mapping}
            onChange={(mapping) => setSettings({ ...settings, mapping })}
          />
        </Form>
      }
      confirm={{
        ...{ count, unit: '件', error: confirm.error, isPending: confirm.isPending },
        run: () => confirm.mutate({ id: record.id, ...settings, merge }),
      }}
    >
      <ImportRows
        rows={rows}
        choices={choices}
        hints={HINTS}
        empty={EMPTY}
        likeLabel='已登记'
        merge={{ one: '更新', all: '有变化的都更新' }}
        describe={(row) => <span className='note nums'>{factsOf(row, now).filter(Boolean).join('，')}</span>}
        sayLike={({ like }) =>
          `已登记为 ${like!.number}。${like!.changes.length > 0 ? `会更新：${like!.changes.join('、')}` : '没有新的变化'}`
        }
        offers={(row) => ({ merge: canChange(row), keep: null })}
        onChoose={choose}
      />
    </ImportPreview>
  )
}

const factsOf = ({ number, kind, urgency, area, secret, hasCaller, limits }: Row, now: Date) => [
  number,
  kind,
  urgency,
  area,
  secret ? '保密' : hasCaller && '留了电话',
  ...limits.map(({ label, dueAt }) => `${dayAndClock(dueAt, now)}前${label}`),
]

const HINTS = {
  fresh: '这些会登记成新的诉求，时限按工单写的算。',
  like: '这个编号已经有一件诉求，不会再登记一件。更新只改上级改了的：期限、状态、催办、重办。',
  wrong: '这些不会导入。在文件里改好再传，或者换右边的读法。',
}
const EMPTY = { fresh: '没有新的工单。', like: '没有登记过的工单。', wrong: '每一行都读得懂。' }
