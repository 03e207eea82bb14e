import { acceptByStaff, declineByStaff } from '@yike/shared/booking/endpoints'
import type { StaffBooking } from '@yike/shared/booking/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button, Buttons } from '@/kit/base/button'
import { useAction } from '@/lib/api/use-action'

/** 答应 and 不要, answered on the phone. `onChange` runs afterwards. */
export function useOffer(onChange: () => void) {
  const accept = useAction(acceptByStaff)
  const decline = useAction(declineByStaff)
  const then = (doing: Promise<StaffBooking | null>) => doing.then((changed) => changed && onChange())
  return {
    accept: (id: string) => then(accept.run({ id })),
    decline: (id: string) => then(decline.run({ id })),
    busy: accept.busy || decline.busy,
    error: accept.error ?? decline.error,
  }
}

/**
 * 「轮到了，今天 14:00 前答应」, 「前面 2 位，上次没轮上：空出 1 位，不够 2 位」; null for a booking that does not
 * wait.
 */
export function offerInWords({ waiting, offerUntil }: StaffBooking) {
  if (offerUntil) return `轮到了，${momentInWords(offerUntil, new Date())} 前答应`
  if (!waiting) return null
  const ahead = waiting.ahead === null ? null : waiting.ahead === 0 ? '排第一' : `前面 ${waiting.ahead} 位`
  return [ahead, waiting.passedOver && `上次没轮上：${waiting.passedOver}`].filter(Boolean).join('，')
}

/** The two answers, one tap each. */
export function OfferButtons({
  booking: { id, can },
  turn,
}: {
  booking: StaffBooking
  turn: ReturnType<typeof useOffer>
}) {
  if (!can.accept && !can.decline) return null
  return (
    <Buttons>
      {can.decline && (
        <Button off={turn.busy} onTap={() => void turn.decline(id)}>
          不要
        </Button>
      )}
      {can.accept && (
        <Button look='main' off={turn.busy} onTap={() => void turn.accept(id)}>
          答应
        </Button>
      )}
    </Buttons>
  )
}
