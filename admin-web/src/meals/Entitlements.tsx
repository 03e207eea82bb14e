import { confirmEntitlement, endEntitlement, listEntitlements } from '@yike/shared/meals/endpoints'
import { ENTITLEMENTS, ENTITLEMENT_CODES, type Entitlement } from '@yike/shared/meals/kinds'
import type { PersonFound } from '@yike/shared/people/schemas'
import { Button, DatePicker, Form, Input, Popconfirm, Segmented } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { Failed, Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { PersonPicker } from '../lib/PersonPicker'
import { useRead, useWrite } from '../lib/query'
import { GuardedForm } from '../kit/form/unsaved'

interface Fields {
  person: PersonFound
  kind: Entitlement
  evidence: string
  until: Dayjs
}

/** Entitlements that a price may depend on beside the age: seen by a member of staff, until a day. */
export function Entitlements() {
  const { data, error, refetch } = useRead(listEntitlements, {})
  const [isAdding, setAdding] = useState(false)
  const [form] = Form.useForm<Fields>()
  const confirm = useWrite(confirmEntitlement, () => {
    form.resetFields()
    setAdding(false)
  })
  const end = useWrite(endEntitlement)
  return (
    <section className='pane' aria-label='核对过的身份'>
      <div className='row'>
        <h2 className='lead'>核对过的身份</h2>
        {!isAdding && (
          <Button className='push' onClick={() => setAdding(true)}>
            加一位
          </Button>
        )}
      </div>
      {isAdding && (
        <GuardedForm<Fields>
          form={form}
          layout='vertical'
          requiredMark={false}
          initialValues={{ kind: 'low_income', until: dayjs().endOf('year') }}
          onFinish={({ person, kind, evidence, until }) =>
            confirm.mutate({ personId: person.id, kind, evidence, until: until.format('YYYY-MM-DD') })
          }
        >
          <Form.Item name='person' label='谁' rules={[{ required: true, message: '先找到这位居民' }]}>
            <PersonPicker />
          </Form.Item>
          <Form.Item name='kind' label='是什么'>
            <Segmented options={ENTITLEMENT_CODES.map((value) => ({ value, label: ENTITLEMENTS[value] }))} />
          </Form.Item>
          <Form.Item
            name='evidence'
            label='看过什么'
            rules={[{ required: true, whitespace: true, min: 2, message: '写看过什么证件' }]}
          >
            <Input maxLength={60} placeholder='比如：低保证尾号 0123' />
          </Form.Item>
          <Form.Item name='until' label='到哪天'>
            <DatePicker allowClear={false} format='YYYY年M月D日' />
          </Form.Item>
          <Refusal error={confirm.error} />
          <div className='form-foot'>
            <Button type='primary' htmlType='submit' loading={confirm.isPending}>
              核对过了
            </Button>
            <Button type='text' onClick={() => setAdding(false)}>
              先不
            </Button>
          </div>
        </GuardedForm>
      )}
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : (
        <ul className='figures'>
          {data.items.length === 0 && <li className='note'>还没有核对过的。低保这样的价，要先在这儿核对。</li>}
          {data.items.map(({ id, person, kind, evidence, until, confirmedBy }) => (
            <li key={id}>
              <span>
                <span className='strong'>{person.name}</span> <StatusTag>{kind.label}</StatusTag>
                <span className='note nums'>
                  {' '}
                  {evidence}，到 {until}，{confirmedBy}
                </span>
              </span>
              <Popconfirm
                title={`${person.name}不再按${kind.label}算？`}
                okText='不再算'
                cancelText='先不'
                onConfirm={() => end.mutate({ personId: person.id, kind: kind.code as Entitlement })}
              >
                <button type='button' className='link-button'>
                  取消
                </button>
              </Popconfirm>
            </li>
          ))}
        </ul>
      )}
      <Refusal error={end.error} />
    </section>
  )
}
