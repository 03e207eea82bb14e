import type { WhistleLimits } from '@yike/shared/territory/whistle-limits'
import { setWhistleLimits } from '@yike/shared/office/endpoints'
import type { AreaSettings } from '@yike/shared/office/settings-schemas'
import { App, Button, Form, InputNumber } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

const FIELDS: { name: keyof WhistleLimits; label: string; unit: string; min: number; max: number }[] = [
  { name: 'signMinutes', label: '应哨', unit: '分钟内', min: 10, max: 24 * 60 },
  { name: 'contactHours', label: '联系社区', unit: '小时内', min: 1, max: 7 * 24 },
  { name: 'reportInWorkdays', label: '到场', unit: '个工作日内', min: 1, max: 20 },
  { name: 'hardWorkdays', label: '难办的，到场', unit: '个工作日内', min: 1, max: 30 },
]

/** By when the receivers of a whistle answer. Without its own limits an area keeps those of the area above. */
export function WhistleSettings({ settings: { area, revision, whistle } }: { settings: AreaSettings }) {
  const { message } = App.useApp()
  const write = useWrite(setWhistleLimits)
  const { own, inUse } = whistle
  return (
    <section className='pane opening__list' aria-labelledby='whistle'>
      <div className='pane__head'>
        <h2 id='whistle' className='lead'>
          吹哨的时限
        </h2>
        <span className='note'>
          {own ? '吹过的哨不变，从下一次起按它算' : '还没有单独定，现在按上一级的（没有就是平常的）算'}
        </span>
      </div>
      <GuardedForm<WhistleLimits>
        layout='vertical'
        requiredMark={false}
        initialValues={inUse}
        onFinish={(limits) =>
          write.mutate(
            { id: area.id, revision, limits },
            { onSuccess: () => void message.success('存好了，从下一次吹哨起按新的时限算') },
          )
        }
      >
        <div className='settings__limits'>
          {FIELDS.map(({ name, label, unit, min, max }) => (
            <Form.Item
              key={name}
              name={name}
              label={label}
              dependencies={name === 'hardWorkdays' ? ['reportInWorkdays'] : []}
              rules={[
                { required: true, message: '写一个数' },
                ({ getFieldValue }) => ({
                  validator: (_, value: number) =>
                    name === 'hardWorkdays' && value < (getFieldValue('reportInWorkdays') as number)
                      ? Promise.reject(new Error('难办的不能比平常的短'))
                      : Promise.resolve(),
                }),
              ]}
            >
              <InputNumber min={min} max={max} precision={0} suffix={unit} className='settings__limit' />
            </Form.Item>
          ))}
        </div>
        <Refusal error={write.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={write.isPending}>
            存下
          </Button>
          {own && (
            <Button
              type='text'
              onClick={() =>
                write.mutate(
                  { id: area.id, revision, limits: null },
                  { onSuccess: () => void message.success('改成跟上一级一样了') },
                )
              }
            >
              跟上一级一样
            </Button>
          )}
        </div>
      </GuardedForm>
    </section>
  )
}
