import {
  INCIDENT_DATA,
  INCIDENT_KINDS,
  INCIDENT_LEVELS,
  REPORT_HOURS,
  type IncidentDatum,
  type IncidentKind,
  type IncidentLevel,
} from '@yike/shared/privacy/incidents'
import type { IncidentView } from '@yike/shared/privacy/incident-schemas'
import { Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { TimeField } from '../kit/form/TimeField'
import { GuardedForm } from '../kit/form/unsaved'

export interface IncidentFields {
  kinds: IncidentKind[]
  isCertain: boolean
  what: string
  cause?: string
  harm?: string
  measures?: string
  advice?: string
  noticedAt: string
  happenedAt: string | null
  data: IncidentDatum[]
  people: number
  minors: number
  level: IncidentLevel
  isCrime: boolean
  contact: { name: string; phone: string }
}

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))
const LEVELS = Object.entries(INCIDENT_LEVELS).map(([value, { label }]) => ({ value, label }))
const needed = (message: string) => [{ required: true, message }]

export const fieldsOf = ({ kinds, data, level, ...rest }: IncidentView): IncidentFields => ({
  ...rest,
  kinds: kinds.map(({ code }) => code as IncidentKind),
  data: data.map(({ code }) => code as IncidentDatum),
  level: level.code as IncidentLevel,
})

interface Props {
  /** The facts as they are on record; nothing for a new incident. */
  initial?: IncidentFields
  label: string
  error: Error | null
  isPending: boolean
  onSend: (fields: IncidentFields) => void
}

/** The facts of an incident, as far as they are known. Nobody's name is asked for, except of the contact. */
export function IncidentForm({ initial, label, error, isPending, onSend }: Props) {
  return (
    <GuardedForm<IncidentFields>
      layout='vertical'
      requiredMark={false}
      initialValues={
        initial ?? { isCertain: true, isCrime: false, happenedAt: null, people: 0, minors: 0, level: 'general' }
      }
      onFinish={(fields) => onSend({ ...fields, happenedAt: fields.happenedAt ?? null })}
    >
      <Form.Item name='noticedAt' label='什么时候发现的' rules={needed('选发现的时间，时限从这时算')}>
        <TimeField />
      </Form.Item>
      <Form.Item name='happenedAt' label='什么时候发生的' extra='还不清楚就空着，查清了再补'>
        <TimeField />
      </Form.Item>
      <Form.Item name='kinds' label='是什么' rules={needed('选是泄露、篡改还是丢失')}>
        <Checkbox.Group options={optionsOf(INCIDENT_KINDS)} />
      </Form.Item>
      <Form.Item name='isCertain' label='确定吗'>
        <Radio.Group
          options={[
            { value: true, label: '已经发生' },
            { value: false, label: '可能发生' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name='what'
        label='出了什么事'
        extra='不写居民的姓名、电话'
        rules={[{ required: true, whitespace: true, message: '写一写出了什么事' }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name='data' label='哪几类资料' rules={needed('选哪几类资料')}>
        <Select mode='multiple' options={optionsOf(INCIDENT_DATA)} placeholder='选一类或几类' />
      </Form.Item>
      <div className='form-row'>
        <Form.Item name='people' label='涉及多少人' extra='还不清楚写估计的数' rules={needed('写人数，不清楚写 0')}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
        <Form.Item name='minors' label='其中不满 18 岁的' rules={needed('写人数，没有写 0')}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
      </div>
      <Form.Item
        name='level'
        label='级别'
        extra={`按《网络安全事件分级指南》：泄露 100 万人以上是“较大”。较大以上 ${REPORT_HOURS} 小时内报省级网信部门`}
      >
        <Select options={LEVELS} />
      </Form.Item>
      <Form.Item name='isCrime' valuePropName='checked'>
        <Checkbox>涉嫌犯罪，要向公安机关报案</Checkbox>
      </Form.Item>
      <Form.Item name='cause' label='原因'>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.Item name='harm' label='可能的危害'>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.Item name='measures' label='已采取的补救措施'>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.Item name='advice' label='本人可以怎么减轻危害'>
        <Input.TextArea rows={2} maxLength={2000} placeholder='比如：不要相信自称社区的来电' />
      </Form.Item>
      <div className='form-row'>
        <Form.Item
          name={['contact', 'name']}
          label='联系人'
          rules={[{ required: true, whitespace: true, message: '写联系人' }]}
        >
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item
          name={['contact', 'phone']}
          label='联系电话'
          rules={[{ required: true, whitespace: true, message: '写电话' }]}
        >
          <Input maxLength={20} />
        </Form.Item>
      </div>
      <Refusal error={error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={isPending}>
          {label}
        </Button>
      </div>
    </GuardedForm>
  )
}
