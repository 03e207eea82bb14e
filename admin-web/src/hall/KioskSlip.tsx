import { useEffect, useRef } from 'react'
import type { Slip } from '@yike/shared/hall/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Icon } from '../kit/show/Icon'

interface Props {
  /** Null where no number is needed: straight to the service. */
  slip: Slip | null
  said?: string
  prints: boolean
  onHome: () => void
}

/** The number, large, and on paper where the device has a printer. */
export function SlipPage({ slip, said, prints, onHome }: Props) {
  const printed = useRef(false)
  useEffect(() => {
    if (!slip || !prints || printed.current) return
    printed.current = true
    window.print()
  }, [slip, prints])

  return (
    <div className='slip'>
      {said && (
        <p className='kiosk__done' role='status'>
          <Icon name='check' size={44} />
          {said}
        </p>
      )}
      {slip ? (
        <article className='slip__paper'>
          <h2>{slip.placeName}</h2>
          <p>{slip.lineName}</p>
          <strong className='nums'>{slip.code}</strong>
          <p>{slip.windows.length > 0 && `到 ${slip.windows.join('、')} 号窗口，`}叫到再过去</p>
          <p>{slip.words}</p>
          <small className='nums'>{momentInWords(slip.takenAt, new Date(slip.takenAt))} 取号，当天有效</small>
        </article>
      ) : (
        <p className='slip__straight'>不用取号，直接过去就行。</p>
      )}
      <div className='kiosk__feet'>
        {slip && prints && (
          <button type='button' className='kiosk__plain' onClick={() => window.print()}>
            再打一张
          </button>
        )}
        {slip && !prints && <span className='slip__hint'>记住这个号，或者拍张照</span>}
        <button type='button' className='kiosk__main' onClick={onHome}>
          好了
        </button>
      </div>
    </div>
  )
}
