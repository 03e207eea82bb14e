import type { StaffCategory } from '@yike/shared/cases/category-schemas'
import { Form, Input, InputNumber, Radio, Select } from 'antd'

export interface CategoryValues {
  name: string
  code?: string
  keywords: string[]
  promised: 'above' | 'workdays' | 'hours'
  time?: number
}

const LIMITS = { workdays: { most: 60, unit: '个工作日' }, hours: { most: 72, unit: '小时' } } as const

export const valuesOf = ({ name, code, keywords, promise }: StaffCategory): CategoryValues => ({
  ...{ name, code: code ?? undefined, keywords },
  ...(promise === null
    ? { promised: 'above' }
    : 'hours' in promise
      ? { promised: 'hours', time: promise.hours }
      : { promised: 'workdays', time: promise.workdays }),
})

/** The fields as the API takes them. */
export const inputOf = ({ name, code, keywords, promised, time = 1 }: CategoryValues) => ({
  ...{ name, code: code?.trim() || null, keywords },
  promise: promised === 'above' ? null : promised === 'hours' ? { hours: time } : { workdays: time },
})

/** The name, the code, the words and the promise of a category. */
export function CategoryFields({ isFirstLevel }: { isFirstLevel: boolean }) {
  const promised = Form.useWatch<CategoryValues['promised'] | undefined>('promised')
  const limit = promised && promised !== 'above' ? LIMITS[promised] : null
  return (
    <>
      <div className='form-row'>
        <Form.Item name='name' label='叫什么' rules={[{ required: true, whitespace: true, message: '写上名称' }]}>
          <Input maxLength={20} placeholder='比如：灯杆歪了' />
        </Form.Item>
        <Form.Item
          name='code'
          label='编码（可不填）'
          extra='照 GB/T 39666-2020 或上级的编码表填，表里没有的空着'
          rules={[{ pattern: /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/, message: '只写字母、数字、点和横线' }]}
        >
          <Input maxLength={20} />
        </Form.Item>
      </div>
      <Form.Item name='keywords' label='常说的词' extra='居民的话里有这些词，就先猜这一类；写一个按回车'>
        <Select mode='tags' open={false} suffixIcon={null} tokenSeparators={['，', '、', ',', ' ']} maxCount={30} />
      </Form.Item>
      <Form.Item name='promised' label='多久答复' extra='改了从新来的诉求算起，来过的不变'>
        <Radio.Group
          options={[
            { value: 'above', label: isFirstLevel ? '跟这种诉求平常的一样' : '跟上一级一样' },
            { value: 'workdays', label: '按工作日' },
            { value: 'hours', label: '按小时' },
          ]}
        />
      </Form.Item>
      {limit && (
        <Form.Item name='time' label='几天、几小时' rules={[{ required: true, message: '写一个数' }]}>
          <InputNumber min={1} max={limit.most} precision={0} suffix={`${limit.unit}内`} />
        </Form.Item>
      )}
    </>
  )
}
