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
import { EXTENSION_WORKDAYS, WAIT_WORKDAYS } from '@yike/shared/cases/urgencies'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { PAUSE_REASON_CODES, PAUSE_REASONS, pauseInWords, type PauseReason } from '@yike/shared/cases/pause-reasons'
import { unfilledFault, withTemplate } from '@yike/shared/cases/reply-templates'
import { staffStep, type StaffStepCode } from '@yike/shared/cases/staff-steps'
import type { Photo } from '@yike/shared/files/schemas'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { PhotoField } from '../lib/PhotoField'
import { useWrite } from '../lib/query'
import { GuardedForm } from '../kit/form/unsaved'
import { CategorySelect } from '../lib/CategorySelect'
import { AssigneeField, DutyField, ReceiverField, type NamedDuty } from './StepChoices'
import { Returns, returnsIn } from './Returns'
import { SuggestedCategories } from './SuggestedCategories'
import { TemplatePick } from './TemplatePick'
import { GridField, TargetField } from './TransferFields'

interface Fields {
  text: string
  categoryId?: string
  title?: string
  assigneeId: string
  receiverId: string
  communityId: string
  gridId?: string
  belongsTo: string
  phone?: string
  photos?: Photo[]
  workdays: number
  waitsFor?: PauseReason
}

interface Props {
  step: StaffStepCode
  item: StaffCase
  onDone: () => void
}

/** One step of a case: its fields beside the sentence, and the sentence itself as the resident will see it. */
export function StepForm({ step, item, onDone }: Props) {
  const words = staffStep(step, item)
  const [form] = Form.useForm<Fields>()
  const said = Form.useWatch('text', form)
  const category = Form.useWatch('categoryId', form)
  /** The step answers the state that this person saw; somebody else's step in between must be read first. */
  const [seen, setSeen] = useState(item.seq)
  const moved = seen !== item.seq
  const [named, setNamed] = useState<NamedDuty>()
  /** A step that was sent, and left for another before the answer came, does not close that other one. */
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  const done = () => {
    if (isShown.current) onDone()
  }
  const writes = {
    accept: useWrite(acceptCase, done),
    assign: useWrite(assignCase, done),
    reply: useWrite(replyToCase, done),
    ask: useWrite(replyToCase, done),
    resolve: useWrite(resolveCase, done),
    close: useWrite(closeCase, done),
    return: useWrite(returnCase, done),
    dispatch: useWrite(dispatchCase, done),
    rule: useWrite(ruleCase, done),
    handUp: useWrite(handUpCase, done),
    handDown: useWrite(handDownCase, done),
    release: useWrite(releaseReporter, done),
    unassign: useWrite(unassignCase, done),
    reclassify: useWrite(reclassifyCase, done),
    transfer: useWrite(transferCase, done),
    acceptTransfer: useWrite(acceptTransfer, done),
    returnTransfer: useWrite(returnTransfer, done),
    ruleTransfer: useWrite(ruleTransfer, done),
    askExtension: useWrite(askExtension, done),
    grantExtension: useWrite(decideExtension, done),
    refuseExtension: useWrite(decideExtension, done),
  }
  const { error, isPending } = writes[step]
  const choosesCategory = step === 'accept' || step === 'reclassify'

  const takeTemplate = (template: string) => {
    form.setFieldValue('text', withTemplate(form.getFieldValue('text') ?? '', words.said, template))
    form.validateFields(['text']).catch(() => undefined)
  }

  const submit = ({
    text,
    categoryId,
    title,
    assigneeId,
    receiverId,
    communityId,
    gridId,
    belongsTo,
    phone,
    workdays,
    waitsFor,
    photos = [],
  }: Fields) => {
    const base = { id: item.id, seq: seen }
    const photoIds = photos.map(({ id }) => id)
    const send: Record<StaffStepCode, () => void> = {
      accept: () => writes.accept.mutate({ ...base, categoryId, title, text: text || undefined }),
      reclassify: () => writes.reclassify.mutate({ ...base, categoryId: categoryId!, text }),
      assign: () => writes.assign.mutate({ ...base, assigneeId, text: text || undefined }),
      reply: () => writes.reply.mutate({ ...base, text, photoIds }),
      ask: () => writes.ask.mutate({ ...base, text, ask: true, waitsFor }),
      resolve: () => writes.resolve.mutate({ ...base, text, photoIds }),
      close: () => writes.close.mutate({ ...base, text }),
      dispatch: () => writes.dispatch.mutate({ ...base, receiverId, text: text || undefined }),
      rule: () => writes.rule.mutate({ ...base, receiverId, text }),
      handUp: () => writes.handUp.mutate({ ...base, text }),
      handDown: () => writes.handDown.mutate({ ...base, text }),
      release: () => writes.release.mutate({ ...base, text }),
      unassign: () => writes.unassign.mutate({ ...base, reason: text }),
      transfer: () => writes.transfer.mutate({ ...base, communityId, text }),
      acceptTransfer: () => writes.acceptTransfer.mutate({ ...base, gridId, text }),
      returnTransfer: () => writes.returnTransfer.mutate({ ...base, text }),
      ruleTransfer: () => writes.ruleTransfer.mutate({ ...base, communityId, text }),
      askExtension: () => writes.askExtension.mutate({ ...base, workdays, text }),
      grantExtension: () => writes.grantExtension.mutate({ ...base, grant: true, text }),
      refuseExtension: () => writes.refuseExtension.mutate({ ...base, grant: false, text }),
      return: () => {
        // The duty is that of the one who is named: not of somebody written in their place.
        const duty = named?.name === belongsTo ? named.duty : undefined
        writes.return.mutate({ ...base, reason: text, belongsTo, phone: phone || undefined, duty })
      },
    }
    send[step]()
  }

  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ text: words.said, categoryId: item.category?.id }}
      onFinish={submit}
    >
      {step === 'accept' && !item.description && (
        <Form.Item
          name='title'
          label='题目'
          extra='居民只拍了照片，看图写一句是什么事'
          rules={[{ required: true, whitespace: true, min: 2, message: '看照片写一句是什么事' }]}
        >
          <Input maxLength={40} placeholder='9 号楼门口路灯不亮' />
        </Form.Item>
      )}
      {choosesCategory && (
        <>
          <CategoryField kind={item.kind.code as CaseKindCode} />
          {item.description && (
            <SuggestedCategories
              kind={item.kind.code as CaseKindCode}
              text={`${item.title} ${item.description}`}
              chosen={category}
              onChoose={(id) => form.setFieldValue('categoryId', id)}
            />
          )}
        </>
      )}
      {step === 'assign' && <AssigneeField caseId={item.id} />}
      {(step === 'dispatch' || step === 'rule') && <ReceiverField caseId={item.id} />}
      {(step === 'rule' || step === 'ruleTransfer') && (
        <Returns
          returns={returnsIn(item.timeline, step === 'rule' ? 'handed_back' : 'transfer_returned')}
          now={new Date()}
        />
      )}
      {(step === 'transfer' || step === 'ruleTransfer') && <TargetField caseId={item.id} />}
      {step === 'acceptTransfer' && <GridField caseId={item.id} />}
      {step === 'askExtension' && (
        <Form.Item
          name='workdays'
          label='多要几个工作日'
          initialValue={3}
          extra={`一件只能延一次，最多 ${EXTENSION_WORKDAYS} 个工作日`}
          rules={[{ required: true, message: '写上要几个工作日' }]}
        >
          <InputNumber min={1} max={EXTENSION_WORKDAYS} precision={0} />
        </Form.Item>
      )}
      {step === 'ask' && (
        <Form.Item name='waitsFor' label='等居民做什么' initialValue={PAUSE_REASON_CODES[0]}>
          <Select options={PAUSE_REASON_CODES.map((value) => ({ value, label: PAUSE_REASONS[value].label }))} />
        </Form.Item>
      )}
      {(step === 'grantExtension' || step === 'refuseExtension') && item.extension && (
        <p className='note'>
          {item.extension.askedBy}申请延期 {item.extension.workdays} 个工作日，原因在左边的记录里。
        </p>
      )}
      {step === 'return' && (
        <DutyField
          caseId={item.id}
          onChoose={(next) => {
            setNamed(next)
            if (next) form.setFieldsValue({ belongsTo: next.name, phone: next.phone })
          }}
        />
      )}
      {step === 'return' && (
        <div className='form-row'>
          <Form.Item
            name='belongsTo'
            label='归谁管'
            rules={[{ required: true, message: '写清归谁管，居民才知道找谁' }]}
          >
            <Input maxLength={40} placeholder='东营区交警大队' />
          </Form.Item>
          <Form.Item name='phone' label='他们的电话'>
            <Input maxLength={40} inputMode='tel' />
          </Form.Item>
        </div>
      )}
      {words.toResident !== false && <TemplatePick caseId={item.id} onPick={takeTemplate} />}
      <Form.Item
        name='text'
        label={words.asks}
        rules={[
          ...(words.optional ? [] : [{ required: true, whitespace: true, min: 2, message: '写一句话，说清楚再交' }]),
          { validator: checkFilled },
        ]}
      >
        <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} showCount />
      </Form.Item>
      {words.photos && (
        <Form.Item name='photos' label={words.photos}>
          <PhotoField />
        </Form.Item>
      )}
      {said?.trim() && words.toResident !== false && (
        <div className='said' aria-label='居民看到的'>
          <span className='note'>居民看到的</span>
          <p>{said}</p>
        </div>
      )}
      <Refusal error={error} />
      {moved && (
        <p className='note step__moved'>
          这件事刚刚有人办了一步，先看一眼办到哪了。
          <button type='button' className='link-button' onClick={() => setSeen(item.seq)}>
            看过了，接着办
          </button>
        </p>
      )}
      <div className='form-foot step__foot'>
        <Button type='primary' htmlType='submit' loading={isPending} disabled={moved}>
          {isPending ? '正在交…' : words.submit}
        </Button>
        {step === 'ask' && (
          <span className='note'>
            {pauseInWords(item.pauseLeft)}；{WAIT_WORKDAYS} 个工作日没回音就先办结
          </span>
        )}
      </div>
    </GuardedForm>
  )
}

function checkFilled(_: unknown, text: string | undefined) {
  const fault = unfilledFault(text ?? '')
  return fault ? Promise.reject(new Error(fault)) : Promise.resolve()
}

const CategoryField = ({ kind }: { kind: CaseKindCode }) => (
  <Form.Item name='categoryId' label='归到哪一类' rules={[{ required: true, message: '选一类，承诺几天答复跟着它走' }]}>
    <CategorySelect kind={kind} />
  </Form.Item>
)
