import { cancelSession, getStaffCourse, issueCertificates } from '@yike/shared/courses/endpoints'
import type { StaffCourse } from '@yike/shared/courses/schemas'
import { clockOf, dayOf } from '@yike/shared/time/china'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { ArrivalBox, PrintSheet } from '../kit/show/PrintSheet'
import { fullDay } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { useQueryParams } from '../lib/useQueryParams'
import { CertificateSheet } from './CertificateSheet'
import './courses.css'
import { PersonRow } from './PersonRow'
import { SessionForm } from './SessionForm'

type Session = StaffCourse['sessions'][number]
const dayIn = ({ startsAt }: Session) => dayOf(new Date(startsAt))
const timeIn = ({ startsAt, endsAt }: Session) => `${clockOf(new Date(startsAt))}–${clockOf(new Date(endsAt))}`

/** One course: the attendance of each session, its sums, and the certificates. */
export default function CoursePage() {
  const sittingId = useParams().sittingId!
  const today = dayOf(useNow())
  const [address, change] = useQueryParams()
  const { data: course, error, refetch } = useRead(getStaffCourse, { sittingId }, { everySeconds: 30 })
  const [asks, setAsks] = useState<'cancel' | 'move'>()
  const cancel = useWrite(cancelSession, () => setAsks(undefined))
  const issue = useWrite(issueCertificates)
  if (error && !course) return <Failed error={error} onRetry={refetch} />
  if (!course) return <Loading />

  const session =
    course.sessions.find(({ n }) => String(n) === address.n) ??
    course.sessions.find((one) => dayIn(one) >= today && !one.cancelReason) ??
    course.sessions[0]!
  const ready = course.people.filter(({ canHaveCertificate }) => canHaveCertificate)
  const given = course.people.filter(({ certificate }) => certificate && !certificate.isWithdrawn)

  return (
    <>
      <PageHead
        title={course.title}
        note={
          <>
            {course.placeName}，报了 {course.taken}/{course.capacity} 位 ·{' '}
            <Link to={`/services/${course.serviceId}/sittings`}>{course.serviceName}的场次</Link>
          </>
        }
        tools={
          <>
            <PrintSheet
              label='打印点名单'
              title={course.title}
              stamp={`第 ${session.n} 次 ${fullDay(dayIn(session))} ${timeIn(session)} · ${course.placeName}`}
            >
              <PaperList course={course} />
            </PrintSheet>
            {given.length > 0 && (
              <PrintSheet label={`打印证书 ${given.length} 份`} title='' stamp='' isHandedOut>
                <CertificateSheet course={course} people={given} />
              </PrintSheet>
            )}
            {course.can.certify && (
              <Button
                type='primary'
                disabled={ready.length === 0}
                loading={issue.isPending}
                onClick={() => issue.mutate({ sittingId })}
              >
                发证书{ready.length > 0 && `，${ready.length} 位`}
              </Button>
            )}
          </>
        }
      />
      <section className='pane'>
        <Refusal error={issue.error} />
        <div className='course__sessions'>
          <Segmented
            aria-label='第几次课'
            value={session.n}
            onChange={(n) => change({ n: String(n) })}
            options={course.sessions.map((one) => ({
              value: one.n,
              label: `${fullDay(dayIn(one)).split(' ')[0]!}${one.cancelReason ? ' 停' : ''}`,
            }))}
          />
        </div>
        <p className='nums'>
          <span className='strong'>
            第 {session.n} 次，{fullDay(dayIn(session))} {timeIn(session)}
          </span>{' '}
          <span className='note'>
            {session.cancelReason ? `这一次停了：${session.cancelReason}` : `到了 ${session.came} 位`}
          </span>{' '}
          {session.can.change && (
            <>
              <Button size='small' onClick={() => setAsks('move')}>
                改时间
              </Button>{' '}
              <Button size='small' danger onClick={() => setAsks('cancel')}>
                停这一次
              </Button>
            </>
          )}
        </p>
        {course.people.length === 0 ? (
          <Empty text='还没有人报名。' />
        ) : (
          <table className='course__people'>
            <thead>
              <tr>
                <th>到了</th>
                <th>姓名</th>
                <th>几点到</th>
                {course.forChildren && <th>接走</th>}
                <th>来了几次</th>
                {course.sessionMinutes !== null && <th>学时</th>}
                {course.certificateSessions !== null && <th>证书</th>}
              </tr>
            </thead>
            <tbody>
              {course.people.map((person) => (
                <PersonRow key={person.bookingId} course={course} session={session} person={person} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {asks === 'move' && <SessionForm course={course} session={session} onClose={() => setAsks(undefined)} />}
      <ReasonModal
        open={asks === 'cancel'}
        title={`停 ${fullDay(dayIn(session))} 这一次课`}
        hint={`别的课照常。报了名的 ${course.taken} 位都会收到这个原因。`}
        label='为什么停'
        action='停这一次'
        error={cancel.error}
        isPending={cancel.isPending}
        onSubmit={(reason) => cancel.mutate({ sittingId, n: session.n, reason })}
        onClose={() => setAsks(undefined)}
      />
    </>
  )
}

/** For a pen: name, a box, and the people who collect a child. */
const PaperList = ({ course }: { course: StaffCourse }) => (
  <table>
    <thead>
      <tr>
        <th>到了</th>
        <th>姓名</th>
        <th>电话尾号</th>
        {course.forChildren && <th>谁能接</th>}
      </tr>
    </thead>
    <tbody>
      {course.people.map(({ bookingId, name, age, phoneLast4, collectors }) => (
        <tr key={bookingId}>
          <td>
            <ArrivalBox />
          </td>
          <td>
            <b>{name}</b> {age}
          </td>
          <td>{phoneLast4}</td>
          {course.forChildren && <td>{collectors.join('、')}</td>}
        </tr>
      ))}
    </tbody>
  </table>
)
