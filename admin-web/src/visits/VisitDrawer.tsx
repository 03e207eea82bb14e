import { clockOf } from '@yike/shared/time/china'
import { getStaffVisit, listCarersOfSitting, reassignVisit } from '@yike/shared/visits/endpoints'
import type { CalendarVisit } from '@yike/shared/visits/schemas'
import { App, Button } from 'antd'
import { Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { Photos } from '../kit/show/Photos'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { GuardedDrawer } from '../kit/form/unsaved'

/** One visit: its report, and the other carers who could come, with the reason of each who cannot. */
export function VisitDrawer({
  visit,
  onClose,
}: {
  visit: Pick<CalendarVisit, 'bookingId' | 'sittingId' | 'can'>
  onClose: () => void
}) {
  const now = useNow()
  const { data, error, refetch } = useRead(getStaffVisit, { id: visit.bookingId })
  return (
    <GuardedDrawer open title={data ? `${data.who.name}的${data.service}` : '上门'} size={420} onClose={onClose}>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          <p className='nums'>
            {dayAndClock(data.startsAt, now)}，{data.carer ? `${data.carer.name}去` : '还没定谁去'}，{data.state.label}
          </p>
          {[
            { word: '到', one: data.checkedIn },
            { word: '走', one: data.checkedOut },
          ].map(
            ({ word, one }) =>
              one && (
                <p key={word} className='note nums'>
                  {`${clockOf(new Date(one.at))} ${word}`}
                  {one.metres !== null && `，离登记的地址 ${one.metres} 米`}
                  {one.reason && `，${one.reason}`}
                </p>
              ),
          )}
          {data.tasks.length > 0 && (
            <ul className='visits__tasks'>
              {data.tasks.map(({ name, done, reason }) => (
                <li key={name}>
                  {name}
                  <span className='note'>{done === null ? '' : done ? ' 做了' : ` 没做：${reason ?? ''}`}</span>
                </li>
              ))}
            </ul>
          )}
          {data.note && <p>{data.note}</p>}
          <Photos label='上门的照片' photos={data.photos} />
          {visit.can.move && <Others visit={visit} current={data.carer?.name} onDone={onClose} />}
        </>
      )}
    </GuardedDrawer>
  )
}

function Others({
  visit,
  current,
  onDone,
}: {
  visit: Pick<CalendarVisit, 'bookingId' | 'sittingId'>
  current: string | undefined
  onDone: () => void
}) {
  const { message } = App.useApp()
  const { may } = useMe()
  const { data } = useRead(listCarersOfSitting, { sittingId: visit.sittingId, bookingId: visit.bookingId })
  const give = useWrite(reassignVisit, ({ carer }) => {
    void message.success(`换成${carer.name}了`)
    onDone()
  })
  const others = data?.items.filter(({ name }) => name !== current) ?? []
  if (others.length === 0) return null
  return (
    <>
      <h2 className='lead visits__others'>换个人去</h2>
      <Refusal error={give.error} />
      <ul className='visits__tasks'>
        {others.map(({ id, name, free, why }) => (
          <li key={id} className='row'>
            <span className='strong'>{name}</span>
            <span className='note nums'>{why ?? '有空'}</span>
            {free && may('booking.book') && (
              <Button
                size='small'
                className='push'
                loading={give.isPending}
                onClick={() => give.mutate({ id: visit.bookingId, carerId: id })}
              >
                换成{name}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
