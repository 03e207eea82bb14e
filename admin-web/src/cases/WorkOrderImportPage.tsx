import { confirmWorkOrders, getWorkOrderImport, previewWorkOrders } from '@yike/shared/cases/work-order-endpoints'
import type { WorkOrderImport, WorkOrderPreview } from '@yike/shared/cases/work-order-schemas'
import type { OrderMapping } from '@yike/shared/cases/work-order-columns'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { ImportRows, freshRows, type Choice } from '../kit/import/ImportRows'
import { PageHead } from '../kit/page/PageHead'
import { Failed, Loading } from '../kit/page/PageStates'
import { dayAndClock, tie } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { OrderColumns } from './OrderColumns'
import { WorkOrderResult } from './WorkOrderResult'

const secondsToWait = (record?: WorkOrderImport) =>
  record?.state.code === 'writing' || record?.state.code === 'undoing' ? 1 : undefined

/** One table of work orders: previewed before a case is filed, watched meanwhile, and undone when it was wrong. */
export default function WorkOrderImportPage() {
  const { id = '' } = useParams()
  const now = useNow()
  const { data, error, refetch } = useRead(getWorkOrderImport, { id }, { everySeconds: secondsToWait })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <PageHead title={data.fileName} note={`${data.by}，${dayAndClock(data.at, now)}，${tie(data.rowCount, '行')}`} />
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
  const [chosen, setChosen] = useState<Record<number, Choice>>({})
  const preview = useRead(previewWorkOrders, { id: record.id, ...settings }, { keepLast: true })
  const confirm = useWrite(confirmWorkOrders)
  const rows = preview.data?.rows ?? []
  const choices = Object.fromEntries(
    rows.map((row) => [row.at, canChange(row) ? (chosen[row.at] ?? 'merge') : 'leave'] as const),
  )
  const merge = rows.filter((row) => choices[row.at] === 'merge').map(({ at }) => at)
  const count = freshRows(rows).length + merge.length
  return (
    <div className='columns'>
      <section className='pane columns__main'>
        {preview.error && !preview.data ? (
          <Failed error={preview.error} onRetry={preview.refetch} />
        ) : !preview.data ? (
          <Loading />
        ) : (
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
            onChoose={(at, choice) =>
              setChosen((before) => ({ ...before, ...Object.fromEntries(at.map((one) => [one, choice])) }))
            }
          />
        )}
      </section>
      <section className='pane columns__side'>
        <Form layout='vertical'>
          {record.communities.length > 1 && (
            <Form.Item label='没写社区的算' htmlFor='community'>
              <Select
                id='community'
                allowClear
                placeholder='不猜，标出来'
                value={settings.communityId}
                options={record.communities.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(communityId?: string) => setSettings({ ...settings, communityId })}
              />
            </Form.Item>
          )}
          <Refusal error={confirm.error} />
          <Form.Item>
            <Button
              type='primary'
              block
              disabled={count === 0 || preview.isPlaceholderData}
              loading={confirm.isPending}
              onClick={() => confirm.mutate({ id: record.id, ...settings, merge })}
            >
              {count === 0 ? '没有能导入的' : `导入 ${tie(count, '件')}`}
            </Button>
          </Form.Item>
          <OrderColumns
            headings={record.headings}
            mapping={settings.mapping}
            onChange={(mapping) => setSettings({ ...settings, mapping })}
          />
        </Form>
      </section>
    </div>
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
