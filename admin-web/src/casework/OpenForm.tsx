import { openCasework } from '@yike/shared/casework/endpoints'
import { CASEWORK_CONSENT_VERSION } from '@yike/shared/casework/rules'
import type { PersonFound } from '@yike/shared/people/schemas'
import { Button, Form, Input } from 'antd'
import { useNavigate } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { CategorySelect } from '../lib/CategorySelect'
import { PersonPicker } from '../lib/PersonPicker'
import { useWrite } from '../lib/query'
import { ConsentFields, type ConsentInput } from './ConsentFields'

interface Fields extends ConsentInput {
  person: PersonFound
  categoryId: string
  words: string
}

/** Opens a casework for somebody who has just agreed; it is the social worker's own from then on. */
export function OpenForm() {
  const navigate = useNavigate()
  const send = useWrite(openCasework, ({ id }) => void navigate(`/caseworks/${id}`))
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      onFinish={({ person, categoryId, words, ...consent }) =>
        send.mutate({
          ...{ personId: person.id, categoryId, words },
          consent: { version: CASEWORK_CONSENT_VERSION, ...consent },
        })
      }
    >
      <Form.Item name='person' label='给谁做' rules={[{ required: true, message: '选一位居民' }]}>
        <PersonPicker />
      </Form.Item>
      <Form.Item name='categoryId' label='哪一类' rules={[{ required: true, message: '选一类' }]}>
        <CategorySelect kind='casework' />
      </Form.Item>
      <Form.Item
        name='words'
        label='什么情况'
        extra='本人看得到'
        rules={[{ required: true, whitespace: true, min: 4, message: '写一句情况' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} showCount />
      </Form.Item>
      <ConsentFields />
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          同意了，开始做
        </Button>
      </div>
    </GuardedForm>
  )
}
