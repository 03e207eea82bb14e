import { getMealTerms, setMealTerms } from '@yike/shared/meals/endpoints'
import {
  ENTITLEMENTS,
  ENTITLEMENT_CODES,
  MEAL_MODES,
  MEAL_MODE_CODES,
  type Entitlement,
  type MealMode,
} from '@yike/shared/meals/kinds'
import type { MealTermsView } from '@yike/shared/meals/schemas'
import { App, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { CheckboxGroupProps } from 'antd/es/checkbox'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { yuan as inWords } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { Entitlements } from './Entitlements'
import { MealsHead, ServiceSelect, useMealServices } from './MealsHead'
import { GuardedForm } from '../kit/form/unsaved'
import './meals.css'

/** Prices, the payer of the rest, and the modes of a meal; beside them the confirmed entitlements of people. */
export default function TermsPage() {
  const services = useMealServices()
  const { chosen } = services
  const { may } = useMe()
  const { data, error, refetch } = useRead(getMealTerms, { id: chosen?.id ?? '' }, { enabled: chosen !== undefined })
  return (
    <>
      <MealsHead title='价钱和补贴' tools={<ServiceSelect {...services} />} />
      <div className='till'>
        <section className='pane'>
          {error && !data ? (
            <Failed error={error} onRetry={refetch} />
          ) : services.data && !chosen ? (
            <Empty text='还没有助餐服务。' />
          ) : !data ? (
            <Loading />
          ) : (
            <Terms key={`${data.serviceId} ${data.revision}`} terms={data} />
          )}
        </section>
        {may('meal.entitle') && <Entitlements />}
      </div>
    </>
  )
}

interface Fields {
  modes: MealMode[]
  payer: string
  prices: { minAge: number; entitlement: Entitlement | null; pay: number; subsidy: number }[]
}

/** antd sets `aria-required` on the group, which a group cannot have. */
const ModeBoxes = ({
  'aria-required': _required,
  ...group
}: CheckboxGroupProps<MealMode> & { 'aria-required'?: boolean }) => <Checkbox.Group {...group} />

function Terms({ terms }: { terms: MealTermsView }) {
  const { message } = App.useApp()
  const save = useWrite(setMealTerms, () => void message.success('存好了，从今天的场次起算；订好的还按原来的价'))
  const { serviceId, serviceName, placeName, priceFen, revision, modes, prices, payer, can } = terms
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      disabled={!can.edit}
      initialValues={{
        modes,
        payer,
        prices: prices.map(({ minAge, entitlement, payFen, subsidyFen }) => ({
          minAge,
          entitlement,
          pay: payFen / 100,
          subsidy: subsidyFen / 100,
        })),
      }}
      onFinish={(fields) =>
        save.mutate({
          id: serviceId,
          revision,
          modes: fields.modes,
          payer: fields.payer ?? '',
          prices: fields.prices.map(({ minAge, entitlement, pay, subsidy }) => ({
            minAge,
            entitlement: entitlement ?? null,
            payFen: Math.round(pay * 100),
            subsidyFen: Math.round(subsidy * 100),
          })),
        })
      }
    >
      <h2 className='lead'>
        {placeName} {serviceName}
      </h2>
      <p className='note nums'>
        原价 {priceFen === null ? '没写' : inWords(priceFen)}
        ，写在服务里。下面没写到的人付原价；几条都合适的，按付得最少的算。
      </p>
      <Form.Item name='modes' label='怎么取' rules={[{ required: true, type: 'array', min: 1, message: '至少留一种' }]}>
        <ModeBoxes options={MEAL_MODE_CODES.map((value) => ({ value, label: MEAL_MODES[value] }))} />
      </Form.Item>
      <Form.List name='prices'>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className='form-row'>
                <Form.Item
                  name={[name, 'minAge']}
                  label='满几岁'
                  rules={[{ required: true, message: '写岁数，不限写 0' }]}
                >
                  <InputNumber min={0} max={120} precision={0} />
                </Form.Item>
                <Form.Item name={[name, 'entitlement']} label='还要是'>
                  <Select
                    allowClear
                    placeholder='不限'
                    style={{ width: 130 }}
                    options={ENTITLEMENT_CODES.map((value) => ({ value, label: ENTITLEMENTS[value] }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'pay']} label='自己付（元）' rules={[{ required: true, message: '写付多少' }]}>
                  <InputNumber min={0} max={1000} />
                </Form.Item>
                <Form.Item name={[name, 'subsidy']} label='补（元）' rules={[{ required: true, message: '写补多少' }]}>
                  <InputNumber min={0} max={1000} />
                </Form.Item>
                <Form.Item label=' '>
                  <Button type='text' danger onClick={() => remove(name)}>
                    去掉
                  </Button>
                </Form.Item>
              </div>
            ))}
            <Form.Item>
              <Button onClick={() => add({ minAge: 60, entitlement: null, subsidy: 0 })}>加一档</Button>
            </Form.Item>
          </>
        )}
      </Form.List>
      <Form.Item name='payer' label='补贴由谁出' extra='居民订餐时看得到'>
        <Input maxLength={100} placeholder='比如：区民政局' />
      </Form.Item>
      <Refusal error={save.error} />
      {can.edit && (
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={save.isPending}>
            存好
          </Button>
        </div>
      )}
    </GuardedForm>
  )
}
