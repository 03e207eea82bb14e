import type { SeriesView } from '@yike/shared/schedule/schemas'
import { addDays } from '@yike/shared/time/china'
import { StatusTag } from '../kit/show/Tag'
import { fullDay, tie } from '../kit/show/text'

const CLOSED_NAMED = 3

/** The series of a service: its lines, its different days, the last day with sittings. */
export const SeriesList = ({
  series,
  today,
  onChange,
}: {
  series: SeriesView[]
  today: string
  onChange: (one: SeriesView) => void
}) => (
  <ul className='series'>
    {series.map((one) => {
      const ahead = one.exceptions.filter(({ day }) => day >= today)
      return (
        <li key={one.id} className='series__i'>
          <div className='series__name'>
            <span className='strong'>{one.name}</span>
            {one.isOver && <StatusTag>结束了</StatusTag>}
            {one.isSettling && <StatusTag tone='soon'>正在改</StatusTag>}
          </div>
          <div className='series__facts nums'>
            {one.lines
              .filter(({ validTo }) => validTo === null || validTo >= today)
              .map(({ key, title, words, validFrom }) => (
                <p key={`${key}${validFrom}`}>
                  {title} {words}
                  {validFrom !== null && validFrom > today && <span className='note'>（{fullDay(validFrom)}起）</span>}
                </p>
              ))}
            <p className='note'>
              {[
                one.holidays.label,
                ahead.length > 0 &&
                  `${tie(ahead.length, '天')}不一样：${ahead
                    .slice(0, CLOSED_NAMED)
                    .map(({ day, reason }) => `${fullDay(day)}${reason ? ` ${reason}` : ''}`)
                    .join('、')}${ahead.length > CLOSED_NAMED ? '…' : ''}`,
                one.validTo ? `到 ${fullDay(one.validTo)} 为止` : '一直排',
                !one.isOver &&
                  one.madeUntil &&
                  `已经排到 ${fullDay(minDay(one.madeUntil, one.validTo ?? addDays(one.madeUntil, 1)))}`,
              ]
                .filter(Boolean)
                .join('；')}
            </p>
          </div>
          {one.can.edit && !one.isOver && (
            <button type='button' className='link-button push' onClick={() => onChange(one)}>
              改
            </button>
          )}
        </li>
      )
    })}
  </ul>
)

const minDay = (a: string, b: string) => (a < b ? a : b)
