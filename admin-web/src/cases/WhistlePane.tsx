import { listReceiversForCase } from '@yike/shared/cases/endpoints'
import { OCCASIONS, OCCASION_CODES, PARTY_RATINGS, type Occasion } from '@yike/shared/cases/occasions'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { blowWhistle, rateParty } from '@yike/shared/cases/whistle-endpoints'
import { WHISTLE_LIMITS, whistleLimitsInWords } from '@yike/shared/territory/whistle-limits'
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { useRead, useWrite } from '../lib/query'
import { WhistleParties, whistleTitle } from './WhistleParties'

/** The whistle of a case: blown by those whom the street allows, and the called receivers, rated one by one. */
export function WhistlePane({ item }: { item: StaffCase }) {
  const now = useNow()
  const [isBlowing, setBlowing] = useState(false)
  const [rated, setRated] = useState<string>()
  const { whistle, can } = item
  if (!whistle && !can.whistle) return null
  return (
    <section className='pane' aria-labelledby='whistle'>
      <h2 className='lead' id='whistle'>
        {whistle ? whistleTitle(whistle) : '要几家单位一起来办'}
      </h2>
      {whistle && (
        <WhistleParties
          whistle={whistle}
          now={now}
          beside={({ receiver: { id, name } }) =>
            can.rateParty && (
              <Button
                type='text'
                className='push'
                aria-label={`评${name}`}
                aria-pressed={rated === id}
                onClick={() => setRated(rated === id ? undefined : id)}
              >
                评一评
              </Button>
            )
          }
        />
      )}
      {rated && <RateForm key={rated} item={item} receiverId={rated} onDone={() => setRated(undefined)} />}
      {can.whistle &&
        (isBlowing ? (
          <BlowForm item={item} onDone={() => setBlowing(false)} />
        ) : (
          <Button onClick={() => setBlowing(true)}>{whistle ? '再吹一次哨' : '吹哨'}</Button>
        ))}
    </section>
  )
}

interface BlowFields {
  occasion: Occasion
  hard: boolean
  receiverIds: string[]
  leadId: string
  text: string
}

function BlowForm({ item, onDone }: { item: StaffCase; onDone: () => void }) {
  const [form] = Form.useForm<BlowFields>()
  const called = Form.useWatch('receiverIds', form) ?? []
  const { data } = useRead(listReceiversForCase, { id: item.id })
  const blow = useWrite(blowWhistle, onDone)
  const limits = data?.whistle ?? WHISTLE_LIMITS
  const options = (data?.items ?? []).map(({ id, name, reason, kind }) => ({
    value: id,
    label: name,
    brief: reason ?? kind,
  }))
  return (
    <GuardedForm<BlowFields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ occasion: 'key_work', hard: false, receiverIds: [] }}
      onFinish={(fields) => blow.mutate({ id: item.id, seq: item.seq, ...fields })}
    >
      <Form.Item name='occasion' label='哪一种'>
        <Radio.Group className='whistle__occasions'>
          {OCCASION_CODES.map((code) => (
            <Radio key={code} value={code}>
              {OCCASIONS[code].label} <span className='note'>{OCCASIONS[code].brief}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name='receiverIds'
        label='叫哪几家'
        rules={[{ required: true, type: 'array', min: 1, message: '选要叫来的单位' }]}
      >
        <Select mode='multiple' showSearch={{ optionFilterProp: 'label' }} options={options} />
      </Form.Item>
      <Form.Item name='leadId' label='谁牵头' rules={[{ required: true, message: '选一家牵头' }]}>
        <Select options={options.filter(({ value }) => called.includes(value))} />
      </Form.Item>
      <Form.Item name='hard' valuePropName='checked'>
        <Checkbox>难办的，到场多给几天</Checkbox>
      </Form.Item>
      <Form.Item
        name='text'
        label='为什么要一起来，单位和居民都会读到'
        rules={[{ required: true, whitespace: true, min: 4, message: '写清要一起办什么' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} showCount />
      </Form.Item>
      <Refusal error={blow.error} />
      <div className='form-foot step__foot'>
        <Button type='primary' htmlType='submit' loading={blow.isPending}>
          吹哨
        </Button>
        <span className='note'>{whistleLimitsInWords(limits)}</span>
      </div>
    </GuardedForm>
  )
}

function RateForm({ item, receiverId, onDone }: { item: StaffCase; receiverId: string; onDone: () => void }) {
  const rate = useWrite(rateParty)
  return (
    <GuardedForm<{ score: number; text: string }>
      layout='vertical'
      requiredMark={false}
      // It closes once the case has been read again: the next rating is of the case after this one.
      onFinish={(fields) =>
        rate.mutate({ id: item.id, seq: item.seq, receiverId, ...fields }, { onSuccess: () => onDone() })
      }
    >
      <Form.Item name='score' label='办得怎么样' rules={[{ required: true, message: '选一个' }]}>
        <Radio.Group
          options={[3, 2, 1].map((value) => ({ value, label: PARTY_RATINGS[value] }))}
          className='whistle__occasions'
        />
      </Form.Item>
      <Form.Item
        name='text'
        label='为什么这么评，只有同事看得到'
        rules={[{ required: true, whitespace: true, min: 2, message: '写一句为什么' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
      <Refusal error={rate.error} />
      <div className='form-foot step__foot'>
        <Button type='primary' htmlType='submit' loading={rate.isPending}>
          评好了
        </Button>
      </div>
    </GuardedForm>
  )
}
