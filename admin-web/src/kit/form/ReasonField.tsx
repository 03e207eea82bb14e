import { Form, Input } from 'antd'

/** The reason of a step; field `reason` of its form, which says who reads it. */
export const ReasonField = ({ label, autoFocus }: { label: string; autoFocus?: boolean }) => (
  <Form.Item name='reason' label={label} rules={[{ required: true, whitespace: true, min: 2, message: '写一句原因' }]}>
    <Input.TextArea autoFocus={autoFocus} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={100} showCount />
  </Form.Item>
)
