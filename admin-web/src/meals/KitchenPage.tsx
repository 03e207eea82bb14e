import { getKitchen } from '@yike/shared/meals/endpoints'
import type { KitchenRow, KitchenSitting } from '@yike/shared/meals/schemas'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { Link } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PrintSheet } from '../kit/show/PrintSheet'
import { StatusTag } from '../kit/show/Tag'
import { fullDay, tie, yuan } from '../kit/show/text'
import { useQueryParams } from '../lib/useQueryParams'
import { useRead } from '../lib/query'
import { DayTools } from './DayTools'
import { Labels } from './Labels'
import { MealsHead } from './MealsHead'
import './meals.css'

const nameOf = ({ startsAt, serviceName, title }: KitchenSitting) =>
  `${clockOf(new Date(startsAt))} ${title.startsWith(serviceName) ? title : `${serviceName} ${title}`}`

/** The meals of a day: counts for the kitchen, labels for the boxes, the route of the deliveries. */
export default function KitchenPage() {
  const today = dayOf(useNow())
  const [address, change] = useQueryParams()
  const day = address.day ?? today
  const { data, error, refetch } = useRead(getKitchen, { day }, { keepLast: true, everySeconds: 60 })
  const sittings = (data?.sittings ?? []).filter(({ placeId }) => !address.place || placeId === address.place)
  const chosen = sittings.filter(({ sittingId }) => !address.sitting || sittingId === address.sitting)
  const boxed = chosen.flatMap((sitting) => sitting.rows.filter(({ mode }) => mode.code !== 'eat_in'))
  const stamp = `${fullDay(day)} · ${[...new Set(chosen.map(({ placeName }) => placeName))].join('、')}`

  return (
    <>
      <MealsHead
        title={day === today ? '今天的厨房' : `${fullDay(day)}的厨房`}
        tools={
          <>
            <DayTools
              day={day}
              onChange={(next) => change({ day: next === today ? undefined : next, sitting: undefined })}
            />
            {chosen.length > 0 && (
              <>
                <PrintSheet label='打印厨房单' title='厨房单' stamp={stamp}>
                  {chosen.map((sitting) => (
                    <KitchenSheet key={sitting.sittingId} sitting={sitting} />
                  ))}
                </PrintSheet>
                {chosen.some(({ route }) => route.length > 0) && (
                  <PrintSheet label='打印送餐单' title='送餐单' stamp={stamp}>
                    {chosen.map((sitting) => (
                      <RouteSheet key={sitting.sittingId} sitting={sitting} />
                    ))}
                  </PrintSheet>
                )}
                {boxed.length > 0 && (
                  <>
                    <PrintSheet label='标签 A4' title='标签' stamp='' paper='labels-a4'>
                      <Labels sittings={chosen} />
                    </PrintSheet>
                    <PrintSheet label='标签 60×40' title='标签' stamp='' paper='labels-60x40'>
                      <Labels sittings={chosen} />
                    </PrintSheet>
                  </>
                )}
              </>
            )}
          </>
        }
      />
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : sittings.length === 0 ? (
        <section className='pane'>
          <Empty text={`${fullDay(day)}没有排餐。`}>
            <Link to='/services?kind=meal'>去服务里排</Link>
          </Empty>
        </section>
      ) : (
        <div className='kitchen'>
          {sittings.map((sitting) => (
            <Sitting key={sitting.sittingId} sitting={sitting} day={day} />
          ))}
        </div>
      )}
    </>
  )
}

function Sitting({ sitting, day }: { sitting: KitchenSitting; day: string }) {
  const { sittingId, placeName, servings, modes, dishes, diets, route, rows, routeMinutes } = sitting
  return (
    <section className='pane kitchen__i' aria-label={nameOf(sitting)}>
      <div className='row'>
        <h2 className='lead nums'>{nameOf(sitting)}</h2>
        <span className='note'>{placeName}</span>
        <Link className='push' to={`/bookings?day=${day}&sitting=${sittingId}`}>
          名单和签到
        </Link>
      </div>
      {servings === 0 ? (
        <p className='note'>还没有人订。</p>
      ) : (
        <div className='kitchen__cols'>
          <div>
            <p className='kitchen__sum'>
              <b className='nums'>{servings}</b> 份
            </p>
            <ul className='figures'>
              {modes.map(({ code, label, count }) => (
                <Figure key={code} name={label} count={count} />
              ))}
            </ul>
          </div>
          <div>
            <h3 className='strong'>菜</h3>
            <ul className='figures'>
              {dishes.map(({ name, count }) => (
                <Figure key={name} name={name} count={count} />
              ))}
            </ul>
          </div>
          <div>
            <h3 className='strong'>另做</h3>
            {diets.length === 0 ? (
              <p className='note'>没有人提要求。</p>
            ) : (
              <ul className='figures'>
                {diets.map(({ name, count, byMode }) => (
                  <Figure
                    key={name}
                    name={name}
                    count={count}
                    brief={byMode.map((one) => `${one.name} ${one.count}`).join('，')}
                  />
                ))}
              </ul>
            )}
            {rows
              .filter(({ note }) => note)
              .map(({ bookingId, name, note }) => (
                <p key={bookingId} className='kitchen__note'>
                  {name}：{note}
                </p>
              ))}
          </div>
          <div>
            <h3 className='strong nums'>{route.length > 0 ? `送餐路线，走 ${tie(routeMinutes, '分钟')}` : '送餐'}</h3>
            {route.length === 0 && <p className='note'>没有要送的。</p>}
            <ol className='route'>
              {route.map(({ building, metres, bookingIds }) => (
                <li key={building}>
                  <span className='strong'>{building}</span>{' '}
                  {metres !== null && <span className='note nums'>{tie(metres, '米')}</span>}
                  {bookingIds.map((id) => {
                    const row = rows.find(({ bookingId }) => bookingId === id)
                    return row && <Door key={id} row={row} building={building} />
                  })}
                </li>
              ))}
            </ol>
          </div>
        </div>
      )}
    </section>
  )
}

function Figure({ name, count, brief }: { name: string; count: number; brief?: string }) {
  return (
    <li>
      <span>
        {name}
        {brief && <span className='note nums'> {brief}</span>}
      </span>
      <b className='nums'>{count}</b>
    </li>
  )
}

const doorOf = ({ address }: KitchenRow, building: string) => (address ?? '').replace(building, '').trim()

function Door({ row, building }: { row: KitchenRow; building: string }) {
  const { name, mark, doorNote } = row
  return (
    <div className='route__door'>
      <span>
        {doorOf(row, building)} {name}
        {doorNote && <span className='note'>（{doorNote}）</span>}
      </span>
      {mark && <StatusTag tone={mark.code === 'delivered' ? 'done' : 'late'}>{mark.label}</StatusTag>}
    </div>
  )
}

const wishesOf = ({ diets, dishes, note }: KitchenRow) =>
  [
    ...diets.map(({ label }) => label),
    ...dishes.map(({ name, count }) => (count > 1 ? `${name}×${count}` : name)),
    note,
  ]
    .filter(Boolean)
    .join('，')

/** 厨房单: the dishes to cook, and below them each person's meal. */
const KitchenSheet = ({ sitting }: { sitting: KitchenSitting }) => (
  <>
    <h2>
      {nameOf(sitting)}：{sitting.servings} 份（
      {sitting.modes.map(({ label, count }) => `${label} ${count}`).join('，')}）
    </h2>
    <p className='sheet__p'>{sitting.dishes.map(({ name, count }) => `${name} ${count}`).join('　')}</p>
    {sitting.diets.length > 0 && (
      <p className='sheet__p'>另做：{sitting.diets.map(({ name, count }) => `${name} ${count}`).join('　')}</p>
    )}
    <table>
      <thead>
        <tr>
          <th>号</th>
          <th>姓名</th>
          <th>份数</th>
          <th>怎么取</th>
          <th>要求</th>
        </tr>
      </thead>
      <tbody>
        {sitting.rows
          .filter((row) => wishesOf(row) !== '' || row.seats > 1)
          .map((row) => (
            <tr key={row.bookingId}>
              <td>{row.code}</td>
              <td>
                <b>{row.name}</b>
              </td>
              <td>{row.seats}</td>
              <td>{row.mode.label}</td>
              <td>{wishesOf(row)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  </>
)

/** 送餐单: door by door, with a box to mark and the amount to collect. */
const RouteSheet = ({ sitting }: { sitting: KitchenSitting }) => (
  <>
    <h2>
      {nameOf(sitting)}，走 {sitting.routeMinutes} 分钟
    </h2>
    <table>
      <thead>
        <tr>
          <th>送到</th>
          <th>楼</th>
          <th>门</th>
          <th>姓名</th>
          <th>电话</th>
          <th>份数</th>
          <th>收</th>
          <th>要求</th>
        </tr>
      </thead>
      <tbody>
        {sitting.route.flatMap(({ building, bookingIds }) =>
          bookingIds.flatMap((id) => {
            const row = sitting.rows.find(({ bookingId }) => bookingId === id)
            if (!row) return []
            return [
              <tr key={id}>
                <td>
                  <span className='sheet__box' />
                </td>
                <td>{building}</td>
                <td>{doorOf(row, building)}</td>
                <td>
                  <b>{row.name}</b>
                </td>
                <td>{row.phone}</td>
                <td>{row.seats}</td>
                <td>{row.paid ? '收过了' : yuan(row.dueFen)}</td>
                <td>{[wishesOf(row), row.doorNote].filter(Boolean).join('，')}</td>
              </tr>,
            ]
          }),
        )}
      </tbody>
    </table>
  </>
)
