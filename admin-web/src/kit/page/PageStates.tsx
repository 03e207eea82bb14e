import { Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'

/** The states of a page without content: failed, loading, empty, in this order. */
export const Failed = ({ error, onRetry }: { error: Error; onRetry: () => unknown }) => (
  <div className='face' role='alert'>
    <EmptyArc tone='late' />
    <p>{error.message}</p>
    <Button onClick={() => void onRetry()}>再试</Button>
  </div>
)

const PATIENCE_MS = 300

/** An empty arc and two grey bars, and those only after a moment: most answers are there before. */
export function Loading() {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className='face' role='status' aria-label='正在打开'>
      {isLate && (
        <>
          <EmptyArc />
          <span className='face__bar' />
          <span className='face__bar face__bar--short' />
        </>
      )}
    </div>
  )
}

/** A fact, and a way on. */
export const Empty = ({ text, children }: { text: string; children?: ReactNode }) => (
  <div className='face'>
    <EmptyArc />
    <p>{text}</p>
    {children}
  </div>
)

const EmptyArc = ({ tone = 'plain' }: { tone?: 'plain' | 'late' }) => (
  <svg className={`dial dial--m dial--${tone}`} viewBox='0 0 100 100' aria-hidden>
    <path
      d='M4 4.5A91.5 91.5 0 0 1 95.5 96'
      pathLength={100}
      strokeDasharray={tone === 'late' ? '14 8' : undefined}
      strokeWidth={9}
      className={tone === 'late' ? 'dial__hand' : 'dial__track'}
    />
  </svg>
)
