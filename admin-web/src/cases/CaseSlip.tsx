import type { StaffCase } from '@yike/shared/cases/schemas'
import { instantInFull } from '@yike/shared/time/words'
import { PrintSheet } from '../kit/show/PrintSheet'

/** The slip that a caller at the counter takes home: the number to say, what it is, until when it is answered. */
export function CaseSlip({ item: { number, title, filedAt, address, promise, phone } }: { item: StaffCase }) {
  return (
    <PrintSheet label='打印回执' title='受理回执' stamp='' isHandedOut>
      <p className='sheet__number'>{number}</p>
      <p className='sheet__p'>打电话 {phone} 报这个编号，就能问办到哪一步。</p>
      <table>
        <tbody>
          <tr>
            <th>什么事</th>
            <td>{title}</td>
          </tr>
          {address && (
            <tr>
              <th>地点</th>
              <td>{address}</td>
            </tr>
          )}
          <tr>
            <th>什么时候来的</th>
            <td>{instantInFull(new Date(filedAt))}</td>
          </tr>
          {promise.dueAt && (
            <tr>
              <th>{promise.of === 'answer' ? '最晚答复' : '最晚办好'}</th>
              <td>{instantInFull(new Date(promise.dueAt))}</td>
            </tr>
          )}
        </tbody>
      </table>
    </PrintSheet>
  )
}
