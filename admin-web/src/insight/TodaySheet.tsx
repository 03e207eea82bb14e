import type { StaffSitting } from '@yike/shared/booking/schemas'
import type { TodayView } from '@yike/shared/insight/schemas'
import { ArrivalBox } from '../kit/show/PrintSheet'
import { sittingName } from '../lib/sittingRows'
import { timeLeft } from './promiseLeft'

interface Props {
  first: TodayView['first']
  sittings: StaffSitting[]
  now: Date
}

/** 今日单: the first deadlines and today's sittings, to carry round the estate. */
export const TodaySheet = ({ first, sittings, now }: Props) => (
  <>
    <h2>先办的事</h2>
    <table>
      <thead>
        <tr>
          <th>办了</th>
          <th>还剩</th>
          <th>事情</th>
          <th>在哪儿、谁在办</th>
        </tr>
      </thead>
      <tbody>
        {first.map(({ type, id, title, detail, words, dueAt }) => (
          <tr key={`${type} ${id}`}>
            <td>
              <ArrivalBox />
            </td>
            <td>{dueAt && (words ?? timeLeft(dueAt, now))}</td>
            <td>
              <b>{title}</b>
            </td>
            <td>{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <h2>今天的场次</h2>
    <table>
      <thead>
        <tr>
          <th>时间</th>
          <th>服务</th>
          <th>地点</th>
          <th>已约</th>
        </tr>
      </thead>
      <tbody>
        {sittings.map((sitting) => (
          <tr key={sitting.id}>
            <td>{sittingName(sitting)}</td>
            <td>{sitting.serviceName}</td>
            <td>{sitting.placeName}</td>
            <td>
              {sitting.taken} / {sitting.capacity}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
)
