import { CASEWORK_CONSENT, CONSENT_GIVERS, type ConsentGiver } from '@yike/shared/casework/rules'
import { Form, Input, Radio } from 'antd'

/** The fields of `ConsentFields`. */
export interface ConsentInput {
  by: ConsentGiver
  guardianName?: string
}

/** The sentence that is read out, and the person who said yes. */
export function ConsentFields() {
  const by = Form.useWatch<ConsentGiver | undefined>('by')
  return (
    <>
      <p className='casework__words'>念给本人听：“{CASEWORK_CONSENT}”</p>
      <Form.Item name='by' label='谁同意了' rules={[{ required: true, message: '选一下谁同意了' }]}>
        <Radio.Group
          options={(Object.keys(CONSENT_GIVERS) as ConsentGiver[]).map((value) => ({
            value,
            label: CONSENT_GIVERS[value],
          }))}
        />
      </Form.Item>
      {by === 'guardian' && (
        <Form.Item name='guardianName' label='监护人姓名' rules={[{ required: true, message: '写上监护人的姓名' }]}>
          <Input maxLength={50} />
        </Form.Item>
      )}
    </>
  )
}
