import { getStaffCase, showReporterPhone } from '@yike/shared/cases/endpoints'
import { circleOf, type CaseKindCode } from '@yike/shared/cases/kinds'
import { ratingLabel } from '@yike/shared/cases/ratings'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { openSteps, staffStep, type StaffStepCode } from '@yike/shared/cases/staff-steps'
import { Button, Watermark } from 'antd'
import { Fragment, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Failed, Loading } from '../kit/page/PageStates'
import { Kbd } from '../kit/page/Kbd'
import { useShortcuts } from '../kit/page/shortcuts'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Person } from '../kit/show/Person'
import { StatusTag } from '../kit/show/Tag'
import { useQueryParams } from '../lib/useQueryParams'
import { dayAndClock } from '../kit/show/text'
import { useRead } from '../lib/query'
import { useBackToList } from '../lib/lists'
import { ShowPhone } from '../lib/ShowPhone'
import { useMe } from '../lib/useMe'
import './cases.css'
import { AccusedPane } from './AccusedPane'
import { CallerSteps } from './CallerSteps'
import { CasePhotos } from './CasePhotos'
import { CaseSlip } from './CaseSlip'
import { ChangedStrip } from './ChangedStrip'
import { CaseTimeline } from './CaseTimeline'
import { PromiseCard } from './Due'
import { HiddenWords, PublicView } from './HiddenWords'
import { Limits } from './Limits'
import { DutyTimes } from './DutyTimes'
import { MatterPane } from './MatterPane'
import { Marks } from './Marks'
import { nextStep } from './nextSteps'
import { NotePane } from './NotePane'
import { NeedPane } from './NeedPane'
import { RelatedCases } from './RelatedCases'
import { shownBeside } from './shownCases'
import { Star } from './Star'
import { StepForm } from './StepForm'
import { useChanges } from './useChanges'
import { WhistlePane } from './WhistlePane'

export default function CasePage() {
  const { id } = useParams()
  return <CaseById key={id} id={id!} />
}

/** The words about limits come from the server: they are read again this often. Steps of others are seen sooner. */
const CLOCKS_SECONDS = 300

function CaseById({ id }: { id: string }) {
  const { data: item, error, refetch } = useRead(getStaffCase, { id }, { everySeconds: CLOCKS_SECONDS })
  if (error && !item) return <Failed error={error} onRetry={refetch} />
  if (!item) return <Loading />
  return <Full item={item} reload={refetch} />
}

/** The standing of the receiver: 「11:00 前签收」, 「签收了」, 「说办好了」. */
const receiverStanding = (
  { signedAt, signDueAt, reportedAt, bound }: NonNullable<StaffCase['receiver']>,
  now: Date,
) => {
  const stands = reportedAt
    ? `${dayAndClock(reportedAt, now)} 说办好了`
    : signedAt
      ? `${dayAndClock(signedAt, now)} 签收了`
      : new Date(signDueAt) < now
        ? `${dayAndClock(signDueAt, now)} 前该签收，还没签`
        : `${dayAndClock(signDueAt, now)} 前签收`
  return bound ? `${stands}，会商定的，不能再退` : stands
}

/** The work order that a case came by: the numbers of the upper level, and by when it may go back. */
function OrderFacts({ order, now }: { order: NonNullable<StaffCase['order']>; now: Date }) {
  return (
    <>
      <dt>工单编号</dt>
      <dd className='nums'>{order.number}</dd>
      {order.upperNumber && (
        <>
          <dt>上级编号</dt>
          <dd className='nums'>{order.upperNumber}</dd>
        </>
      )}
      {(order.returnUntil || !order.mayReturn) && (
        <>
          <dt>退回上级</dt>
          <dd>{order.mayReturn ? `${dayAndClock(order.returnUntil!, now)} 前` : '不允许'}</dd>
        </>
      )}
    </>
  )
}

const KEYS: Partial<Record<StaffStepCode, string>> = { accept: 'a', assign: 'p', reply: 'r' }

function Full({ item, reload }: { item: StaffCase; reload: () => unknown }) {
  const now = useNow()
  const [address, change] = useQueryParams()
  const { me } = useMe()
  const { before, look } = useChanges([item], reload)
  const seen = before[item.id] ?? item.seq
  const byOthers = item.timeline.filter(({ seq, who }) => seq > seen && !(me && who.includes(me.name)))
  const steps = openSteps(item)
  const asked = steps.find((step) => step === address.step)
  const navigate = useNavigate()
  const backToCases = useBackToList('/cases')
  const choose = (step: StaffStepCode | undefined) => change({ step })
  const [notes, setNotes] = useState(false)
  useShortcuts([
    ...steps.flatMap((step) => {
      const key = KEYS[step]
      return key ? [{ key, label: staffStep(step, item).label, run: () => choose(step) }] : []
    }),
    ...(item.mayNote ? [{ key: 'n', label: '写一条内部备注', run: () => setNotes(true) }] : []),
    ...([1, -1] as const).flatMap((step) => {
      const beside = shownBeside(item.id, step)
      const walk = () => void navigate(`/cases/${beside}`)
      return beside ? [{ key: step > 0 ? 'j' : 'k', label: step > 0 ? '下一件' : '上一件', run: walk }] : []
    }),
    { key: 'escape', label: '回诉求', run: () => (asked ? choose(undefined) : backToCases()) },
  ])

  return (
    <Watermark content={[me?.name ?? '', me?.roles[0]?.role.label ?? '']} gap={[160, 160]} font={{ fontSize: 13 }}>
      <PageHead
        title={item.title}
        note={
          <span className='nums'>
            {item.number} · {item.category?.name ?? item.kind.label} · {dayAndClock(item.filedAt, now)}{' '}
            {item.channel.label}
          </span>
        }
        beside={
          <span className='row'>
            <StatusTag tone={item.state.code === 'closed' ? 'done' : 'go'}>{item.state.label}</StatusTag>
            <Marks {...item} />
            <Star item={item} word />
          </span>
        }
        tools={
          <>
            <CaseSlip item={item} />
            <Button onClick={backToCases}>
              回诉求 <Kbd>Esc</Kbd>
            </Button>
          </>
        }
      />
      {byOthers.length > 0 && <ChangedStrip entries={byOthers} onLook={look} />}
      <div className='columns'>
        <div className='columns__main'>
          <section className='pane'>
            <h2 className='unseen'>原话</h2>
            <p className='words'>{item.description || (item.matter ? '没有留话' : '没写字，只拍了照片')}</p>
            <HiddenWords item={item} />
            <CasePhotos item={item} photos={item.photos} label='诉求照片' />
            {item.answers && item.answers.length > 0 && (
              <dl className='facts'>
                {item.answers.map(({ question, label, value }) => (
                  <Fragment key={question}>
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                  </Fragment>
                ))}
              </dl>
            )}
          </section>
          <CaseTimeline
            timeline={item.timeline}
            next={nextStep(item)}
            now={now}
            showPhotos={(photos, label) => <CasePhotos item={item} photos={photos} label={label} />}
          />
          <RelatedCases item={item} />
        </div>
        <div className='columns__side'>
          <section className='pane'>
            {item.mergedInto ? <p className='lead'>{item.promise.words}</p> : <PromiseCard promise={item.promise} />}
            <Limits limits={item.limits} now={now} />
            {item.waitUntil && (
              <p className='note'>居民到 {dayAndClock(item.waitUntil, now)} 没有回音，就先办结并告诉他。</p>
            )}
          </section>
          {steps.length > 0 && (
            <section className='pane screen-only'>
              <h2 className='unseen'>下一步</h2>
              <div className='steps'>
                {steps.map((step, index) => (
                  <Button
                    key={step}
                    type={index === 0 && !asked ? 'primary' : 'default'}
                    aria-pressed={step === asked}
                    className={step === asked ? 'step--on' : ''}
                    danger={step === 'return'}
                    onClick={() => choose(step === asked ? undefined : step)}
                  >
                    {staffStep(step, item).label}
                    {KEYS[step] && <Kbd>{KEYS[step].toUpperCase()}</Kbd>}
                  </Button>
                ))}
              </div>
              {asked ? (
                <StepForm key={asked} step={asked} item={item} onDone={() => choose(undefined)} />
              ) : (
                <p className='note'>
                  每一步都要写一句话，居民会读到{item.can.unassign && '；退给社区重派的，只有同事看得到'}。
                </p>
              )}
            </section>
          )}
          {(item.can.match || item.can.plan) && <NeedPane key={`need ${item.seq}`} item={item} />}
          {item.mayNote && <NotePane item={item} isOpen={notes} onOpen={setNotes} />}
          {circleOf(item.kind.code as CaseKindCode) === 'mediators' && (
            <section className='pane'>
              <Link to={`/mediations/${item.id}`}>当事人、调解会和协议</Link>
            </section>
          )}
          {circleOf(item.kind.code as CaseKindCode) === 'social_workers' && (
            <section className='pane'>
              <Link to={`/caseworks/${item.id}`}>同意、计划和见面记录</Link>
            </section>
          )}
          <DutyTimes kind={item.kind.code as CaseKindCode} />
          {item.matter && <MatterPane key={item.seq} item={item} matter={item.matter} />}
          <WhistlePane item={item} />
          <AccusedPane item={item} />
          <PublicView item={item} />
          <section className='pane'>
            {item.reporter ? (
              <>
                <Person person={item.reporter} />
                {item.reporter.phoneLast4 && (
                  <p className='case__phone'>
                    <ShowPhone of={showReporterPhone} input={{ id: item.id }} last4={item.reporter.phoneLast4} />
                  </p>
                )}
              </>
            ) : (
              <p>
                <StatusTag icon='lock'>{item.order && !item.secret ? '没留电话' : '不留名'}</StatusTag>
                {(!item.order || item.secret) && <span className='note'> 只有社区管理员知道是谁</span>}
              </p>
            )}
            <CallerSteps item={item} />
            <dl className='facts'>
              {item.order && <OrderFacts order={item.order} now={now} />}
              <dt>地点</dt>
              <dd>{item.address ?? '没有写'}</dd>
              {!item.mergedInto && (
                <>
                  <dt>谁在办</dt>
                  <dd>{item.assignee?.name ?? '还没派给人'}</dd>
                </>
              )}
              {item.receiver && (
                <>
                  <dt>承办单位</dt>
                  <dd>
                    {item.receiver.name}
                    <span className='note'> {receiverStanding(item.receiver, now)}</span>
                  </dd>
                </>
              )}
              {item.transfer && (
                <>
                  <dt>转办</dt>
                  <dd>
                    转给{item.transfer.to.name}，{item.transfer.bound ? '会商定的，等他们接' : '等他们接收或退回'}
                    <span className='note'>
                      {' '}
                      {dayAndClock(item.transfer.since, now)}转的{item.transfer.words && `，${item.transfer.words}`}
                    </span>
                  </dd>
                </>
              )}
              <dt>谁负责到底</dt>
              <dd>{item.mergedInto ? `看 ${item.mergedInto.number} 那一件` : (item.owner?.name ?? '等受理')}</dd>
              {item.rating && (
                <>
                  <dt>居民说</dt>
                  <dd>
                    {ratingLabel(item.rating.score)}
                    {item.rating.comment && `：${item.rating.comment}`}
                  </dd>
                </>
              )}
            </dl>
          </section>
        </div>
      </div>
    </Watermark>
  )
}
