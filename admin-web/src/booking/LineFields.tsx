import { WEEKDAYS } from '@yike/shared/time/china'
import { Checkbox, Form, Input, InputNumber } from 'antd'
import { PeriodField } from '../kit/form/PeriodField'

/** One line as a form holds it. */
export interface LineInput {
  title: string
  weekdays: number[]
  period: { from: number; to: number }
  capacity: number
  menu: string[]
  priceYuan: number | null
  reserveSeats?: number | null
  reserveAge?: number | null
}

/** One sitting a day on some days of the week. `at`: its path in the form. */
export const LineFields = ({ at = [] }: { at?: (string | number)[] }) => (
  <>
    <Form.Item
      name={[...at, 'title']}
      label='叫什么'
      rules={[{ required: true, whitespace: true, message: '写上叫什么' }]}
    >
      <Input maxLength={20} placeholder='午餐第一批' />
    </Form.Item>
    <Form.Item name={[...at, 'weekdays']} label='星期几' rules={[{ required: true, message: '至少选一天' }]}>
      <Checkbox.Group options={WEEKDAYS.map((label, index) => ({ label, value: index + 1 }))} />
    </Form.Item>
    <div className='form-row'>
      <Form.Item name={[...at, 'period']} label='几点到几点'>
        <PeriodField />
      </Form.Item>
      <Form.Item name={[...at, 'capacity']} label='名额' rules={[{ required: true, message: '写名额' }]}>
        <InputNumber min={1} max={2000} />
      </Form.Item>
      <Form.Item name={[...at, 'priceYuan']} label='多少钱一份'>
        <InputNumber min={0} max={10_000} precision={2} suffix='元' />
      </Form.Item>
    </div>
    <div className='form-row'>
      <Form.Item name={[...at, 'reserveSeats']} label='留几个名额'>
        <InputNumber min={1} max={2000} />
      </Form.Item>
      <Form.Item name={[...at, 'reserveAge']} label='给几岁以上的' extra='两个都空着就不留'>
        <InputNumber min={1} max={120} suffix='岁' />
      </Form.Item>
    </div>
  </>
)

/** The line as the API takes it. */
export const lineAsked = ({
  title,
  weekdays,
  period,
  capacity,
  menu,
  priceYuan,
  reserveSeats,
  reserveAge,
}: LineInput) => ({
  title,
  weekdays,
  from: period.from,
  to: period.to,
  capacity,
  menu: menu ?? [],
  priceFen: priceYuan === null || priceYuan === undefined ? null : Math.round(priceYuan * 100),
  reserve: reserveSeats && reserveAge ? { seats: reserveSeats, minAge: reserveAge } : null,
})
