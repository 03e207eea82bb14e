import { deactivateStaff, getOpenWork } from '@yike/shared/office/endpoints'
import type { WorkKind } from '@yike/shared/office/open-work'
import type { OpenWorkView } from '@yike/shared/office/schemas'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'

type Item = OpenWorkView['items'][number]
type Colleague = OpenWorkView['colleagues'][number]
const keyOf = ({ kind, id }: Item) => `${kind.code} ${id}`

/** Ends an account: why, and who takes each part of the open work. */
export function Deactivate({ personId, name, onDone }: { personId: string; name: string; onDone: () => void }) {
  const { data, error, refetch } = useRead(getOpenWork, { personId })
  if (error) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return <DeactivateForm personId={personId} name={name} work={data} onDone={onDone} />
}

interface Fields {
  toId?: string
  reason: string
}
interface Props {
  personId: string
  name: string
  work: OpenWorkView
  onDone: () => void
}

function DeactivateForm({ personId, name, work: { items, colleagues }, onDone }: Props) {
  const [form] = Form.useForm<Fields>()
  const toId = Form.useWatch('toId', form)
  const [others, setOthers] = useState<Record<string, string>>({})
  const end = useWrite(deactivateStaff, onDone)
  const movable = items.filter(({ takers }) => takers.length > 0)
  const takerOf = (item: Item) => others[keyOf(item)] ?? (toId && item.takers.includes(toId) ? toId : undefined)
  const unsettled = toId ? movable.filter((item) => !takerOf(item)) : []
  const send = ({ reason }: Fields) =>
    end.mutate({
      personId,
      reason,
      ...(toId && {
        handover: {
          toId,
          others: movable
            .filter((item) => takerOf(item) !== toId)
            .map((item) => ({ kind: item.kind.code as WorkKind, id: item.id, toId: takerOf(item)! })),
        },
      }),
    })
  return (
    <GuardedForm<Fields> form={form} layout='vertical' requiredMark={false} onFinish={send}>
      <p className='note'>马上退出所有设备，不能再登录。办过的事都留着。</p>
      {items.length > 0 && (
        <>
          <Form.Item
            name='toId'
            label={`手上还有 ${items.length} 件没办完，交给谁`}
            rules={[{ required: true, message: '选一位同事接手' }]}
          >
            <Select
              showSearch
              optionFilterProp='label'
              options={optionsOf(colleagues)}
              onChange={() => setOthers({})}
            />
          </Form.Item>
          <ul className='handover' aria-label='没办完的事'>
            {items.map((item) => (
              <WorkRow
                key={keyOf(item)}
                item={item}
                colleagues={colleagues}
                to={takerOf(item)}
                isChosen={toId !== undefined}
                onChange={(to) => setOthers({ ...others, [keyOf(item)]: to })}
              />
            ))}
          </ul>
        </>
      )}
      <Form.Item
        name='reason'
        label='为什么停用'
        rules={[{ required: true, whitespace: true, min: 2, message: `写一句${name}为什么停用，会记下来` }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={100} autoFocus={items.length === 0} />
      </Form.Item>
      {unsettled.length > 0 && <p className='refusal'>有 {unsettled.length} 件这位同事接不了，在上面给它另选一位。</p>}
      <Refusal error={end.error} />
      <div className='form-foot'>
        <Button danger htmlType='submit' loading={end.isPending} disabled={unsettled.length > 0}>
          {items.length > 0 ? '停用，马上交接' : '停用'}
        </Button>
      </div>
    </GuardedForm>
  )
}

const optionsOf = (colleagues: readonly Colleague[]) =>
  colleagues.map(({ personId, name, roles }) => ({ value: personId, label: `${name}（${roles}）` }))

interface RowProps {
  item: Item
  colleagues: readonly Colleague[]
  to: string | undefined
  isChosen: boolean
  onChange: (to: string) => void
}
const WorkRow = ({ item, colleagues, to, isChosen, onChange }: RowProps) => (
  <li className='handover__row'>
    <div className='handover__what'>
      <p className='strong'>{item.title}</p>
      <p className='note'>
        {item.kind.label}，{item.detail}
      </p>
    </div>
    {item.takers.length === 0 ? (
      <p className='note'>没有人能接，停用以后打电话另约</p>
    ) : (
      isChosen && (
        <Select
          className='handover__to'
          size='small'
          aria-label={`${item.title}交给谁`}
          value={to}
          status={to ? undefined : 'error'}
          placeholder='另选一位'
          options={optionsOf(colleagues.filter(({ personId }) => item.takers.includes(personId)))}
          onChange={onChange}
        />
      )
    )}
  </li>
)
