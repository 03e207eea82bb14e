import { endLeave, enterLeave, listLeaves } from '@yike/shared/office/endpoints'
import { leaveInWords } from '@yike/shared/office/leave'
import type { Leave, LeaveList } from '@yike/shared/office/leave-schemas'
import { Button, Form, Popconfirm, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { DayPicker } from '../kit/form/DayPicker'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { Failed } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'

/** Present and coming leaves of colleagues, and the delegates who have their work. */
export function Leaves() {
  const { data, error, refetch } = useRead(listLeaves, {}, { everySeconds: 30 })
  const [isEntering, setEntering] = useState(false)
  if (error) return <Failed error={error} onRetry={refetch} />
  if (!data) return null
  return (
    <section className='pane opening__list'>
      <div className='pane__head'>
        <h2 className='lead'>休假</h2>
        <Button className='push' onClick={() => setEntering(true)}>
          登记休假
        </Button>
      </div>
      {data.items.length === 0 && (
        <p className='note'>没有人休假。休假的时候不会再派给他，手上的事可以交给代班的人。</p>
      )}
      {data.items.map((one) => (
        <LeaveRow key={one.id} leave={one} />
      ))}
      <GuardedModal
        open={isEntering}
        title='登记休假'
        footer={null}
        width={460}
        destroyOnHidden
        onCancel={() => setEntering(false)}
      >
        <LeaveForm {...data} onDone={() => setEntering(false)} />
      </GuardedModal>
    </section>
  )
}

function LeaveRow({ leave }: { leave: Leave }) {
  const { id, person, delegate, handedOver, can } = leave
  const end = useWrite(endLeave)
  const work = delegate && (handedOver ? `手上的事交给了${delegate.name}` : `第一天交给${delegate.name}`)
  return (
    <div className='opening__row'>
      <div>
        <p className='strong'>{person.name}</p>
        <p className='note'>{[leaveInWords(leave), work ?? '没有人代班'].join('，')}</p>
        <Refusal error={end.error} />
      </div>
      {can.end && (
        <Popconfirm
          title={`${person.name}回来上班了？`}
          description='从今天起又可以派给他。交出去的事还在代班的人手上。'
          okText='销假'
          cancelText='先不'
          onConfirm={() => end.mutate({ id })}
        >
          <Button className='push' aria-label={`给${person.name}销假`}>
            销假
          </Button>
        </Popconfirm>
      )}
    </div>
  )
}

interface Fields {
  personId: string
  days: [Dayjs, Dayjs]
  delegateId?: string
}

function LeaveForm({ people, delegates, onDone }: LeaveList & { onDone: () => void }) {
  const [form] = Form.useForm<Fields>()
  const personId = Form.useWatch('personId', form)
  const enter = useWrite(enterLeave, onDone)
  const options = (list: LeaveList['people']) => list.map(({ personId: value, name }) => ({ value, label: name }))
  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ personId: people[0]?.personId }}
      onFinish={({ days: [from, until], ...fields }) =>
        enter.mutate({ ...fields, from: from.format('YYYY-MM-DD'), until: until.format('YYYY-MM-DD') })
      }
    >
      <Form.Item name='personId' label='谁休假'>
        <Select showSearch={{ optionFilterProp: 'label' }} options={options(people)} />
      </Form.Item>
      <Form.Item name='days' label='哪几天' rules={[{ required: true, message: '选第一天和最后一天' }]}>
        <DayPicker.RangePicker format='YYYY-MM-DD' placeholder={['第一天', '最后一天']} />
      </Form.Item>
      <Form.Item
        name='delegateId'
        label='谁代班'
        extra='第一天把手上没办完的事都交给他。不选的话，手上的事还在本人那儿，不再派新的，居民又来说的转给派单的同事。'
      >
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={options(delegates.filter((one) => one.personId !== personId))}
        />
      </Form.Item>
      <Refusal error={enter.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={enter.isPending}>
          登记
        </Button>
      </div>
    </GuardedForm>
  )
}
