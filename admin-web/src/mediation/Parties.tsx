import { addParty, removeParty, showPartyPhone } from '@yike/shared/mediation/endpoints'
import type { MediationView } from '@yike/shared/mediation/schemas'
import { Button, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { StatusTag } from '../kit/show/Tag'
import { useWrite } from '../lib/query'
import { ShowPhone } from '../lib/ShowPhone'

/** The parties of a dispute. Those who have the app read of sessions and of the agreement there. */
export function Parties({ item }: { item: MediationView }) {
  const [isAdding, setAdding] = useState(false)
  const remove = useWrite(removeParty)
  const { id, parties, can } = item
  return (
    <section className='pane' aria-labelledby='parties'>
      <h2 className='lead' id='parties'>
        当事人
      </h2>
      <ul className='confidential__list'>
        {parties.map((party) => (
          <li key={party.id}>
            <p className='row'>
              <b>{party.name}</b>
              <StatusTag>{party.side.label}</StatusTag>
              {party.hasApp ? (
                <span className='note'>手机上收得到通知</span>
              ) : (
                <span className='note'>没有账号，要打电话通知</span>
              )}
            </p>
            <p className='row'>
              {party.phoneLast4 && can.edit && (
                <ShowPhone of={showPartyPhone} input={{ id, partyId: party.id }} last4={party.phoneLast4} />
              )}
              {can.draft && party.side.code === 'other' && (
                <Button
                  type='text'
                  aria-label={`去掉${party.name}`}
                  onClick={() => remove.mutate({ id, partyId: party.id })}
                >
                  去掉
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <Refusal error={remove.error} />
      {can.edit &&
        (isAdding ? (
          <PartyForm id={id} onDone={() => setAdding(false)} />
        ) : (
          <Button onClick={() => setAdding(true)}>加一位当事人</Button>
        ))}
    </section>
  )
}

function PartyForm({ id, onDone }: { id: string; onDone: () => void }) {
  const add = useWrite(addParty, onDone)
  return (
    <GuardedForm<{ side: 'applicant' | 'other'; name: string; phone?: string }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ side: 'other' }}
      onFinish={({ phone, ...fields }) => add.mutate({ id, ...fields, phone: phone || undefined })}
    >
      <Form.Item name='side' label='哪一方'>
        <Segmented
          options={[
            { value: 'other', label: '对方' },
            { value: 'applicant', label: '申请人一方' },
          ]}
        />
      </Form.Item>
      <Form.Item name='name' label='姓名' rules={[{ required: true, whitespace: true, message: '写上姓名' }]}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name='phone' label='电话' extra='姓名和电话都对得上的居民，手机上会收到通知'>
        <Input maxLength={40} inputMode='tel' />
      </Form.Item>
      <Refusal error={add.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={add.isPending}>
          加上
        </Button>
        <Button onClick={onDone}>不加了</Button>
      </div>
    </GuardedForm>
  )
}
