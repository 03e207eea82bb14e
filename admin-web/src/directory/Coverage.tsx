import type { PlaceCategory } from '@yike/shared/directory/categories'
import { gainsOf, isReached } from '@yike/shared/directory/coverage'
import { getCoverage } from '@yike/shared/directory/endpoints'
import type { Coverage as CoverageView } from '@yike/shared/directory/schemas'
import { toCsv } from '@yike/shared/csv'
import type { LngLat, Pace } from '@yike/shared/geo/walking'
import { getGround } from '@yike/shared/territory/endpoints'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { PositionField } from '../kit/map/PositionField'
import { tie } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import './coverage.css'

/**
 * 缺什么: the categories that the residential compounds reach on foot, against the standard, and the effect of one more
 * place.
 */
export function Coverage() {
  const { me } = useMe()
  const [pace, setPace] = useState<Pace>('adult')
  const [chosen, setChosen] = useState<string>()
  const communities = me?.communities ?? []
  const communityId = chosen ?? communities[0]?.id
  const { data, error, refetch } = useRead(
    getCoverage,
    { communityId: communityId ?? '', pace },
    { enabled: communityId !== undefined, keepLast: true },
  )
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  const choice = communities.length > 1 && (
    <Select
      aria-label='哪个社区'
      popupMatchSelectWidth={false}
      value={communityId}
      options={communities.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={setChosen}
    />
  )
  if (data.compounds.length === 0)
    return (
      <section className='pane'>
        {choice}
        <Empty text='还没有登记小区，算不出哪里缺什么。' />
      </section>
    )
  return (
    <div className='columns'>
      <section className='pane columns__main'>
        <div className='pane__head'>
          <h2 className='lead'>{summaryOf(data)}</h2>
          <span className='row push'>
            {choice}
            <Segmented<Pace>
              aria-label='按谁的步子'
              value={pace}
              options={[
                { label: '平常走', value: 'adult' },
                { label: '老人走', value: 'elder' },
              ]}
              onChange={setPace}
            />
            <Button onClick={() => saveFile(`${data.community.name}缺什么.csv`, tableOf(data))}>导出表格</Button>
          </span>
        </div>
        <Table coverage={data} />
        <p className='note'>
          走 {data.standard.minutes} 分钟以内算够得着，格子里是到最近一处的分钟数。依据：{data.standard.version}。
        </p>
      </section>
      <section className='pane columns__side'>
        <WhatIf key={data.community.id} coverage={data} />
      </section>
    </div>
  )
}

/** The number of compounds that lack each category, in the order of the standard. */
const lacking = (coverage: CoverageView) =>
  coverage.standard.categories.map(
    (_, at) =>
      coverage.compounds.filter(({ minutes }) => !isReached(minutes[at] ?? null, coverage.standard.minutes)).length,
  )

function summaryOf(coverage: CoverageView) {
  const complete = coverage.compounds.filter(({ score }) => score === 100).length
  const lacks = lacking(coverage)
  const most = Math.max(...lacks)
  const names = coverage.standard.categories.filter((_, at) => lacks[at] === most).map(({ label }) => label)
  if (most === 0) return `${tie(coverage.compounds.length, '个小区')}样样够得着`
  return `${tie(coverage.compounds.length, '个小区')}里 ${complete} 个样样够得着，缺得最多的是${names.slice(0, 3).join('、')}`
}

const tableOf = (coverage: CoverageView) =>
  toCsv([
    ['小区', '够得着（%）', ...coverage.standard.categories.map(({ label }) => `${label}（分钟）`)],
    ...coverage.compounds.map(({ name, score, minutes }) => [name, score, ...minutes]),
    ['缺的小区数', null, ...lacking(coverage)],
  ])

function Table({ coverage }: { coverage: CoverageView }) {
  const rows = [...coverage.compounds].sort((a, b) => a.score - b.score)
  return (
    <div className='table-wrap'>
      <table className='coverage nums'>
        <thead>
          <tr>
            <th scope='col'>小区</th>
            <th scope='col'>够得着</th>
            {coverage.standard.categories.map(({ code, label }) => (
              <th key={code} scope='col' className='coverage__category'>
                <span>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, score, minutes }) => (
            <tr key={id}>
              <th scope='row'>{name}</th>
              <td>{score}%</td>
              {minutes.map((one, at) => (
                <td key={at} className={isReached(one, coverage.standard.minutes) ? '' : 'coverage__hole'}>
                  {one ?? '没有'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope='row'>缺的小区</th>
            <td />
            {lacking(coverage).map((count, at) => (
              <td key={at}>{count === 0 ? '' : count}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** Tries a place at a position and shows who would reach it. Nothing is saved. */
function WhatIf({ coverage }: { coverage: CoverageView }) {
  const categories = coverage.standard.categories.map(({ code }) => code as PlaceCategory)
  const lacks = lacking(coverage)
  const [category, setCategory] = useState(categories[lacks.indexOf(Math.max(...lacks))]!)
  const [position, setPosition] = useState<LngLat>()
  const center = coverage.community.position
  const ground = useRead(getGround, { near: `${center.lng},${center.lat}` })
  const gains =
    position &&
    gainsOf(
      coverage.compounds,
      categories,
      { category, position },
      { minutes: coverage.standard.minutes, pace: coverage.pace },
    )
  return (
    <>
      <h2 className='lead'>要是在这儿加一处</h2>
      <Select
        aria-label='加哪一类'
        className='coverage__select'
        value={category}
        options={coverage.standard.categories.map(({ code, label }) => ({ value: code as PlaceCategory, label }))}
        onChange={setCategory}
      />
      <PositionField
        center={center}
        ground={ground.data}
        value={position}
        marks={coverage.compounds.map(({ name, position: at, score }) => ({ name, position: at, share: score / 100 }))}
        onChange={setPosition}
      />
      <p role='status'>
        {!gains
          ? '在图上点一个地方，看哪些小区会走得到。'
          : gains.length === 0
            ? '没有小区因此多一样：不是已经有，就是还太远。'
            : `${gains.map(({ name }) => name).join('、')}会走得到。`}
      </p>
    </>
  )
}
