import { changePerson } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { App, Button, Form, Input, InputNumber, Popconfirm } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'
import { GuardianConsent } from './GuardianConsent'

interface Fields {
  name: string
  birthYear: number | null
  home: string | null
  idLast4?: string
  guardian?: boolean
}

/** Corrects the record of a resident; the resident can read who changed what. */
export function PersonFacts({ person }: { person: PersonFound }) {
  const [isOpen, setOpen] = useState(false)
  const { message } = App.useApp()
  const change = useWrite(changePerson, () => {
    setOpen(false)
    void message.success('改好了')
  })
  const dropPhone = useWrite(changePerson, () => void message.success('号码去掉了'))
  if (!isOpen)
    return (
      <div className='row'>
        <Button size='small' onClick={() => setOpen(true)}>
          改姓名、年份、住址
        </Button>
        {person.phoneLast4 && (
          <Popconfirm
            title={`去掉${person.name}的号码？`}
            description='这个号码收不到他的消息了，家人也不能用它找到他。'
            okText='去掉'
            cancelText='先不'
            onConfirm={() => dropPhone.mutate({ personId: person.id, phone: null })}
          >
            <Button size='small' loading={dropPhone.isPending}>
              号码不是他的，去掉
            </Button>
          </Popconfirm>
        )}
        <Refusal error={dropPhone.error} />
      </div>
    )
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      initialValues={{ name: person.name, birthYear: person.birthYear, home: person.home }}
      onFinish={({ name, birthYear, home, idLast4, guardian }) =>
        change.mutate({
          personId: person.id,
          name,
          birthYear: birthYear ?? null,
          home: home?.trim() || null,
          ...(idLast4 ? { idLast4 } : {}),
          ...(guardian ? { guardian } : {}),
        })
      }
    >
      <Form.Item name='name' label='姓名' rules={[{ required: true, whitespace: true, message: '写上姓名' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className='form-row'>
        <Form.Item name='birthYear' label='出生年份'>
          <InputNumber min={1900} max={2100} controls={false} />
        </Form.Item>
        <Form.Item name='idLast4' label='身份证后四位' extra='不改就空着'>
          <Input maxLength={4} />
        </Form.Item>
      </div>
      <Form.Item name='home' label='住哪儿'>
        <Input maxLength={100} placeholder='颐园 3 号楼 2 单元 501' />
      </Form.Item>
      <GuardianConsent before={person.birthYear} />
      <Refusal error={change.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={change.isPending}>
          改好了
        </Button>
        <Button type='text' onClick={() => setOpen(false)}>
          先不改
        </Button>
      </div>
    </GuardedForm>
  )
}
