import { OTHERS, OTHERS_CODES, type Others } from '@yike/shared/schedule/series'
import type { SeriesPreview } from '@yike/shared/schedule/schemas'
import { Form, Input, Radio } from 'antd'

export interface DisplacedInput {
  others: Others
  reason?: string
}

/** Shown only where somebody is affected: what happens to people who do not fit, and the reason they read. */
export const DisplacedFields = ({ preview }: { preview: SeriesPreview | undefined }) =>
  preview &&
  preview.affected > 0 && (
    <>
      {preview.unfit > 0 && (
        <Form.Item name='others' label='排不下的怎么办' initialValue='move'>
          <Radio.Group className='others' options={OTHERS_CODES.map((value) => ({ value, label: OTHERS[value] }))} />
        </Form.Item>
      )}
      <Form.Item
        name='reason'
        label='为什么改'
        rules={[{ required: true, whitespace: true, min: 2, message: '有人约了，写一句原因，他们会读到' }]}
      >
        <Input maxLength={100} placeholder='厨房检修' />
      </Form.Item>
    </>
  )
