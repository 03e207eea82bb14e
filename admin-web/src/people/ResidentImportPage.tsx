import { confirmResidentImport, getResidentImport, previewResidentImport } from '@yike/shared/people/import-endpoints'
import type { ResidentImport, ResidentImportPreview } from '@yike/shared/people/import-schemas'
import { RESIDENT_COLUMNS, type ResidentMapping } from '@yike/shared/people/resident-import'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ColumnPicks } from '../kit/import/ColumnPicks'
import { ImportRows, freshRows, type Choice } from '../kit/import/ImportRows'
import { Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock, tie } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { ResidentImportResult } from './ResidentImportResult'

const secondsToWait = (record?: ResidentImport) =>
  record?.state.code === 'writing' || record?.state.code === 'undoing' ? 1 : undefined

/** One list: previewed before anybody is registered, watched meanwhile, and undone when it was wrong. */
export default function ResidentImportPage() {
  const { id = '' } = useParams()
  const now = useNow()
  const { data, error, refetch } = useRead(getResidentImport, { id }, { everySeconds: secondsToWait })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <PageHead title={data.fileName} note={`${data.by}，${dayAndClock(data.at, now)}，${tie(data.rowCount, '行')}`} />
      {data.state.code === 'open' ? <Preview record={data} /> : <ResidentImportResult record={data} />}
    </>
  )
}

interface Settings {
  mapping: ResidentMapping
  communityId: string | undefined
}

/** The effect of each row, and the settings it depends on. */
function Preview({ record }: { record: ResidentImport }) {
  const [settings, setSettings] = useState<Settings>({ mapping: record.mapping, communityId: undefined })
  const [choices, setChoices] = useState<Record<number, Choice>>({})
  const preview = useRead(previewResidentImport, { id: record.id, ...settings }, { keepLast: true })
  const confirm = useWrite(confirmResidentImport)
  const rows = preview.data?.rows ?? []
  const chosen = (choice: Choice) => rows.filter(({ at, like }) => like && choices[at] === choice).map(({ at }) => at)
  const [merge, keep] = [chosen('merge'), chosen('keep')]
  const count = freshRows(rows).length + merge.length + keep.length
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
            describe={(row) => (
              <span className='note nums'>{[...factsOf(row), row.area].filter(Boolean).join('，')}</span>
            )}
            sayLike={({ like }) => likeInWords(like!)}
            offers={({ like }) => ({ merge: like!.canMerge, keep: '是另一位' })}
            onChoose={(at, choice) =>
              setChoices((before) => ({ ...before, ...Object.fromEntries(at.map((one) => [one, choice])) }))
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
          <ColumnPicks
            fields={RESIDENT_COLUMNS}
            headings={record.headings}
            mapping={settings.mapping}
            onChange={(mapping) => setSettings({ ...settings, mapping })}
          />
        </Form>
        <Refusal error={confirm.error} />
        <div className='form-foot'>
          <Button
            type='primary'
            block
            disabled={count === 0 || preview.isPlaceholderData}
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ id: record.id, ...settings, merge, keep })}
          >
            {count === 0 ? '没有能导入的' : `导入 ${tie(count, '位')}`}
          </Button>
        </div>
      </section>
    </div>
  )
}

type Row = ResidentImportPreview['rows'][number]
type Facts = Pick<Row, 'birthYear' | 'phoneLast4' | 'idLast4' | 'home'>

const factsOf = ({ birthYear, phoneLast4, idLast4, home }: Facts) => [
  birthYear && `${birthYear} 年生`,
  phoneLast4 && `手机尾号 ${phoneLast4}`,
  idLast4 && `身份证尾号 ${idLast4}`,
  home,
]

const HINTS = {
  fresh: '这些会登记成新的居民。',
  like: '可能就是登记过的一位，或者前面的一行，不选就不导入。合并只补登记里缺的，已有的不改。',
  wrong: '这些不会导入。在文件里改好再传，或者换右边的读法。',
}
const EMPTY = { fresh: '没有新的居民。', like: '没有像是登记过的。', wrong: '每一行都读得懂。' }

function likeInWords({ row, why, adds, ...known }: NonNullable<Row['like']>) {
  const who = row === null ? '登记过的' : `第 ${row} 行的`
  const facts = factsOf(known).filter(Boolean).join('，')
  const effect = row !== null ? '' : adds.length > 0 ? `。合并会补上：${adds.join('、')}` : '。登记里都有了，没有要补的'
  return `${why.label}：${who}${known.name}${facts && `，${facts}`}${effect}`
}
