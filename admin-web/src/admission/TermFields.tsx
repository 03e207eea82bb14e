import { Form, Input, InputNumber } from 'antd'
import { DayField } from '../kit/form/DayField'

/** The fields of `TermFields`. */
export interface TermInput {
  from: string
  until: string
  hoursMonthly: number
  doneBy: string
}

/** From when until when, by whom, and how many hours it takes. */
export const TermFields = () => (
  <>
    <div className='form-row'>
      <Form.Item name='from' label='从哪天' rules={[{ required: true, message: '选开始的日子' }]}>
        <DayField />
      </Form.Item>
      <Form.Item name='until' label='到哪天' rules={[{ required: true, message: '选结束的日子' }]}>
        <DayField />
      </Form.Item>
    </div>
    <Form.Item name='doneBy' label='谁来做' extra='写岗位，不写人名' rules={[{ required: true, message: '写上岗位' }]}>
      <Input maxLength={30} placeholder='网格员' />
    </Form.Item>
    <Form.Item name='hoursMonthly' label='每个社区一个月估几个小时' rules={[{ required: true, message: '写几个小时' }]}>
      <InputNumber min={0.5} max={300} step={0.5} />
    </Form.Item>
  </>
)
