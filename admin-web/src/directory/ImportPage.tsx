import { PLACE_CATEGORIES, PLACE_CATEGORY_CODES, type PlaceCategory } from '@yike/shared/directory/categories'
import { confirmImport, getImport, previewImport } from '@yike/shared/directory/endpoints'
import { IMPORT_FIELDS, IMPORT_FIELD_CODES, type ImportSettings } from '@yike/shared/directory/import'
import type { ImportPreview, PlaceImport } from '@yike/shared/directory/upkeep-schemas'
import { COORDINATE_SYSTEMS, COORDINATE_SYSTEM_CODES } from '@yike/shared/geo/systems'
import { Button, Form, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock, tie } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { ImportResult } from './ImportResult'
import './import.css'

const isMoving = (record?: PlaceImport) => record?.state.code === 'writing' || record?.state.code === 'undoing'
const secondsToWait = (record?: PlaceImport) => (isMoving(record) ? 1 : undefined)

/** One file: previewed before it is written, watched meanwhile, and undone when it was wrong. */
export default function ImportPage() {
  const { id = '' } = useParams()
  const now = useNow()
  const { data, error, refetch } = useRead(getImport, { id }, { everySeconds: secondsToWait })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <PageHead title={data.fileName} note={`${data.by}，${dayAndClock(data.at, now)}，${tie(data.rowCount, '行')}`} />
      {data.state.code === 'open' ? <PreviewOfImport record={data} /> : <ImportResult record={data} />}
    </>
  )
}

type Row = ImportPreview['rows'][number]
type Choice = 'leave' | 'merge' | 'keep'

/** The effect of each row, and the settings it depends on. */
function PreviewOfImport({ record }: { record: PlaceImport }) {
  const [settings, setSettings] = useState<ImportSettings>({ mapping: record.mapping, system: record.system })
  const [choices, setChoices] = useState<Record<number, Choice>>({})
  const preview = useRead(previewImport, { id: record.id, ...settings }, { keepLast: true })
  const confirm = useWrite(confirmImport)
  const rows = preview.data?.rows ?? []
  const chosen = (choice: Choice) => rows.filter(({ at, like }) => like && choices[at] === choice).map(({ at }) => at)
  const fresh = rows.filter(({ problems, like }) => problems.length === 0 && !like)
  const [merge, keep] = [chosen('merge'), chosen('keep')]
  const count = fresh.length + merge.length + keep.length
  return (
    <div className='columns'>
      <section className='pane columns__main'>
        {preview.error && !preview.data ? (
          <Failed error={preview.error} onRetry={preview.refetch} />
        ) : !preview.data ? (
          <Loading />
        ) : (
          <Rows
            rows={rows}
            fresh={fresh}
            choices={choices}
            onChoose={(at, choice) =>
              setChoices((before) => ({ ...before, ...Object.fromEntries(at.map((one) => [one, choice])) }))
            }
          />
        )}
      </section>
      <section className='pane columns__side'>
        <Settings record={record} settings={settings} onChange={setSettings} />
        <Refusal error={confirm.error} />
        <div className='form-foot'>
          <Button
            type='primary'
            block
            disabled={count === 0 || preview.isPlaceholderData}
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ id: record.id, ...settings, merge, keep })}
          >
            {count === 0 ? '没有能导入的' : `导入 ${tie(count, '处')}`}
          </Button>
        </div>
      </section>
    </div>
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
      <h2 className='lead import__lead'>哪一列是什么</h2>
      <div className='import__columns'>
        {IMPORT_FIELD_CODES.map((field) => (
          <label key={field} className='import__column'>
            <span>{IMPORT_FIELDS[field].label}</span>
            <Select
              allowClear
              aria-label={`${IMPORT_FIELDS[field].label}在哪一列`}
              placeholder='没有这一列'
              value={mapping[field]}
              options={headings.map((heading, value) => ({ value, label: heading || `第 ${value + 1} 列` }))}
              onChange={(column?: number) => {
                const { [field]: _, ...others } = mapping
                onChange({ system, category, mapping: column === undefined ? others : { ...others, [field]: column } })
              }}
            />
          </label>
        ))}
      </div>
    </Form>
  )
}

const KINDS = ['fresh', 'like', 'wrong'] as const
/** Rows shown at once: nobody reads more, and the counts cover the rest. */
const SHOWN = 200

function Rows({
  rows,
  fresh,
  choices,
  onChoose,
}: {
  rows: Row[]
  fresh: Row[]
  choices: Record<number, Choice>
  onChoose: (at: number[], choice: Choice) => void
}) {
  const lists = {
    fresh,
    like: rows.filter(({ like }) => like),
    wrong: rows.filter(({ problems }) => problems.length > 0),
  }
  const [picked, setPicked] = useState<(typeof KINDS)[number]>()
  const kind = picked ?? KINDS.find((one) => lists[one].length > 0) ?? 'fresh'
  const shown = lists[kind].slice(0, SHOWN)
  const known = lists.like.filter(({ like }) => like!.id)
  return (
    <>
      <div className='pane__head'>
        <Segmented<(typeof KINDS)[number]>
          aria-label='看哪些行'
          value={kind}
          options={[
            { value: 'fresh', label: `新的 ${lists.fresh.length}` },
            { value: 'like', label: `可能重复 ${lists.like.length}` },
            { value: 'wrong', label: `有问题 ${lists.wrong.length}` },
          ]}
          onChange={setPicked}
        />
        {kind === 'like' && known.length > 1 && (
          <span className='row push'>
            <Button
              onClick={() =>
                onChoose(
                  known.map(({ at }) => at),
                  'merge',
                )
              }
            >
              已有的都合并
            </Button>
            <Button
              onClick={() =>
                onChoose(
                  lists.like.map(({ at }) => at),
                  'leave',
                )
              }
            >
              都不要
            </Button>
          </span>
        )}
      </div>
      <p className='note import__hint'>
        {
          {
            fresh: '这些会作为新地点写进去，显示“该核对了”，等人去看一眼。',
            like: '和已有的地点或前面的行很像，不选就不导入。合并是用这一行补上地址、电话、开门时间和说明，名字和位置不动。',
            wrong: '这些不会导入。在文件里改好再传，或者换右边的读法。',
          }[kind]
        }
      </p>
      {shown.length === 0 ? (
        <Empty text={{ fresh: '没有新的地点。', like: '没有像是重复的。', wrong: '每一行都读得懂。' }[kind]} />
      ) : (
        <ul className='import__rows'>
          {shown.map((row) => (
            <li key={row.at} className='import__row'>
              <span className='note nums import__n'>第 {row.row} 行</span>
              <div className='import__words'>
                <span className='strong'>{row.name || '没有名字'}</span>
                <span className='note'>{[row.category, row.community, row.address].filter(Boolean).join('，')}</span>
                {row.hours && (
                  <span className='nums'>
                    开门时间读成：{row.hours.read}
                    {row.hours.read !== row.hours.written && (
                      <span className='note'>（表里写的：{row.hours.written}）</span>
                    )}
                  </span>
                )}
                {row.problems.map((problem) => (
                  <span key={problem} className='tone--late'>
                    {problem}
                  </span>
                ))}
                {row.doubts.map((doubt) => (
                  <span key={doubt} className='tone--soon'>
                    {doubt}
                  </span>
                ))}
                {row.like && <span className='tone--soon'>{likeInWords(row.like)}</span>}
              </div>
              {row.like && (
                <Segmented<Choice>
                  aria-label={`第 ${row.row} 行 ${row.name}`}
                  value={choices[row.at] ?? 'leave'}
                  options={[
                    { value: 'leave', label: '不要' },
                    ...(row.like.id ? [{ value: 'merge' as const, label: '合并' }] : []),
                    ...(row.like.canKeep ? [{ value: 'keep' as const, label: '当作新的' }] : []),
                  ]}
                  onChange={(choice) => onChoose([row.at], choice)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {lists[kind].length > SHOWN && (
        <p className='note import__hint'>
          先列前 {tie(SHOWN, '行')}，一共 {tie(lists[kind].length, '行')}。
        </p>
      )}
    </>
  )
}

const farInWords = (metres: number) => (metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1)} 公里`)

const likeInWords = ({ name, address, row, why, metres }: NonNullable<Row['like']>) =>
  `${why.label}：${row === null ? '已有的' : `第 ${row} 行的`}“${name}”，${address}${metres > 0 ? `，相距 ${farInWords(metres)}` : ''}`
