import { listStaffCases } from '@yike/shared/cases/endpoints'
import { mapStaffCases } from '@yike/shared/cases/map-endpoints'
import type { InputOf } from '@yike/shared/endpoint'
import type { Bounds } from '@yike/shared/geo/shape'
import { getGround } from '@yike/shared/territory/endpoints'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ClusterMap } from '../kit/map/ClusterMap'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useRead, useReadPages } from '../lib/query'
import { useQueryParams } from '../lib/useQueryParams'
import { Due } from './Due'

type Filters = Pick<
  InputOf<typeof mapStaffCases>,
  'view' | 'state' | 'kind' | 'categoryId' | 'assigneeId' | 'q' | 'supervised'
>
const DIGITS = 6
const asText = ({ west, south, east, north }: Bounds) =>
  [west, south, east, north].map((degrees) => degrees.toFixed(DIGITS)).join(',')
/** The part of the map that an address names; undefined without one. */
export function partIn(text: string | undefined): Bounds | undefined {
  const [west, south, east, north] = (text ?? '').split(',').map(Number)
  return [west, south, east, north].every((one) => one !== undefined && Number.isFinite(one))
    ? { west: west!, south: south!, east: east!, north: north! }
    : undefined
}

/**
 * The open cases on a map, by clusters or shades, with the list of those in sight beside it: everything that the map
 * shows can be read and opened there by keyboard. A cluster narrows the list to its own cases.
 */
export function CaseMap({ filters }: { filters: Filters }) {
  const first = useRead(mapStaffCases, filters, { keepLast: true, everySeconds: 60 })
  if (first.error && !first.data) return <Failed error={first.error} onRetry={first.refetch} />
  if (!first.data) return <Loading />
  const { bounds, total, unplaced } = first.data
  if (!bounds)
    return (
      <section className='pane'>
        <Empty
          text={
            total > 0
              ? `这样找到 ${total} 件，都没有在地图上标位置。换到列表看。`
              : '这样找没有没办完的诉求。换个条件，或者看列表。'
          }
        />
      </section>
    )
  return <Looked filters={filters} fit={bounds} unplaced={unplaced} />
}

function Looked({ filters, fit, unplaced }: { filters: Filters; fit: Bounds; unplaced: number }) {
  const [address, change] = useQueryParams()
  const [looked, setLooked] = useState<{ within: Bounds; zoom: number }>()
  const part = partIn(address.within)
  const asked = looked ? { within: asText(looked.within), zoom: looked.zoom } : {}
  const { data } = useRead(mapStaffCases, { ...filters, ...asked }, { keepLast: true, everySeconds: 60 })
  const middle = { lng: (fit.west + fit.east) / 2, lat: (fit.south + fit.north) / 2 }
  const ground = useRead(getGround, { near: `${middle.lng},${middle.lat}` })
  const isHeat = address.heat === '1'
  const within = part ? asText(part) : asked.within
  const clusters = (data?.clusters ?? []).map((one) => ({
    ...one,
    marked: one.late,
    label: `${one.count} 件没办完${one.late > 0 ? `，${one.late} 件超期` : ''}，看是哪些`,
  }))

  return (
    <div className='columns case-map'>
      <section className='pane columns__main'>
        <div className='row case-map__tools'>
          <Segmented
            aria-label='地图怎么画'
            options={[
              { label: '数字', value: '' },
              { label: '冷热', value: '1' },
            ]}
            value={isHeat ? '1' : ''}
            onChange={(heat) => change({ heat: heat || undefined })}
          />
          {unplaced > 0 && <span className='note'>还有 {unplaced} 件没标位置，在列表里</span>}
        </div>
        <ClusterMap
          label='诉求地图：圆圈里是件数，旁边的列表里都有'
          clusters={clusters}
          fit={part ?? fit}
          ground={ground.data}
          isHeat={isHeat}
          {...(part ? { chosen: part } : {})}
          onOpen={(cluster) => change({ within: asText(cluster.within) })}
          onLook={setLooked}
        />
      </section>
      <section className='pane columns__side'>
        <InSight filters={filters} within={within} part={part} onWhole={() => change({ within: undefined })} />
      </section>
    </div>
  )
}

/** The cases of the part of the map that is chosen, else of all that is in sight; those due first. */
function InSight({
  filters,
  within,
  part,
  onWhole,
}: {
  filters: Filters
  within: string | undefined
  part: Bounds | undefined
  onWhole: () => void
}) {
  const cases = useReadPages(listStaffCases, { ...filters, within }, { everySeconds: 60 })
  const items = cases.data
  return (
    <>
      <div className='pane__head'>
        <h2 className='lead' role='status'>
          {part ? '选中的这一块' : '地图上看得到的'}
          {items && `，${items.length}${cases.hasNextPage ? ' 件以上' : ' 件'}`}
        </h2>
        {part && (
          <Button size='small' className='push' onClick={onWhole}>
            看整张图
          </Button>
        )}
      </div>
      {cases.error && !items ? (
        <Failed error={cases.error} onRetry={cases.refetch} />
      ) : !items ? (
        <Loading />
      ) : items.length === 0 ? (
        <Empty text='这一块没有没办完的诉求。' />
      ) : (
        <ul className='case-map__list'>
          {items.map((item) => (
            <li key={item.id}>
              <Link to={`/cases/${item.id}`} className='case-map__row'>
                <Due promise={item.promise} />
                <span>
                  <span className='strong'>{item.title}</span>
                  <span className='note case-map__where'>
                    {[item.category?.name ?? item.kind.label, item.address, item.state.label]
                      .filter(Boolean)
                      .join('，')}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {cases.hasNextPage && (
        <Button block loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
          再看一些
        </Button>
      )}
    </>
  )
}
