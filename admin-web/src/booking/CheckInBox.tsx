import { checkIn } from '@yike/shared/booking/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { receiveMeal } from '@yike/shared/meals/endpoints'
import { PAY_METHOD_CODES, PAY_METHODS } from '@yike/shared/meals/kinds'
import { Dropdown } from 'antd'
import { Icon } from '../kit/show/Icon'
import { yuan } from '../kit/show/text'
import { useWrite } from '../lib/query'

/** Whether an amount is due when they arrive. */
export const isDue = ({ details }: Pick<StaffBooking, 'details'>) => (details.meal?.dueFen ?? 0) > 0

/** Checks in by a click; where an amount is due, with the payment. */
export function useArrival(onArrived: () => void) {
  const arrive = useWrite(checkIn, onArrived)
  const receive = useWrite(receiveMeal, onArrived)
  return { arrive, receive, error: arrive.error ?? receive.error, isPending: arrive.isPending || receive.isPending }
}

export function CheckInBox({
  booking,
  arrival,
  isAsking,
  onAsk,
}: {
  booking: StaffBooking
  arrival: ReturnType<typeof useArrival>
  /** The form asks how it was paid. */
  isAsking: boolean
  onAsk: (isAsking: boolean) => void
}) {
  const { id, who, can, checkedInAt, details } = booking
  const hasCome = checkedInAt !== null
  const asksMoney = can.checkIn && isDue(booking)
  const due = yuan(details.meal?.dueFen ?? 0)
  const box = (
    <button
      type='button'
      role='checkbox'
      aria-checked={hasCome}
      aria-label={`${who.name} 到了`}
      className={`roll__box${hasCome ? ' roll__box--on' : ''}`}
      disabled={!can.checkIn || arrival.isPending}
      onClick={asksMoney ? undefined : () => arrival.arrive.mutate({ id })}
    >
      {hasCome && <Icon name='check' size={14} />}
    </button>
  )
  if (!asksMoney) return box
  return (
    <Dropdown
      autoFocus
      open={isAsking}
      onOpenChange={onAsk}
      trigger={['click']}
      menu={{
        items: [
          ...PAY_METHOD_CODES.map((method) => ({
            key: method,
            label: `到了，收${PAY_METHODS[method]} ${due}`,
            onClick: () => arrival.receive.mutate({ id, method }),
          })),
          { key: 'later', label: '到了，先不收', onClick: () => arrival.arrive.mutate({ id }) },
        ],
      }}
    >
      {box}
    </Dropdown>
  )
}
