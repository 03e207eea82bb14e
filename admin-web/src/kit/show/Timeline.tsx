import type { ReactNode } from 'react'
import { Icon } from './Icon'
import { StatusTag } from './Tag'

interface TimelineItem {
  key: string | number
  /** The event: 「社区收下了」. */
  what: string
  when: string
  who: string
  /** The words said with it. */
  why: string | null
  /** Only colleagues read it: it says so, and is not printed. */
  isInner?: boolean
  more?: ReactNode
}

interface Props {
  /** Newest first. */
  items: TimelineItem[]
  /** The next step, above them all; null when the case has ended. */
  next: string | null
}

/** Newest on top; the next step is hollow and dashed; each entry names its author and reason. */
export const Timeline = ({ items, next }: Props) => (
  <ol className='timeline'>
    {next && (
      <li className='timeline__i timeline__i--todo'>
        <span className='timeline__dot' />
        <span className='note'>{next}</span>
      </li>
    )}
    {items.map(({ key, what, when, who, why, isInner, more }, index) => (
      <li className={isInner ? 'timeline__i timeline__i--inner' : 'timeline__i'} key={key}>
        <span className={`timeline__dot timeline__dot--${index === 0 && next ? 'now' : 'done'}`}>
          {!(index === 0 && next) && <Icon name='check' size={12} />}
        </span>
        <div className='timeline__row'>
          <span className='strong'>{what}</span>
          {isInner && <StatusTag icon='lock'>只有同事看得到</StatusTag>}
          <span className='note nums'>{when}</span>
        </div>
        <div className='note'>{who}</div>
        {why && <p className='timeline__why'>{why}</p>}
        {more}
      </li>
    ))}
  </ol>
)
