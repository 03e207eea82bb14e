import { getPupilAsStaff, markPresent, markCollected, unmarkPresent } from '@yike/shared/courses/endpoints'
import { hoursInWords } from '@yike/shared/courses/rules'
import type { CoursePerson, StaffCourse } from '@yike/shared/courses/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { Failed, Loading } from '../kit/page/PageStates'
import { Icon } from '../kit/show/Icon'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { useRead, useWrite } from '../lib/query'
import { CertificateCell } from './CertificateCell'
import { HoursModal } from './HoursModal'
import { GuardedModal } from '../kit/form/unsaved'

const clockIn = (iso: string) => clockOf(new Date(iso))

/** One person in one session: came, left with whom, and the sums. */
export function PersonRow({
  course,
  session,
  person,
}: {
  course: StaffCourse
  session: StaffCourse['sessions'][number]
  person: CoursePerson
}) {
  const [isReading, setReading] = useState(false)
  const [isOther, setOther] = useState(false)
  const [isCorrecting, setCorrecting] = useState(false)
  const arrive = useWrite(markPresent)
  const undo = useWrite(unmarkPresent)
  const collect = useWrite(markCollected, () => setOther(false))
  const { bookingId, name, age, came, minutes, collectors, hasNotes } = person
  const { n } = session
  const here = came.find((one) => one.n === n)
  const held = course.sessions.filter(({ cancelReason }) => !cancelReason).length

  return (
    <tr>
      <td>
        <button
          type='button'
          role='checkbox'
          aria-checked={Boolean(here)}
          aria-label={`${name} 到了`}
          className={`roll__box${here ? ' roll__box--on' : ''}`}
          disabled={!session.can.tick || Boolean(here?.collectedAt) || arrive.isPending || undo.isPending}
          onClick={() => (here ? undo : arrive).mutate({ bookingId, n })}
        >
          {here && <Icon name='check' size={14} />}
        </button>
      </td>
      <td>
        <span className='strong'>{name}</span> {age}
        <Refusal error={arrive.error ?? undo.error ?? (isOther ? null : collect.error)} />
      </td>
      <td className='nums'>{here ? `${clockIn(here.at)} 到` : ''}</td>
      {course.forChildren && (
        <td className='nums'>
          {here?.collectedAt ? (
            `${clockIn(here.collectedAt)} ${here.collectedBy} 接走`
          ) : here && session.can.tick ? (
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  ...collectors.map((who) => ({
                    key: who,
                    label: who,
                    onClick: () => collect.mutate({ bookingId, n, who }),
                  })),
                  { key: '', label: '别的人', danger: true, onClick: () => setOther(true) },
                ],
              }}
            >
              <Button size='small'>接走了</Button>
            </Dropdown>
          ) : null}{' '}
          <Button type='link' size='small' onClick={() => setReading(true)}>
            {hasNotes ? '谁能接、要留意的' : '谁能接'}
          </Button>
          <ReasonModal
            open={isOther}
            title={`${name}由名单外的人接走`}
            hint='先给监护人打电话。写下谁来接、监护人怎么说的，监护人会收到消息。'
            label='谁来接，监护人怎么说'
            action='记下，接走了'
            error={collect.error}
            isPending={collect.isPending}
            onSubmit={(said) => collect.mutate({ bookingId, n, who: '名单外的人', said })}
            onClose={() => setOther(false)}
          />
          {isReading && <PupilModal bookingId={bookingId} onClose={() => setReading(false)} />}
        </td>
      )}
      <td className='nums'>
        {came.length}/{held}
      </td>
      {course.sessionMinutes !== null && (
        <td className='nums'>
          {minutes > 0 && hoursInWords(minutes)}{' '}
          {here?.corrected && <span className='note'>{`这次改记 ${hoursInWords(here.minutes)}`}</span>}{' '}
          {here && course.can.correctHours && (
            <Button type='link' size='small' aria-label={`改${name}这次的学时`} onClick={() => setCorrecting(true)}>
              改
            </Button>
          )}
          {isCorrecting && here && (
            <HoursModal name={name} bookingId={bookingId} came={here} onClose={() => setCorrecting(false)} />
          )}
        </td>
      )}
      {course.certificateSessions !== null && (
        <td className='nums'>
          <CertificateCell course={course} person={person} />
        </td>
      )}
    </tr>
  )
}

function PupilModal({ bookingId, onClose }: { bookingId: string; onClose: () => void }) {
  const { data, error, refetch } = useRead(getPupilAsStaff, { bookingId })
  return (
    <GuardedModal open title={data?.name ?? ''} footer={null} width={440} onCancel={onClose}>
      {error ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          {data.notes && <p className='strong'>{data.notes}</p>}
          {[data.guardian, ...data.collectors].map(({ name, phone, relation }) => (
            <p key={name + phone} className='nums'>
              {relation} {name} <a href={`tel:${phone}`}>{phone}</a>
            </p>
          ))}
          {data.consent && (
            <p className='note'>
              {data.consent.by}同意过说明{data.consent.saidTo && `，对${data.consent.saidTo}说的`}
            </p>
          )}
        </>
      )}
    </GuardedModal>
  )
}
