import { draftAgreement, rejectSignatures, signAgreement } from '@yike/shared/mediation/endpoints'
import type { MediationView } from '@yike/shared/mediation/schemas'
import { uploadPhoto } from '@yike/shared/files/endpoints'
import { Button, Checkbox, Form, Input, Popconfirm, Segmented } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { DayField } from '../kit/form/DayField'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { upload, type ApiError } from '../lib/api'
import { useWrite } from '../lib/query'
import { AgreementWords } from './AgreementWords'
import { SignaturePad } from './SignaturePad'

/** The agreement: written, read out, signed one after the other. Its words are fixed once somebody has signed. */
export function AgreementPane({ item }: { item: MediationView }) {
  const [isWriting, setWriting] = useState(false)
  const [isSigning, setSigning] = useState(false)
  const reject = useWrite(rejectSignatures)
  const { agreement, nextSigner, can } = item
  if (!agreement && !can.draft) return null
  return (
    <section className='pane' aria-labelledby='agreement'>
      <h2 className='lead' id='agreement'>
        {agreement?.form === 'oral' ? '口头协议' : '人民调解协议书'}
      </h2>
      {agreement && !isWriting && <AgreementWords agreement={agreement} />}
      {isWriting && <DraftForm item={item} onDone={() => setWriting(false)} />}
      {!isWriting && (
        <p className='row'>
          {can.sign && nextSigner && (
            <Button type='primary' onClick={() => setSigning(true)}>
              请{nextSigner.name}签名
            </Button>
          )}
          {can.draft && <Button onClick={() => setWriting(true)}>{agreement ? '改协议' : '写协议'}</Button>}
          {can.reject && agreement && (
            <Popconfirm
              title='作废以后大家都要重新签，确定吗？'
              okText='作废签字'
              cancelText='不作废'
              onConfirm={() => reject.mutate({ id: item.id, revision: agreement.revision })}
            >
              <Button danger>作废签字</Button>
            </Popconfirm>
          )}
        </p>
      )}
      <Refusal error={reject.error} />
      {isSigning && nextSigner && agreement && (
        <SignModal item={item} signer={nextSigner} revision={agreement.revision} onClose={() => setSigning(false)} />
      )}
    </section>
  )
}

interface Fields {
  form: 'written' | 'oral'
  partyIds: string[]
  facts: string
  terms: string
  performBy?: string | null
}

function DraftForm({ item, onDone }: { item: MediationView; onDone: () => void }) {
  // The version that these words are based on: not the one that somebody else stored meanwhile.
  const [seq, setSeq] = useState(item.seq)
  const [form] = Form.useForm<Fields>()
  const save = useWrite(draftAgreement, onDone)
  const { agreement, parties } = item
  const isOvertaken = save.error?.code === 'CONFLICT' && item.seq !== seq
  const send = ({ performBy, ...fields }: Fields, base = seq) =>
    save.mutate({ id: item.id, seq: base, ...fields, performBy: performBy ?? undefined })
  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={
        agreement
          ? { ...agreement, partyIds: agreement.parties.map(({ id }) => id) }
          : { form: 'written', partyIds: parties.map(({ id }) => id) }
      }
      onFinish={(fields) => send(fields)}
    >
      <Form.Item name='form' label='怎么约定'>
        <Segmented
          options={[
            { value: 'written', label: '书面，大家签字' },
            { value: 'oral', label: '口头协议，记下来' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name='partyIds'
        label='协议的各方'
        rules={[{ required: true, type: 'array', min: 2, message: '协议至少要有双方' }]}
      >
        <Checkbox.Group options={parties.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item
        name='facts'
        label='纠纷的事实和争议'
        rules={[{ required: true, whitespace: true, min: 4, message: '写清争的是什么' }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item
        name='terms'
        label='约定的内容和怎么做'
        rules={[{ required: true, whitespace: true, min: 4, message: '写清谁做什么、怎么做' }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name='performBy' label='最晚哪天做完'>
        <DayField />
      </Form.Item>
      <Refusal error={save.error} />
      {isOvertaken && agreement && (
        <div className='refusal'>
          <div>
            <p>同事存的是：</p>
            <p className='agreement__words'>{agreement.terms}</p>
            <Button
              onClick={() => {
                setSeq(item.seq)
                send(form.getFieldsValue(), item.seq)
              }}
            >
              看过了，用我写的
            </Button>
          </div>
        </div>
      )}
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={save.isPending}>
          存下协议
        </Button>
        <Button onClick={onDone}>不存了</Button>
      </div>
    </GuardedForm>
  )
}

interface Signing {
  item: MediationView
  signer: { id: string; name: string }
  revision: number
  onClose: () => void
}

/**
 * The words once more, to be read out, and the field to sign: the screen is handed over. A hand that touches beside the
 * field does not close it.
 */
function SignModal({ item, signer, revision, onClose }: Signing) {
  const [error, setError] = useState<ApiError | null>(null)
  const [isSending, setSending] = useState(false)
  const sign = useWrite(signAgreement, onClose)
  const send = async (picture: File) => {
    setSending(true)
    setError(null)
    try {
      const { id: photoId } = await upload(uploadPhoto, picture)
      sign.mutate({ id: item.id, revision, by: signer.id, photoId })
    } catch (cause) {
      setError(cause as ApiError)
    }
    setSending(false)
  }
  return (
    <GuardedModal
      open
      title={`请${signer.name}看一遍，签名`}
      footer={null}
      width={720}
      mask={{ closable: false }}
      onCancel={onClose}
    >
      <AgreementWords agreement={item.agreement!} />
      <SignaturePad
        signer={signer.name}
        busy={isSending || sign.isPending}
        onSigned={(picture) => void send(picture)}
      />
      <p className='note'>调解自愿，协议签了就有法律约束力，双方都要照着做。签名存为图片，只有本件的人看得到。</p>
      <Refusal error={error ?? sign.error} />
    </GuardedModal>
  )
}
