import { rescheduleByStaff } from '@yike/shared/booking/endpoints'
import { listCalendar, previewBookingMove } from '@yike/shared/schedule/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { addDays, dayOf } from '@yike/shared/time/china'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { Loading } from '../kit/page/PageStates'
import { Icon } from '../kit/show/Icon'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock, fullDay, tie } from '../kit/show/text'
import { sittingName } from '../lib/sittingRows'
import { useRead, useWrite } from '../lib/query'
import { UNDO_SECONDS } from './MoveSitting'
import { GuardedModal } from '../kit/form/unsaved'

interface Props {
  booking: StaffBooking
  /** The target of the drag. */
  toSitting?: string
  onClose: () => void
}

const DAYS_AHEAD = 30

/** Moves one booking to another sitting of its service: whether it fits is shown before, and it can be undone. */
export function MoveBooking({ booking, toSitting, onClose }: Props) {
  const { message } = App.useApp()
  const now = useNow()
  const today = dayOf(now)
  const [target, setTarget] = useState(toSitting)
  const { data } = useRead(listCalendar, { from: today, to: addDays(today, DAYS_AHEAD), serviceId: booking.service.id })
  const options = (data?.items ?? []).filter(({ id, can }) => can.book && id !== booking.sitting.id)
  const preview = useRead(
    previewBookingMove,
    { id: booking.id, sittingId: target ?? '' },
    { enabled: target !== undefined },
  )
  const undo = useWrite(rescheduleByStaff, () => void message.success('放回去了'))
  const move = useWrite(rescheduleByStaff, (moved) => {
    void message.success({
      key: 'moved',
      duration: UNDO_SECONDS,
      content: (
        <>
          {moved.who.name}改到 {dayAndClock(moved.startsAt, now)}，号码 {moved.code}{' '}
          <Button type='link' size='small' onClick={() => undo.mutate({ id: moved.id, sittingId: booking.sitting.id })}>
            撤销
          </Button>
        </>
      ),
    })
    onClose()
  })
  return (
    <GuardedModal
      open
      title={`给${booking.who.name}改时间`}
      footer={null}
      width={480}
      destroyOnHidden
      onCancel={onClose}
    >
      <p className='note nums'>
        现在是 {dayAndClock(booking.startsAt, now)} {booking.sitting.title}
      </p>
      <Select
        className='wide'
        aria-label='改到哪一场'
        placeholder='改到哪一场'
        showSearch={{ optionFilterProp: 'label' }}
        value={target}
        onChange={setTarget}
        options={options.map((sitting) => ({
          value: sitting.id,
          label: `${fullDay(sitting.day)} ${sittingName(sitting)}`,
          left: Math.max(0, sitting.capacity - sitting.taken),
        }))}
        optionRender={({ data: option }) => (
          <span className='row'>
            {option.label}
            <span className='note push nums'>{option.left > 0 ? `余 ${tie(option.left, '位')}` : '满'}</span>
          </span>
        )}
      />
      {target && preview.isLoading && <Loading />}
      {preview.data && (
        <ul className='look' aria-label='会怎么样'>
          {preview.data.words.map((words) => (
            <li key={words} className={`row ${preview.data.fits ? '' : 'tone--late'}`}>
              <Icon name={preview.data.fits ? 'info' : 'warn'} size={16} />
              {words}
            </li>
          ))}
        </ul>
      )}
      <Refusal error={preview.error ?? move.error} />
      <div className='form-foot'>
        <Button
          type='primary'
          loading={move.isPending}
          disabled={!target || !preview.data?.fits}
          onClick={() => target && move.mutate({ id: booking.id, sittingId: target })}
        >
          改过去
        </Button>
        <Button type='text' onClick={onClose}>
          先不改
        </Button>
      </div>
    </GuardedModal>
  )
}
