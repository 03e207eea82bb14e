import type { EntryChanges } from '@yike/shared/directory/schemas'
import type { Endpoint } from '@yike/shared/endpoint'
import { Button } from 'antd'
import { useState } from 'react'
import { useNow } from '../kit/hooks/useNow'
import { dayAndClock } from '../kit/show/text'
import { useRead } from '../lib/query'

const SHOWN = 8

/** The changes of an entry with their authors; nothing where there are none. */
export function ChangeLog({ of, id }: { of: Endpoint<{ id: string }, EntryChanges>; id: string }) {
  const now = useNow()
  const { data } = useRead(of, { id })
  const [isWhole, setWhole] = useState(false)
  if (!data || data.items.length === 0) return null
  const shown = isWhole ? data.items : data.items.slice(0, SHOWN)
  return (
    <section className='pane'>
      <h2 className='lead'>改动记录</h2>
      <ul className='plain-list'>
        {shown.map(({ at, by, field, from, to }, index) => (
          <li key={index}>
            <span className='strong'>{field}</span>：{from} → {to}
            <div className='note nums'>
              {by}，{dayAndClock(at, now)}
            </div>
          </li>
        ))}
      </ul>
      {shown.length < data.items.length && (
        <Button type='text' disabled={false} onClick={() => setWhole(true)}>
          全部 {data.items.length} 条
        </Button>
      )}
    </section>
  )
}
