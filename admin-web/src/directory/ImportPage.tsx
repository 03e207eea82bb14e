import { PLACE_CATEGORIES, PLACE_CATEGORY_CODES, type PlaceCategory } from '@yike/shared/directory/categories'
import { confirmImport, getImport, previewImport } from '@yike/shared/directory/endpoints'
import { IMPORT_FIELDS, type ImportSettings } from '@yike/shared/directory/import'
import type { ImportPreview as PreviewOfPlaces, PlaceImport } from '@yike/shared/directory/upkeep-schemas'
import { COORDINATE_SYSTEMS, COORDINATE_SYSTEM_CODES } from '@yike/shared/geo/systems'
import { Form, Select } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ColumnPicks } from '../kit/import/ColumnPicks'
import { ImportHead, ImportPreview, secondsToWait, useChoices } from '../kit/import/ImportPreview'
import { ImportRows, freshRows, type Choice } from '../kit/import/ImportRows'
import { Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'
import { ImportResult } from './ImportResult'

/** One file: previewed before it is written, watched meanwhile, and undone when it was wrong. */
export default function ImportPage() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useRead(getImport, { id }, { everySeconds: secondsToWait })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <ImportHead of={data} />
      {data.state.code === 'open' ? <PreviewOfImport record={data} /> : <ImportResult record={data} />}
    </>
  )
}

type Row = PreviewOfPlaces['rows'][number]

/** The effect of each row, and the settings it depends on. */
function PreviewOfImport({ record }: { record: PlaceImport }) {
  const [settings, setSettings] = useState<ImportSettings>({ mapping: record.mapping, system: record.system })
  const [choices, choose] = useChoices()
  const preview = useRead(previewImport, { id: record.id, ...settings }, { keepLast: true })
  const confirm = useWrite(confirmImport)
  const rows = preview.data?.rows ?? []
  const chosen = (choice: Choice) => rows.filter(({ at, like }) => like && choices[at] === choice).map(({ at }) => at)
  const fresh = freshRows(rows)
  const [merge, keep] = [chosen('merge'), chosen('keep')]
  const count = fresh.length + merge.length + keep.length
  return (
    <ImportPreview
      preview={preview}
      settings={<Settings record={record} settings={settings} onChange={setSettings} />}
      confirm={{
        ...{ count, unit: '处', error: confirm.error, isPending: confirm.isPending },
        run: () => confirm.mutate({ id: record.id, ...settings, merge, keep }),
      }}
    >
      <ImportRows
        rows={rows}
        choices={choices}
        hints={HINTS}
        empty={EMPTY}
        describe={describe}
        sayLike={({ like }) => likeInWords(like!)}
        offers={({ like }) => ({ merge: like?.id !== null, keep: like?.canKeep ? '当作新的' : null })}
        onChoose={choose}
      />
    </ImportPreview>
  )
}

function Settings({
  record: { headings },
  settings: { mapping, system, category },
  onChange,
}: {
  record: PlaceImport
  settings: ImportSettings
  onChange: (settings: ImportSettings) => void
}) {
  return (
    <Form layout='vertical'>
      <h2 className='lead import__lead'>怎么读这个文件</h2>
      <Form.Item label='经纬度从哪来' htmlFor='system' extra='选错了，地点会偏几百米'>
        <Select
          id='system'
          value={system}
          options={COORDINATE_SYSTEM_CODES.map((value) => ({ value, label: COORDINATE_SYSTEMS[value].label }))}
          onChange={(next) => onChange({ mapping, category, system: next })}
        />
      </Form.Item>
      <Form.Item label='没写类别的算' htmlFor='category'>
        <Select
          id='category'
          allowClear
          placeholder='不猜，标出来'
          value={category}
          options={PLACE_CATEGORY_CODES.map((value) => ({ value, label: PLACE_CATEGORIES[value].label }))}
          onChange={(next?: PlaceCategory) => onChange({ mapping, system, category: next })}
        />
      </Form.Item>
      <ColumnPicks
        fields={IMPORT_FIELDS}
        headings={headings}
        mapping={mapping}
        onChange={(next) => onChange({ system, category, mapping: next })}
      />
    </Form>
  )
}

const HINTS = {
  fresh: '这些会作为新地点写进去，显示“该核对了”，等人去看一眼。',
  like: '和已有的地点或前面的行很像，不选就不导入。合并是用这一行补上地址、电话、开门时间和说明，名字和位置不动。',
  wrong: '这些不会导入。在文件里改好再传，或者换右边的读法。',
}
const EMPTY = { fresh: '没有新的地点。', like: '没有像是重复的。', wrong: '每一行都读得懂。' }

const describe = ({ category, community, address, hours }: Row) => (
  <>
    <span className='note'>{[category, community, address].filter(Boolean).join('，')}</span>
    {hours && (
      <span className='nums'>
        开门时间读成：{hours.read}
        {hours.read !== hours.written && <span className='note'>（表里写的：{hours.written}）</span>}
      </span>
    )}
  </>
)

const farInWords = (metres: number) => (metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1)} 公里`)

const likeInWords = ({ name, address, row, why, metres }: NonNullable<Row['like']>) =>
  `${why.label}：${row === null ? '已有的' : `第 ${row} 行的`}“${name}”，${address}${metres > 0 ? `，相距 ${farInWords(metres)}` : ''}`
