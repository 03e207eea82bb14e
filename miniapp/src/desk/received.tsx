import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import {
  getReceivedCase,
  handBackCase,
  noteToOffice,
  reportDone,
  showReceivedPhone,
  signCase,
} from '@yike/shared/cases/received-endpoints'
import { nextOfReceiver } from '@yike/shared/cases/next-step'
import { RECEIVER_STEP_WORDS, SPOKEN_STEPS, type SpokenStep } from '@yike/shared/cases/receiver-step-words'
import { answerWhistle, contactForWhistle, reportIn } from '@yike/shared/cases/whistle-endpoints'
import type { ReceivedCase } from '@yike/shared/cases/received-schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { Card, Cell, Section } from '@/kit/card/card'
import { CaseFacts } from '@/kit/card/case-facts'
import { TicketCard } from '@/kit/card/ticket-card'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import type { QueuedPhoto } from '@/lib/offline/queue'
import { useCached } from '@/lib/offline/use-cached'
import { useQueuedPhotos } from '@/lib/offline/use-queued-photos'
import { useStep } from '@/lib/offline/use-step'
import { CallButton } from '@/lib/parts/call-button'
import { promiseFigure, promiseTime, receivedState } from '@/lib/parts/promise'
import { useDraft } from '@/lib/storage/use-draft'
import { CaseHistory, CaseWords, OtherSteps, PlaceCell, useCaseOnPhone } from './case-sections'
import { WhistleSection } from './whistle-section'
import { LACKS_TEXT, StepFrame } from './step-frame'
import './desk.scss'

/** A case as its receiver sees it: what, where, by when, and not who reported it. */
export default function ReceivedPage() {
  const { id = '' } = useRouter().params
  const { data: found, error, reload, cachedAt } = useCached(`work:received:${id}`, getReceivedCase, { id })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (found) return <Work found={found} cachedAt={cachedAt} onChange={reload} />
  return (
    <Page title='来件'>
      {error?.code === 'NOT_FOUND' ? (
        <Empty title='没找到这件事' say='可能退回社区了，或者改派了别的单位' />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading rows={2} />
      )}
    </Page>
  )
}

function Work({
  found,
  cachedAt,
  onChange,
}: {
  found: ReceivedCase
  cachedAt: number | null
  onChange: () => Promise<void>
}) {
  const { later, photos, waits } = useCaseOnPhone(found, cachedAt, onChange)
  const sign = useStep(signCase)
  const answer = useStep(answerWhistle)
  const [step, setStep] = useState<SpokenStep>()
  const state = receivedState(found)
  const { promise, reporter, can } = found
  const open = waits ? [] : SPOKEN_STEPS.filter((code) => can[code])
  const signNow = async () => {
    const words = can.sign ? '签收' : '应哨'
    const about = { about: found.id, says: `${found.title} ${words}` }
    if (await toTake.run({ id: found.id, seq: found.seq }, about)) await onChange()
  }
  // A receiver that has the case signs first; one that was only called answers the whistle.
  const toTake = can.sign ? sign : answer
  const toSign = (can.sign || can.answerWhistle) && !waits
  return (
    <Page
      title='来件'
      ownCall
      namesReader
      seenAt={cachedAt}
      keepsWords
      bar={
        toSign ? (
          <Button look='main' block busy={toTake.busy && '正在告诉社区…'} onTap={() => void signNow()}>
            {can.sign ? '签收' : '应哨'}
          </Button>
        ) : (
          open[0] && (
            <Button look='main' block onTap={() => setStep(open[0])}>
              {RECEIVER_STEP_WORDS[open[0]].label}
            </Button>
          )
        )
      }
    >
      <OfflineQueueBar {...later} />
      {toTake.error && <Failed error={toTake.error} onRetry={() => void signNow()} />}
      <TicketCard
        time={promiseTime(found)}
        {...promiseFigure(promise)}
        foot={<CaseFacts facts={[found.category ?? found.kind.label, found.receiver.name]} number={found.number} />}
      >
        <StatusTag tone={state.tone}>{state.text}</StatusTag>
        <View className='lead said desk__more'>{tie(found.title)}</View>
        <View className='note'>
          {found.state.code === 'to_sign'
            ? `${momentInWords(found.signDueAt, new Date())} 前${can.sign ? '签收' : '应哨'}`
            : tie(promise.words)}
        </View>
        {can.handBack && found.returnDueAt && (
          <View className='note'>{`不归你们的，${momentInWords(found.returnDueAt, new Date())} 前退回社区`}</View>
        )}
      </TicketCard>
      <OtherSteps
        steps={open.slice(toSign ? 0 : 1)}
        labelOf={(one) => RECEIVER_STEP_WORDS[one].label}
        onChoose={setStep}
      />
      {found.whistle && <WhistleSection whistle={found.whistle} />}
      <Section title='什么事'>
        <CaseWords description={found.description} photos={photos} />
        <Card flush className='desk__more'>
          <PlaceCell {...found} />
          <Cell
            icon='user'
            title={reporter?.name ?? '看不到是谁反映的'}
            brief={reporter ? (reporter.home ?? undefined) : `要联系居民，请打社区电话 ${found.phone}`}
          />
        </Card>
        {reporter?.phoneLast4 && (
          <CallButton
            of={showReceivedPhone}
            input={{ id: found.id }}
            name={reporter.name}
            last4={reporter.phoneLast4}
          />
        )}
      </Section>
      <CaseHistory found={found} next={nextOfReceiver(found)} />
      {step && (
        <ReceivedStep key={step} step={step} found={found} onClose={() => setStep(undefined)} onChange={onChange} />
      )}
    </Page>
  )
}

interface Draft {
  text: string
  belongsTo: string
  photos: QueuedPhoto[]
}

/** One step of a receiver. Words and photos stay on the phone until the API has heard of them. */
function ReceivedStep({
  step,
  found,
  onClose,
  onChange,
}: {
  step: SpokenStep
  found: ReceivedCase
  onClose: () => void
  onChange: () => Promise<void>
}) {
  const words = RECEIVER_STEP_WORDS[step]
  const name = `received:${found.id}:${step}`
  const [draft, change] = useDraft<Draft>(name, { text: '', belongsTo: '', photos: [] })
  const photos = useQueuedPhotos(draft.photos, (kept) => change({ photos: kept }))
  const [tried, setTried] = useState(false)
  const steps = {
    contact: useStep(contactForWhistle),
    reportIn: useStep(reportIn),
    report: useStep(reportDone),
    note: useStep(noteToOffice),
    handBack: useStep(handBackCase),
  }
  const text = draft.text.trim()
  const belongsTo = draft.belongsTo.trim()
  const lacksText = text.length < words.least
  const lacksOffice = step === 'handBack' && !belongsTo

  const run = () => {
    const base = { id: found.id, seq: found.seq }
    const about = { about: found.id, says: `${found.title} ${words.label}`, photos: photos.queued, draft: name }
    if (step === 'report') return steps.report.run({ ...base, text }, about)
    if (step === 'contact') return steps.contact.run({ ...base, text }, about)
    if (step === 'reportIn') return steps.reportIn.run({ ...base, text }, about)
    if (step === 'note') return steps.note.run({ ...base, text }, about)
    return steps.handBack.run({ ...base, reason: text, belongsTo }, about)
  }
  const submit = async () => {
    setTried(true)
    if (lacksText || lacksOffice || !(await run())) return
    onClose()
    await onChange()
  }
  return (
    <StepFrame
      words={words}
      text={draft.text}
      problem={tried && lacksText ? LACKS_TEXT : undefined}
      photos={photos}
      step={steps[step]}
      onText={(next) => change({ text: next })}
      onSubmit={submit}
      onClose={onClose}
      onChange={onChange}
    >
      {step === 'handBack' && (
        <Field
          label='该归谁管'
          placeholder='比如：供电公司'
          maxLength={40}
          value={draft.belongsTo}
          problem={tried && lacksOffice ? '写清该归谁，社区才好改派' : undefined}
          onChange={(next) => change({ belongsTo: next })}
        />
      )}
    </StepFrame>
  )
}
