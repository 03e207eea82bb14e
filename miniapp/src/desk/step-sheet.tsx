import { useState } from 'react'
import {
  acceptCase,
  assignCase,
  closeCase,
  dispatchCase,
  unassignCase,
  reclassifyCase,
  releaseReporter,
  replyToCase,
  resolveCase,
  returnCase,
  ruleCase,
} from '@yike/shared/cases/endpoints'
import { acceptTransfer, returnTransfer, ruleTransfer, transferCase } from '@yike/shared/cases/transfer-endpoints'
import { handDownCase, handUpCase } from '@yike/shared/cases/hand-up-endpoints'
import { askExtension, decideExtension } from '@yike/shared/cases/extension-endpoints'
import { extensionInWords } from '@yike/shared/cases/next-step'
import { EXTENSION_WORKDAYS } from '@yike/shared/cases/urgencies'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { PAUSE_REASON_CODES, pauseInWords, type PauseReason } from '@yike/shared/cases/pause-reasons'
import { unfilledFault, withTemplate } from '@yike/shared/cases/reply-templates'
import { staffStep, type StaffStepCode } from '@yike/shared/cases/staff-steps'
import { Field } from '@/kit/form/field'
import { useDraft } from '@/lib/storage/use-draft'
import type { QueuedPhoto } from '@/lib/offline/queue'
import { useQueuedPhotos } from '@/lib/offline/use-queued-photos'
import { useStep } from '@/lib/offline/use-step'
import { Categories, Colleagues, Communities, Duties, PauseReasons, Receivers, type NamedDuty } from './step-choices'
import { LACKS_TEXT, StepFrame } from './step-frame'
import { TemplatePick } from './template-pick'

interface Draft {
  title: string
  text: string
  belongsTo: string
  phone: string
  photos: QueuedPhoto[]
}

const LACKS_OFFICE = '写清归谁管，居民才知道找谁'

/**
 * One step of a case. Words and photos stay on the phone until the API has heard of them: stairwells have no signal. Whom a
 * case goes to is chosen from those who are free now, so that 派单 and 派给单位 need a network.
 */
export function StepSheet({
  step,
  found,
  onClose,
  onChange,
}: {
  step: StaffStepCode
  found: StaffCase
  onClose: () => void
  /** Reads the case anew. */
  onChange: () => Promise<void>
}) {
  const words = staffStep(step, found)
  const name = `step:${found.id}:${step}`
  const [draft, change] = useDraft<Draft>(name, {
    title: '',
    text: words.said,
    belongsTo: '',
    phone: '',
    photos: [],
  })
  const photos = useQueuedPhotos(draft.photos, (kept) => change({ photos: kept }))
  const [categoryId, setCategoryId] = useState(found.category?.id)
  const [assigneeId, setAssigneeId] = useState<string>()
  const [receiverId, setReceiverId] = useState<string>()
  const [communityId, setCommunityId] = useState<string>()
  const [days, setDays] = useState('3')
  const [named, setNamed] = useState<NamedDuty>()
  const [waitsFor, setWaitsFor] = useState<PauseReason>(PAUSE_REASON_CODES[0])
  const [tried, setTried] = useState(false)
  const steps = {
    accept: useStep(acceptCase),
    assign: useStep(assignCase),
    reply: useStep(replyToCase),
    ask: useStep(replyToCase),
    resolve: useStep(resolveCase),
    close: useStep(closeCase),
    return: useStep(returnCase),
    dispatch: useStep(dispatchCase),
    rule: useStep(ruleCase),
    handUp: useStep(handUpCase),
    handDown: useStep(handDownCase),
    release: useStep(releaseReporter),
    unassign: useStep(unassignCase),
    reclassify: useStep(reclassifyCase),
    transfer: useStep(transferCase),
    acceptTransfer: useStep(acceptTransfer),
    returnTransfer: useStep(returnTransfer),
    ruleTransfer: useStep(ruleTransfer),
    askExtension: useStep(askExtension),
    grantExtension: useStep(decideExtension),
    refuseExtension: useStep(decideExtension),
  }

  const text = draft.text.trim()
  const title = draft.title.trim()
  const lacksTitle = step === 'accept' && !found.description && title.length < 2
  const belongsTo = draft.belongsTo.trim()
  const choosesCategory = step === 'accept' || step === 'reclassify'
  const keepsCategory = step === 'reclassify' && categoryId === found.category?.id
  const lacksCategory = choosesCategory && (!categoryId || keepsCategory)
  const choosesCommunity = step === 'transfer' || step === 'ruleTransfer'
  const choosesReceiver = step === 'dispatch' || step === 'rule'
  const workdays = Number(days)
  const lacksDays =
    step === 'askExtension' && !(Number.isInteger(workdays) && workdays >= 1 && workdays <= EXTENSION_WORKDAYS)
  const decidesExtension = step === 'grantExtension' || step === 'refuseExtension'
  const textFault = !words.optional && text.length < 2 ? LACKS_TEXT : unfilledFault(text)
  const lacks =
    textFault !== null ||
    lacksTitle ||
    lacksDays ||
    lacksCategory ||
    (step === 'assign' && !assigneeId) ||
    (choosesReceiver && !receiverId) ||
    (choosesCommunity && !communityId) ||
    (step === 'return' && !belongsTo)

  const run = () => {
    const base = { id: found.id, seq: found.seq }
    const about = { about: found.id, says: `${found.title} ${words.label}`, photos: photos.queued, draft: name }
    switch (step) {
      case 'accept':
        return steps.accept.run({ ...base, categoryId, title: title || undefined, text: text || undefined }, about)
      case 'assign':
        return steps.assign.run({ ...base, assigneeId: assigneeId ?? '', text: text || undefined }, about)
      case 'reply':
        return steps.reply.run({ ...base, text }, about)
      case 'ask':
        return steps.ask.run({ ...base, text, ask: true, waitsFor }, about)
      case 'resolve':
        return steps.resolve.run({ ...base, text }, about)
      case 'close':
        return steps.close.run({ ...base, text }, about)
      case 'dispatch':
        return steps.dispatch.run({ ...base, receiverId: receiverId ?? '', text: text || undefined }, about)
      case 'rule':
        return steps.rule.run({ ...base, receiverId: receiverId ?? '', text }, about)
      case 'handUp':
      case 'handDown':
      case 'release':
        return steps[step].run({ ...base, text }, about)
      case 'askExtension':
        return steps.askExtension.run({ ...base, workdays, text }, about)
      case 'grantExtension':
        return steps.grantExtension.run({ ...base, grant: true, text }, about)
      case 'refuseExtension':
        return steps.refuseExtension.run({ ...base, grant: false, text }, about)
      case 'unassign':
        return steps.unassign.run({ ...base, reason: text }, about)
      case 'transfer':
      case 'ruleTransfer':
        return steps[step].run({ ...base, communityId: communityId ?? '', text }, about)
      case 'acceptTransfer':
      case 'returnTransfer':
        return steps[step].run({ ...base, text }, about)
      case 'reclassify':
        return steps.reclassify.run({ ...base, categoryId: categoryId ?? '', text }, about)
      case 'return':
        return steps.return.run(
          {
            ...base,
            ...{ reason: text, belongsTo, phone: draft.phone.trim() || undefined },
            duty: named?.name === belongsTo ? named.duty : undefined,
          },
          about,
        )
    }
  }
  const submit = async () => {
    setTried(true)
    if (lacks || !(await run())) return
    onClose()
    await onChange()
  }

  return (
    <StepFrame
      words={words}
      brief={decidesExtension ? extensionInWords(found) : step === 'ask' ? pauseInWords(found.pauseLeft) : undefined}
      text={draft.text}
      problem={tried ? (textFault ?? undefined) : undefined}
      photos={photos}
      templates={
        words.toResident !== false && (
          <TemplatePick
            caseId={found.id}
            onPick={(template) => change({ text: withTemplate(draft.text, words.said, template) })}
          />
        )
      }
      step={steps[step]}
      onText={(next) => change({ text: next })}
      onSubmit={submit}
      onClose={onClose}
      onChange={onChange}
    >
      {step === 'accept' && !found.description && (
        <Field
          label='题目'
          placeholder='看照片写一句是什么事'
          maxLength={40}
          value={draft.title}
          problem={tried && lacksTitle ? '看照片写一句是什么事' : undefined}
          onChange={(next) => change({ title: next })}
        />
      )}
      {choosesCategory && (
        <Categories
          kind={found.kind.code as CaseKindCode}
          chosen={categoryId}
          problem={
            !tried || !lacksCategory
              ? undefined
              : keepsCategory
                ? '已经是这一类了，选另一类'
                : '选一类，承诺几天答复跟着它走'
          }
          onChoose={setCategoryId}
        />
      )}
      {step === 'assign' && (
        <Colleagues
          caseId={found.id}
          chosen={assigneeId}
          problem={tried && !assigneeId ? '选一个人' : undefined}
          onChoose={setAssigneeId}
        />
      )}
      {choosesReceiver && (
        <Receivers
          caseId={found.id}
          chosen={receiverId}
          problem={tried && !receiverId ? '选一家单位' : undefined}
          onChoose={setReceiverId}
        />
      )}
      {choosesCommunity && (
        <Communities
          caseId={found.id}
          chosen={communityId}
          problem={tried && !communityId ? '选一个社区' : undefined}
          onChoose={setCommunityId}
        />
      )}
      {step === 'askExtension' && (
        <Field
          label='多要几个工作日'
          type='number'
          maxLength={2}
          value={days}
          problem={tried && lacksDays ? `写 1 到 ${EXTENSION_WORKDAYS} 的整数` : undefined}
          onChange={setDays}
        />
      )}
      {step === 'ask' && <PauseReasons chosen={waitsFor} onChoose={(id) => setWaitsFor(id as PauseReason)} />}
      {step === 'return' && (
        <>
          <Duties
            caseId={found.id}
            chosen={belongsTo}
            onChoose={(one) => {
              setNamed(one)
              change({ belongsTo: one.name, phone: one.phone })
            }}
          />
          <Field
            label='归谁管'
            placeholder='比如：东营区交警大队'
            maxLength={40}
            value={draft.belongsTo}
            problem={tried && !belongsTo ? LACKS_OFFICE : undefined}
            onChange={(next) => change({ belongsTo: next })}
          />
          <Field
            label='他们的电话'
            optional='没有也行'
            type='phone'
            maxLength={40}
            value={draft.phone}
            onChange={(next) => change({ phone: next })}
          />
        </>
      )}
    </StepFrame>
  )
}
