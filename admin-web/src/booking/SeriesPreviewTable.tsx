import type { SeriesPreview } from '@yike/shared/schedule/schemas'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { fullDay, tie } from '../kit/show/text'

const TONES: Record<string, TagTone> = { make: 'go', move: 'soon', change: 'go', close: 'late' }
/** Days of one kind are one line, unless somebody is touched. */
const DAYS_NAMED = 6

type Row = SeriesPreview['rows'][number]

/** The effect of a change, before it happens: first the affected people, by name, then the rest by kind. */
export function SeriesPreviewTable({ preview }: { preview: SeriesPreview }) {
  const touching = preview.rows.filter(({ bookings }) => bookings.length > 0)
  const quiet = preview.rows.filter(({ bookings }) => bookings.length === 0)
  return (
    <section className='look' aria-label='会怎么样'>
      <p className='strong'>
        {preview.affected === 0
          ? '没有人受影响'
          : `碰到 ${tie(preview.affected, '份')}预约${preview.unfit > 0 ? `，其中 ${tie(preview.unfit, '份')}排不下` : '，都能跟着走'}`}
      </p>
      {touching.map((row) => (
        <Touched key={`${row.day}${row.title}`} row={row} />
      ))}
      {grouped(quiet).map(([label, rows]) => (
        <div key={label} className='look__line'>
          <StatusTag tone={TONES[rows[0]!.effect.code] ?? 'plain'}>{label}</StatusTag>
          <span className='nums'>
            {tie(rows.length, '场')}：{inWords(rows)}
          </span>
        </div>
      ))}
      {preview.closed.length > 0 && (
        <div className='look__line'>
          <StatusTag>休息</StatusTag>
          <span className='nums'>{closedInWords(preview.closed)}</span>
        </div>
      )}
      {preview.clashes.length > 0 && (
        <div className='look__line' role='alert'>
          <StatusTag tone='late'>屋子撞了</StatusTag>
          <span className='nums'>{clashesInWords(preview.clashes)}</span>
        </div>
      )}
      {preview.rows.length === 0 && <p className='note'>眼下排出来的场次都不用动。</p>}
    </section>
  )
}

function Touched({ row: { day, title, effect, before, after, bookings } }: { row: Row }) {
  return (
    <div className='look__day'>
      <p className='row'>
        <StatusTag tone={TONES[effect.code] ?? 'plain'}>{effect.label}</StatusTag>
        <span className='strong nums'>{namesDay(before) ? title : `${fullDay(day)} ${title}`}</span>
        <span className='note nums'>{[before, after].filter(Boolean).join(' → ')}</span>
      </p>
      <ul>
        {bookings.map(({ id, who, phoneLast4, seats, state, fits, why }) => (
          <li key={id} className='look__who'>
            <span>
              {who}
              {seats > 1 && ` × ${seats}`}{' '}
              <span className='note nums'>{[state.label, phoneLast4].filter(Boolean).join(' ')}</span>
            </span>
            {fits ? <StatusTag tone='done'>跟着走</StatusTag> : <span className='look__why tone--late'>{why}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A sitting that goes to another day says both days itself: 「2月5日 周四 11:30 → 2月7日 周六 11:30」. */
const namesDay = (before: Row['before']) => before !== null && !/^\d+:/.test(before)

const grouped = (rows: Row[]) => groups(rows, ({ effect }) => effect.label)

function groups<Item>(items: readonly Item[], by: (item: Item) => string) {
  const found = new Map<string, Item[]>()
  for (const item of items) found.set(by(item), [...(found.get(by(item)) ?? []), item])
  return [...found]
}

function inWords(rows: Row[]) {
  const days = [...new Set(rows.map(({ day }) => day))]
  const named =
    days.length > DAYS_NAMED
      ? [days[0]!, days[days.length - 1]!].map(fullDay).join(' 到 ')
      : days.map(fullDay).join('、')
  const [first] = rows
  const same = rows.every(({ before, after }) => before === first!.before && after === first!.after)
  if (!same || !first?.before || !first.after) return named
  const change = `${first.before} → ${first.after}`
  return namesDay(first.before) ? change : `${named}，${change}`
}

/** The days of one clash are one line: 「12月3日 周四、12月10日 周四 9:00-10:30 书画室已经有手机课堂」. */
const clashesInWords = (clashes: SeriesPreview['clashes']) =>
  groups(clashes, ({ words }) => words)
    .map(([words, days]) => {
      const named = days.slice(0, DAYS_NAMED).map(({ day }) => fullDay(day))
      return `${named.join('、')}${days.length > DAYS_NAMED ? ` 等 ${days.length} 天` : ''}，${words}`
    })
    .join('；')

/** 「春节 2月16日 周一 到 2月23日 周一」. */
const closedInWords = (closed: SeriesPreview['closed']) =>
  groups(closed, ({ why }) => why)
    .map(([why, days]) => {
      const [first, last] = [days[0]!.day, days[days.length - 1]!.day]
      return `${why} ${fullDay(first)}${first === last ? '' : ` 到 ${fullDay(last)}`}`
    })
    .join('；')
