import { endMediation, getMediation } from '@yike/shared/mediation/endpoints'
import type { MediationView } from '@yike/shared/mediation/schemas'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { PrintSheet } from '../kit/show/PrintSheet'
import { ConfidentialCase, ConfidentialPage } from '../lib/confidential/ConfidentialCase'
import { useWrite } from '../lib/query'
import { AgreementPane } from './Agreement'
import { AgreementWords } from './AgreementWords'
import './mediation.css'
import { Parties } from './Parties'
import { Sessions } from './Sessions'

export default function MediationPage() {
  return <ConfidentialPage route={getMediation} show={(item) => <Full item={item} />} />
}

/** One mediation, from the parties to the outcome. Its sheets carry the name of who printed them. */
function Full({ item }: { item: MediationView }) {
  const { agreement, mediator, number, parties } = item
  return (
    <ConfidentialCase
      item={item}
      title={`调解 ${parties.map(({ name }) => name).join('、')}`}
      facts={[number, mediator ? `调解员 ${mediator.name}` : '还没指定调解员']}
      state='正在调解'
      tools={
        agreement && (
          <PrintSheet
            label='打印协议'
            title={agreement.form === 'oral' ? '口头协议记录' : '人民调解协议书'}
            stamp={number}
            isHandedOut
          >
            <AgreementWords agreement={agreement} />
          </PrintSheet>
        )
      }
      side={
        <>
          <Parties item={item} />
          {item.can.end && <EndPane item={item} />}
        </>
      }
    >
      <AgreementPane item={item} />
      <Sessions item={item} />
    </ConfidentialCase>
  )
}

function EndPane({ item }: { item: MediationView }) {
  const [isEnding, setEnding] = useState(false)
  const end = useWrite(endMediation)
  return (
    <section className='pane'>
      {isEnding ? (
        <GuardedForm<{ outcome: 'agreed_orally' | 'not_agreed' | 'withdrawn'; text: string }>
          layout='vertical'
          requiredMark={false}
          onFinish={(fields) => end.mutate({ id: item.id, ...fields })}
        >
          <Form.Item name='outcome' label='结果' rules={[{ required: true, message: '选一个' }]}>
            <Radio.Group
              options={[
                { value: 'agreed_orally', label: '口头和好（先记下口头协议）' },
                { value: 'not_agreed', label: '没谈成' },
                { value: 'withdrawn', label: '当事人不想调解了' },
              ]}
            />
          </Form.Item>
          <Form.Item
            name='text'
            label='经过，只有调解员和管调解的人看得到'
            rules={[{ required: true, whitespace: true, min: 2, message: '写一句经过' }]}
          >
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
          </Form.Item>
          <p className='note'>没谈成的，当事人会读到还能走哪几条路：行政调解、仲裁、打官司。</p>
          <Refusal error={end.error} />
          <div className='form-foot'>
            <Button type='primary' htmlType='submit' loading={end.isPending}>
              结束调解
            </Button>
            <Button onClick={() => setEnding(false)}>先不结束</Button>
          </div>
        </GuardedForm>
      ) : (
        <Button onClick={() => setEnding(true)}>不签协议，记结果</Button>
      )}
    </section>
  )
}
