import { confirmResidentImport, getResidentImport, previewResidentImport } from '@yike/shared/people/import-endpoints'
import type { ResidentImport, ResidentImportPreview } from '@yike/shared/people/import-schemas'
import { RESIDENT_COLUMNS, type ResidentMapping } from '@yike/shared/people/resident-import'
import { Form } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ColumnPicks } from '../kit/import/ColumnPicks'
import { CommunityOfRest, ImportHead, ImportPreview, secondsToWait, useChoices } from '../kit/import/ImportPreview'
import { ImportRows, freshRows, type Choice } from '../kit/import/ImportRows'
import { Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'
import { ResidentImportResult } from './ResidentImportResult'

/** One list: previewed before anybody is registered, watched meanwhile, and undone when it was wrong. */
export default function ResidentImportPage() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useRead(getResidentImport, { id }, { everySeconds: secondsToWait })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <ImportHead of={data} />
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
  const [choices, choose] = useChoices()
  const preview = useRead(previewResidentImport, { id: record.id, ...settings }, { keepLast: true })
  const confirm = useWrite(confirmResidentImport)
  const rows = preview.data?.rows ?? []
  const chosen = (choice: Choice) => rows.filter(({ at, like }) => like && choices[at] === choice).map(({ at }) => at)
  const [merge, keep] = [chosen('merge'), chosen('keep')]
  const count = freshRows(rows).length + merge.length + keep.length
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
          <ColumnPicks
            fields={RESIDENT_COLUMNS}
            headings={record.headings}
            mapping={settings.mapping}
            onChange={(mapping) => setSettings({ ...settings, mapping })}
          />
        </Form>
      }
      confirm={{
        ...{ count, unit: '位', error: confirm.error, isPending: confirm.isPending },
        run: () => confirm.mutate({ id: record.id, ...settings, merge, keep }),
      }}
    >
      <ImportRows
        rows={rows}
        choices={choices}
        hints={HINTS}
        empty={EMPTY}
        describe={(row) => <span className='note nums'>{[...factsOf(row), row.area].filter(Boolean).join('，')}</span>}
        sayLike={({ like }) => likeInWords(like!)}
        offers={({ like }) => ({ merge: like!.canMerge, keep: '是另一位' })}
        onChoose={choose}
      />
    </ImportPreview>
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
