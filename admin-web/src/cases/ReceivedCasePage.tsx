import {
  getReceivedCase,
  handBackCase,
  noteToOffice,
  reportDone,
  showReceivedPhone,
  signCase,
} from '@yike/shared/cases/received-endpoints'
import { RECEIVER_STEP_WORDS, SPOKEN_STEPS, type SpokenStep } from '@yike/shared/cases/receiver-step-words'
import { answerWhistle, contactForWhistle, reportIn } from '@yike/shared/cases/whistle-endpoints'
import type { ReceivedCase } from '@yike/shared/cases/received-schemas'
import type { Photo } from '@yike/shared/files/schemas'
import { Button, Form, Input, Watermark } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { Kbd } from '../kit/page/Kbd'
import { PageHead } from '../kit/page/PageHead'
import { Failed, Loading } from '../kit/page/PageStates'
import { useShortcuts } from '../kit/page/shortcuts'
import { Photos } from '../kit/show/Photos'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { PhotoField } from '../lib/PhotoField'
import { ShowPhone } from '../lib/ShowPhone'
import { useRead, useWrite } from '../lib/query'
import { useBackToList } from '../lib/lists'
import { useMe } from '../lib/useMe'
import './cases.css'
import { CaseTimeline } from './CaseTimeline'
import { PromiseCard } from './Due'
import { WhistleParties, whistleTitle } from './WhistleParties'

export default function ReceivedCasePage() {
  const { id } = useParams()
  const { data: item, error, refetch } = useRead(getReceivedCase, { id: id! }, { everySeconds: 60 })
  if (error && !item) return <Failed error={error} onRetry={refetch} />
  if (!item) return <Loading />
  return <Full key={id} item={item} />
}

const NEXT: Record<string, string | null> = {
  to_sign: '下一步：签收',
  in_hand: '下一步：办好，告诉社区',
  reported: '社区核实以后答复居民',
  done: null,
}

function Full({ item }: { item: ReceivedCase }) {
  const backToReceived = useBackToList('/received')
  const now = useNow()
  const { me } = useMe()
  useShortcuts([{ key: 'escape', label: '回来件', run: backToReceived }])
  return (
    <Watermark content={[me?.name ?? '', item.receiver.name]} gap={[160, 160]} font={{ fontSize: 13 }}>
      <PageHead
        title={item.title}
        note={
          <span className='nums'>
            {item.number} · {item.category ?? item.kind.label} · {dayAndClock(item.since, now)} 派给
            {item.receiver.name}
          </span>
        }
        beside={<StatusTag tone={item.state.code === 'done' ? 'done' : 'go'}>{item.state.label}</StatusTag>}
        tools={
          <Button onClick={backToReceived}>
            回来件 <Kbd>Esc</Kbd>
          </Button>
        }
      />
      <div className='columns'>
        <div className='columns__main'>
          <section className='pane'>
            <h2 className='unseen'>原话</h2>
            <p className='words'>{item.description || '没写字，只拍了照片'}</p>
            <Photos photos={item.photos} label='现场照片' />
          </section>
          <CaseTimeline timeline={item.timeline} next={NEXT[item.state.code] ?? null} now={now} />
        </div>
        <div className='columns__side'>
          <section className='pane'>
            <PromiseCard promise={item.promise} />
          </section>
          <Steps item={item} />
          {item.whistle && (
            <section className='pane' aria-labelledby='whistle'>
              <h2 className='lead' id='whistle'>
                {whistleTitle(item.whistle)}
              </h2>
              <WhistleParties whistle={item.whistle} now={now} />
            </section>
          )}
          <section className='pane'>
            <dl className='facts'>
              <dt>地点</dt>
              <dd>{item.address ?? '没有写'}</dd>
              <dt>居民</dt>
              <dd>{item.reporter ? `${item.reporter.name} ${item.reporter.home ?? ''}` : '不给看，请经过社区'}</dd>
              <dt>社区电话</dt>
              <dd className='nums'>{item.phone}</dd>
            </dl>
            {item.reporter?.phoneLast4 && (
              <p className='case__phone'>
                <ShowPhone of={showReceivedPhone} input={{ id: item.id }} last4={item.reporter.phoneLast4} />
              </p>
            )}
          </section>
        </div>
      </div>
    </Watermark>
  )
}

interface Fields {
  text: string
  belongsTo: string
  photos?: Photo[]
}

function Steps({ item }: { item: ReceivedCase }) {
  const backToReceived = useBackToList('/received')
  const now = useNow()
  const [asked, setAsked] = useState<SpokenStep>()
  // The form of another step may have been opened since: it stays.
  const close = (step: SpokenStep) => () => setAsked((shown) => (shown === step ? undefined : shown))
  const sign = useWrite(signCase)
  const report = useWrite(reportDone, close('report'))
  const note = useWrite(noteToOffice, close('note'))
  const answer = useWrite(answerWhistle)
  const contact = useWrite(contactForWhistle, close('contact'))
  const arrive = useWrite(reportIn, close('reportIn'))
  const handBack = useWrite(handBackCase, backToReceived)
  const open = SPOKEN_STEPS.filter((step) => item.can[step])
  const toTake = item.can.sign || item.can.answerWhistle
  if (!toTake && open.length === 0) return null
  const base = { id: item.id, seq: item.seq }
  const send = (step: SpokenStep, { text, belongsTo, photos = [] }: Fields) => {
    const photoIds = photos.map(({ id }) => id)
    if (step === 'report') report.mutate({ ...base, text, photoIds })
    else if (step === 'contact') contact.mutate({ ...base, text })
    else if (step === 'reportIn') arrive.mutate({ ...base, text, photoIds })
    else if (step === 'note') note.mutate({ ...base, text, photoIds })
    else handBack.mutate({ ...base, reason: text, belongsTo })
  }
  // Pending until the case has been read again: words sent before would be of the case as it was.
  const isTaking = [sign, answer, contact, arrive, report, note, handBack].some((step) => step.isPending)
  const { error, isPending } = { report, note, handBack, contact, reportIn: arrive }[asked ?? 'note']
  const words = asked && RECEIVER_STEP_WORDS[asked]
  return (
    <section className='pane'>
      <h2 className='unseen'>下一步</h2>
      <div className='steps'>
        {item.can.sign && (
          <Button type='primary' loading={sign.isPending} onClick={() => sign.mutate(base)}>
            签收
          </Button>
        )}
        {item.can.answerWhistle && (
          <Button
            type={item.can.sign ? 'default' : 'primary'}
            loading={answer.isPending}
            onClick={() => answer.mutate(base)}
          >
            应哨
          </Button>
        )}
        {open.map((step) => (
          <Button
            key={step}
            type={!toTake && step === open[0] && !asked ? 'primary' : 'default'}
            aria-pressed={step === asked}
            className={step === asked ? 'step--on' : ''}
            danger={step === 'handBack'}
            onClick={() => setAsked(step === asked ? undefined : step)}
          >
            {RECEIVER_STEP_WORDS[step].label}
          </Button>
        ))}
      </div>
      <Refusal error={sign.error ?? answer.error} />
      {words ? (
        <GuardedForm<Fields>
          key={asked}
          layout='vertical'
          requiredMark={false}
          onFinish={(fields) => send(asked, fields)}
        >
          {asked === 'handBack' && (
            <Form.Item
              name='belongsTo'
              label='该归谁管'
              rules={[{ required: true, whitespace: true, message: '写清该归谁，社区才好改派' }]}
            >
              <Input maxLength={40} placeholder='供电公司' />
            </Form.Item>
          )}
          <Form.Item
            name='text'
            label={words.asks}
            rules={[{ required: true, whitespace: true, min: words.least, message: '写一句话，说清楚再交' }]}
          >
            <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} showCount />
          </Form.Item>
          {words.photos && (
            <Form.Item name='photos' label={words.photos}>
              <PhotoField />
            </Form.Item>
          )}
          <Refusal error={error} />
          <div className='form-foot step__foot'>
            <Button type='primary' htmlType='submit' loading={isPending} disabled={isTaking && !isPending}>
              {words.submit}
            </Button>
          </div>
        </GuardedForm>
      ) : (
        <p className='note'>
          {toTake ? '不签收也在计时。' : '写的话社区看，居民看到的由社区来答复。'}
          {item.can.handBack &&
            item.returnDueAt &&
            `不归你们的，${dayAndClock(item.returnDueAt, now)} 前退回来，写清归谁。`}
        </p>
      )}
    </section>
  )
}
