import { CONDITIONS, CONDITION_CODES } from '@yike/shared/loans/rules'
import { Form, Input, Segmented } from 'antd'
import { PhotoField } from '../lib/PhotoField'

/** The look at a thing when it leaves and when it comes back: its condition, words, photos. */
export const LookFields = () => (
  <>
    <Form.Item name='condition' label='东西怎么样'>
      <Segmented options={CONDITION_CODES.map((value) => ({ value, label: CONDITIONS[value] }))} />
    </Form.Item>
    <Form.Item name='note' label='写一句' extra='哪儿磨了、少了什么'>
      <Input maxLength={200} />
    </Form.Item>
    <Form.Item name='photos' label='照片'>
      <PhotoField />
    </Form.Item>
  </>
)
