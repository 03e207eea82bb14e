import type { Shape } from '@yike/shared/geo/shape'
import { getArea, getGround, listAreas } from '@yike/shared/territory/endpoints'
import type { AreaView } from '@yike/shared/territory/schemas'
import { Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { GroundMap, type ShownShape } from '../kit/map/GroundMap'
import { PageHead } from '../kit/page/PageHead'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useRead } from '../lib/query'
import { AreaPane, type Task } from './AreaPane'
import './territory.css'

/** 区划: the areas the person works for, their borders, and how they merge and split. */
export default function TerritoryPage() {
  const { id } = useParams()
  const roots = useRead(listAreas, {})
  const openId = id ?? roots.data?.items[0]?.id
  const area = useRead(getArea, { id: openId ?? '' }, { enabled: openId !== undefined, keepLast: true })
  if (roots.error && !roots.data) return <Failed error={roots.error} onRetry={roots.refetch} />
  if (area.error && !area.data) return <Failed error={area.error} onRetry={area.refetch} />
  if (roots.data && !openId) return <Empty text='还没有您管的区域。' />
  if (!area.data) return <Loading />
  return <Area key={area.data.id} area={area.data} />
}

function Area({ area }: { area: AreaView }) {
  const navigate = useNavigate()
  const [task, setTask] = useState<Task>()
  const [drawn, setDrawn] = useState<Shape | null>(null)
  const center = area.position ?? area.below.find(({ position }) => position)?.position ?? DONGYING
  const ground = useRead(getGround, { near: `${center.lng},${center.lat}` })
  const begin = (next: Task | undefined) => {
    setDrawn(next === 'draw' ? area.shape : null)
    setTask(next)
  }
  const isDrawing = task === 'draw' || task === 'split'
  return (
    <>
      <PageHead
        title={area.name}
        note={
          <nav aria-label='上级'>
            {[...area.above].reverse().map(({ id, name, canOpen }) => (
              <span key={id}>
                {canOpen ? <Link to={`/territory/${id}`}>{name}</Link> : name}
                {' / '}
              </span>
            ))}
            {area.level.label}
            {area.ended && `，${area.ended}`}
          </nav>
        }
      />
      <div className='columns territory'>
        <section className='pane territory__list'>
          <AreaList area={area} />
        </section>
        <section className='pane territory__map'>
          <GroundMap
            label={`${area.name}的地图`}
            center={center}
            ground={ground.data}
            shapes={shapesOf(area, task)}
            points={area.below.flatMap(({ name, level, position }) =>
              level === 'compound' && position ? [{ name, position }] : [],
            )}
            onOpen={(id) => void navigate(`/territory/${id}`)}
            drawing={isDrawing ? { shape: drawn, onChange: setDrawn } : undefined}
          />
        </section>
        <section className='pane columns__side territory__side'>
          <AreaPane area={area} task={task} drawn={drawn} onDraw={setDrawn} onTask={begin} />
        </section>
      </div>
    </>
  )
}

/** The middle of a map before anything was drawn. */
const DONGYING = { lng: 118.6746, lat: 37.4346 }

function shapesOf(area: AreaView, task: Task | undefined): ShownShape[] {
  const drawn = (tone: ShownShape['tone'], list: { id: string; name: string; shape: Shape | null }[]) =>
    list.flatMap(({ id, name, shape }) => (shape ? [{ id, name, shape, tone }] : []))
  return [
    ...drawn('beside', area.beside),
    ...(task === 'draw' ? [] : drawn('own', [area])),
    ...drawn('below', area.below),
    ...(task
      ? []
      : [
          ...area.borders.overlaps.map(({ shape }, at) => ({
            id: `overlap${at}`,
            name: '重叠',
            shape,
            tone: 'wrong' as const,
          })),
          ...(area.borders.uncovered && area.below.some(({ shape }) => shape)
            ? [{ id: 'uncovered', name: '没划到', shape: area.borders.uncovered.shape, tone: 'wrong' as const }]
            : []),
        ]),
  ]
}

/** Areas below this one, or areas found by name. */
function AreaList({ area }: { area: AreaView }) {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim())
  const below = useRead(listAreas, { parentId: area.id })
  const found = useRead(listAreas, { q }, { enabled: q !== '', keepLast: true })
  const shown = q ? found.data : below.data
  return (
    <>
      <Input.Search
        allowClear
        aria-label='找区域'
        placeholder='名字或代码，旧的也行'
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      {!shown ? (
        <Loading />
      ) : shown.items.length === 0 ? (
        <Empty text={q ? '没有叫这个的。' : '下面还没有区域。'} />
      ) : (
        <ul className='territory__rows'>
          {shown.items.map(({ id, name, level, code, hasShape, ended, former, childCount }) => (
            <li key={id}>
              <Link to={`/territory/${id}`} className='territory__row'>
                <span className='strong'>{name}</span>
                <span className='note'>
                  {[
                    level.label,
                    code,
                    ended,
                    childCount > 0 && `下面 ${childCount} 个`,
                    !hasShape && level.code !== 'compound' && '没画边界',
                    q && former.length > 0 && `以前是${former.join('、')}`,
                  ]
                    .filter(Boolean)
                    .join('，')}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
