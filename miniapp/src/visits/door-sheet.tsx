import { useState } from 'react'
import { View } from '@tarojs/components'
import { metresBetween } from '@yike/shared/geo/walking'
import { toApiTime } from '@yike/shared/time/china'
import { checkInVisit, checkOutVisit } from '@yike/shared/visits/endpoints'
import { NEAR_METRES, POSITION_WORDS } from '@yike/shared/visits/rules'
import type { CarerVisit } from '@yike/shared/visits/schemas'
import { Button } from '@/kit/base/button'
import { Field } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { tie } from '@/kit/base/text'
import { enqueue } from '@/lib/offline/offline-queue'
import { locate } from '@/lib/phone/position'

export type Way = 'in' | 'out'
const WAYS = {
  in: { route: checkInVisit, title: '到了', says: '到了', action: '记下位置，签到' },
  out: { route: checkOutVisit, title: '做完了，走', says: '走了', action: '记下位置，签退' },
} as const

interface Tap {
  at: string
  position: CarerVisit['position']
  metres: number | null
}

/** Explains first that the position is recorded and why; asks for the reason only where it is far or unknown. */
export function DoorSheet({ way, visit, onClose }: { way: Way; visit: CarerVisit; onClose: () => void }) {
  const { route, title, says, action } = WAYS[way]
  const [tap, setTap] = useState<Tap>()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [locating, setLocating] = useState(false)

  const tell = ({ at, position }: Tap, why?: string) => {
    void enqueue(
      route,
      { id: visit.bookingId, at, position, reason: why },
      { about: visit.bookingId, says: `${visit.who.name}家 ${says}` },
    )
    onClose()
  }
  const press = async () => {
    if (tap) {
      setTried(true)
      if (reason.trim().length > 0) tell(tap, reason.trim())
      return
    }
    const at = toApiTime(new Date())
    setLocating(true)
    const position = await locate()
    setLocating(false)
    const metres = position && visit.position ? Math.round(metresBetween(position, visit.position)) : null
    const now = { at, position, metres }
    if (position && (metres === null || metres <= NEAR_METRES)) tell(now)
    else setTap(now)
  }
  const problem = tap && (tap.position ? `离登记的地址 ${tap.metres} 米，写一句原因` : '没取到位置，写一句原因就行')
  return (
    <Sheet
      open
      title={`${visit.who.name}家，${title}`}
      brief={visit.address}
      onClose={onClose}
      foot={
        <Button look='main' block busy={locating && '正在取位置…'} onTap={() => void press()}>
          {tap ? `写好了，${way === 'in' ? '签到' : '签退'}` : action}
        </Button>
      }
    >
      <View className='phrase visits__say'>{tie(POSITION_WORDS)}</View>
      {problem && (
        <Field
          label='原因'
          value={reason}
          maxLength={100}
          placeholder='例如：陪着去卫生站了'
          help={problem}
          problem={tried && reason.trim().length === 0 ? problem : undefined}
          onChange={setReason}
        />
      )}
    </Sheet>
  )
}
