import {
  PLACE_CATEGORIES,
  PLACE_CATEGORY_CODES,
  PLACE_STATUSES,
  PLACE_STATUS_CODES,
  type PlaceCategory,
  type PlaceStatus,
} from '@yike/shared/directory/categories'
import { exportPlaces, listCorrections, listStaffPlaces } from '@yike/shared/directory/endpoints'
import { STALE_DAYS } from '@yike/shared/directory/staleness'
import { App, Button, Dropdown, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { PagedTable } from '../kit/show/PagedTable'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { StatusTag } from '../kit/show/Tag'
import { useQueryParams } from '../lib/useQueryParams'
import { dayAndClock } from '../kit/show/text'
import { download } from '../lib/api'
import { useMe } from '../lib/useMe'
import { Corrections } from './Corrections'
import { Coverage } from './Coverage'
import { PremisesList } from './PremisesList'
import { useRead, useReadPages } from '../lib/query'
import { saveFile } from '../lib/saveFile'

const SHOWN = ['all', 'stale', 'corrections', 'coverage', 'premises'] as const

/** The places of the life circle, as residents find them, with the time of their last verification. */
export default function PlacesPage() {
  const navigate = useNavigate()
  const { may, mayInArea } = useMe()
  const [address, change] = useQueryParams()
  const stale = useRead(listStaffPlaces, { stale: true, limit: 1 })
  const staleCount = stale.data?.staleCount ?? 0
  const corrections = useRead(listCorrections, { limit: 1 }, { enabled: mayInArea('place.edit') })
  const show = SHOWN.find((one) => one === address.show) ?? 'all'
  return (
    <>
      <PageHead
        title='生活圈'
        note='居民一刻钟走得到的地方'
        beside={
          <Segmented<(typeof SHOWN)[number]>
            aria-label='看哪些地点'
            options={[
              { label: '全部', value: 'all' },
              { label: `${STALE_DAYS} 天没核对 ${staleCount}`, value: 'stale' },
              ...(corrections.data
                ? [{ label: `居民说不对 ${corrections.data.openCount}`, value: 'corrections' as const }]
                : []),
              ...(may('insight.read') ? [{ label: '缺什么', value: 'coverage' as const }] : []),
              { label: '用房', value: 'premises' },
            ]}
            value={show}
            onChange={(next) => change({ show: next === 'all' ? undefined : next })}
          />
        }
        tools={
          <>
            {(show === 'all' || show === 'stale') && <Filters address={address} onChange={change} />}
            <Export />
            {mayInArea('place.edit') && (
              <>
                <Button onClick={() => void navigate('/places/import')}>导入</Button>
                <Button type='primary' onClick={() => void navigate('/places/new')}>
                  加一个地点
                </Button>
              </>
            )}
          </>
        }
      />
      {show === 'coverage' ? (
        <Coverage />
      ) : (
        <section className='pane'>
          {show === 'premises' ? (
            <PremisesList />
          ) : show === 'corrections' ? (
            <Corrections />
          ) : (
            <Places
              filters={{
                q: address.q,
                category: address.category as PlaceCategory | undefined,
                status: address.status as PlaceStatus | undefined,
                stale: show === 'stale' || undefined,
              }}
            />
          )}
        </section>
      )}
    </>
  )
}

const FORMATS = {
  xlsx: { label: 'Excel 表格', extension: 'xlsx' },
  csv: { label: 'CSV 表格', extension: 'csv' },
  geojson: { label: '地图数据（GeoJSON）', extension: 'geojson' },
  hsds: { label: '给别的目录用（HSDS 数据包）', extension: 'hsds.zip' },
} as const

/** Exports every place of the person's areas, whatever the filters show. */
function Export() {
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const save = async (format: keyof typeof FORMATS) => {
    setBusy(true)
    try {
      saveFile(`生活圈地点.${FORMATS[format].extension}`, await download(exportPlaces, { format }))
    } catch (cause) {
      void message.error((cause as Error).message)
    }
    setBusy(false)
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: Object.entries(FORMATS).map(([key, { label }]) => ({ key, label })),
        onClick: ({ key }) => void save(key as keyof typeof FORMATS),
      }}
    >
      <Button loading={isBusy}>导出</Button>
    </Dropdown>
  )
}

type Address = ReturnType<typeof useQueryParams>

function Filters({ address, onChange }: { address: Address[0]; onChange: Address[1] }) {
  return (
    <>
      <Input.Search
        allowClear
        aria-label='找地点'
        placeholder='名字、拼音、地址'
        style={{ width: 220 }}
        defaultValue={address.q}
        onSearch={(q) => onChange({ q })}
      />
      <Select
        allowClear
        aria-label='类别'
        placeholder='全部类别'
        popupMatchSelectWidth={false}
        value={address.category}
        options={PLACE_CATEGORY_CODES.map((code) => ({ value: code, label: PLACE_CATEGORIES[code].label }))}
        onChange={(category) => onChange({ category })}
      />
      <Select
        allowClear
        aria-label='开不开'
        placeholder='开不开'
        popupMatchSelectWidth={false}
        value={address.status}
        options={PLACE_STATUS_CODES.map((code) => ({ value: code, label: PLACE_STATUSES[code] }))}
        onChange={(status) => onChange({ status })}
      />
    </>
  )
}

const STATUS_TONES = { active: 'done', paused: 'soon', closed: 'plain' } as const

interface PlaceFilters {
  q?: string
  category?: PlaceCategory
  status?: PlaceStatus
  stale?: boolean
}

function Places({ filters }: { filters: PlaceFilters }) {
  const navigate = useNavigate()
  const now = useNow()
  const places = useReadPages(listStaffPlaces, { ...filters, limit: 50 })
  return (
    <PagedTable
      pages={places}
      empty={filters.stale ? '都在 90 天里核对过。' : '这样找没有地点。换个条件看看。'}
      onOpen={({ id }) => void navigate(`/places/${id}`)}
      columns={[
        { title: '地点', key: 'name', render: (_, { name }) => <span className='strong'>{name}</span> },
        { title: '类别', key: 'category', render: (_, { category }) => category.label },
        {
          title: '现在',
          key: 'open',
          render: (_, { status, openState, alert }) => (
            <span className='row'>
              {status.code === 'active' ? (
                <span className='soft'>{openState ?? '没写时间'}</span>
              ) : (
                <StatusTag tone={STATUS_TONES[status.code as PlaceStatus]}>{status.label}</StatusTag>
              )}
              {alert && (
                <StatusTag tone='soon' icon='info'>
                  {alert}
                </StatusTag>
              )}
            </span>
          ),
        },
        {
          title: '地址',
          key: 'address',
          className: 'table__words',
          render: (_, place) => <span className='soft'>{place.address}</span>,
        },
        { title: '电话', key: 'phone', render: (_, { phone }) => phone ?? '没有' },
        { title: '服务', dataIndex: 'serviceCount', align: 'right' },
        {
          title: '核对过',
          key: 'verified',
          render: (_, { verifiedAt, verifiedBy, isStale }) => (
            <span className='row'>
              <span className='soft'>
                {verifiedAt ? [dayAndClock(verifiedAt, now), verifiedBy].filter(Boolean).join(' ') : '还没有'}
              </span>
              {isStale && (
                <StatusTag tone='soon' icon='clock'>
                  该核对了
                </StatusTag>
              )}
            </span>
          ),
        },
        {
          title: '',
          key: 'verb',
          align: 'right',
          render: (_, { can, name }) => (
            <button type='button' className='link-button' aria-label={`${can.edit ? '修改' : '看看'}：${name}`}>
              {can.edit ? '修改' : '看看'}
            </button>
          ),
        },
      ]}
    />
  )
}
