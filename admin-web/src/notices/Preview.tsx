import { NOTICE_KINDS, type NoticeKind } from '@yike/shared/notices/kinds'
import { Segmented } from 'antd'
import { useState } from 'react'
import { Icon } from '../kit/show/Icon'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import './preview.css'

interface Props {
  notice: {
    kind: NoticeKind
    title?: string
    urgent?: boolean
    startsAt?: string | null
    endsAt?: string | null
    concerns?: string
    spares?: string
    body?: string
  }
  now: Date
}

/** The resident's own screen, as large as it is read, while the notice is being written. */
export function Preview({ notice, now }: Props) {
  const [view, setView] = useState<'plain' | 'elder'>('elder')
  const { kind, title, urgent, startsAt, endsAt, concerns, spares, body } = notice
  return (
    <section aria-label='居民看到的' className='preview-box'>
      <div className='row'>
        <h2 className='lead'>居民看到的</h2>
        <span className='push'>
          <Segmented
            aria-label='平常还是长辈版'
            value={view}
            onChange={setView}
            options={[
              { value: 'plain', label: '平常' },
              { value: 'elder', label: '长辈版' },
            ]}
          />
        </span>
      </div>
      <div className={`preview preview--${view}`}>
        <StatusTag tone={urgent ? 'soon' : 'plain'} icon={NOTICE_KINDS[kind].icon}>
          {NOTICE_KINDS[kind].label}
        </StatusTag>
        <div className='preview__title'>{title || '标题写在这里'}</div>
        {(startsAt || endsAt) && (
          <dl className='preview__card'>
            {startsAt && (
              <>
                <dt>从</dt>
                <dd>{dayAndClock(startsAt, now)}</dd>
              </>
            )}
            {endsAt && (
              <>
                <dt>到</dt>
                <dd>{dayAndClock(endsAt, now)}</dd>
              </>
            )}
          </dl>
        )}
        {(concerns || spares) && (
          <p className='preview__who'>
            {concerns && <strong>{concerns}</strong>}
            {concerns && spares && '，'}
            {spares}
          </p>
        )}
        {(body || '正文写在这里。')
          .split('\n')
          .filter((paragraph) => paragraph.trim())
          .map((paragraph, index) => (
            <p key={index} className='preview__p'>
              {paragraph}
            </p>
          ))}
        <div className='preview__main'>我知道了</div>
        <div className='preview__call'>
          <Icon name='phone' size={view === 'elder' ? 26 : 20} />
          打电话问问
        </div>
      </div>
    </section>
  )
}
