import { PUPIL_CONSENT } from '@yike/shared/courses/rules'
import { Checkbox, Form, Input } from 'antd'

/**
 * A class for children, at the counter: the people who collect, the care notes, consent after reading it out. Fields of
 * `guardian`.
 */
export const GuardianFields = () => (
  <>
    <div className='form-row'>
      <Form.Item
        name={['guardian', 'name']}
        label='监护人'
        rules={[{ required: true, whitespace: true, message: '写上谁接送孩子' }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={['guardian', 'relation']} label='是孩子的谁'>
        <Input maxLength={10} placeholder='妈妈、姥姥' />
      </Form.Item>
    </div>
    <Form.Item
      name={['guardian', 'phone']}
      label='监护人电话'
      rules={[{ required: true, whitespace: true, message: '写上电话，到了、接走都靠它' }]}
    >
      <Input inputMode='tel' maxLength={40} />
    </Form.Item>
    <div className='form-row'>
      <Form.Item name={['guardian', 'collector']} label='还有谁能接走'>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={['guardian', 'collectorPhone']} label='接的人电话'>
        <Input inputMode='tel' maxLength={40} />
      </Form.Item>
    </div>
    <Form.Item name={['guardian', 'notes']} label='过敏、要留意的' extra='加密存放，只有带班的看得到'>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} placeholder='花生过敏，4 点 50 要吃药' />
    </Form.Item>
    <div className='look'>
      <p className='note'>念给监护人听：</p>
      <ul className='plain-list note'>
        {PUPIL_CONSENT.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Form.Item name={['guardian', 'agreed']} valuePropName='checked' noStyle>
        <Checkbox>念给监护人听了，监护人同意</Checkbox>
      </Form.Item>
    </div>
  </>
)
