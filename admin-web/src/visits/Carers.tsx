import { listStaffServices } from '@yike/shared/directory/endpoints'
import { clock, WEEKDAYS } from '@yike/shared/time/china'
import { getVisitService, listCarers, setVisitService } from '@yike/shared/visits/endpoints'
import type { CarerView } from '@yike/shared/visits/schemas'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { DataTable } from '../kit/show/DataTable'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { tie } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { CarerForm } from './CarerForm'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

const hoursInWords = ({ hours }: CarerView) =>
  hours
    .map(
      ({ weekdays, from, to }) => `${weekdays.map((one) => WEEKDAYS[one - 1]).join('、')} ${clock(from)}–${clock(to)}`,
    )
    .join('；')

/** The carers, their skills and working hours; and the requirements of each service. */
export function Carers() {
  const { may } = useMe()
  const [editing, setEditing] = useState<CarerView | 'new'>()
  const { data, error, refetch } = useRead(listCarers, {})
  const add = may('service.edit') && (
    <Button type='primary' onClick={() => setEditing('new')}>
      加护理员
    </Button>
  )
  return (
    <>
      <section className='pane'>
        <div className='pane__head'>
          <h2 className='lead'>护理员</h2>
          <span className='push'>{add}</span>
        </div>
        {error && !data ? (
          <Failed error={error} onRetry={refetch} />
        ) : !data ? (
          <Loading />
        ) : data.items.length === 0 ? (
          <Empty text='还没有护理员。加上以后，约上门时就按谁会、谁上班、谁有空来定。' />
        ) : (
          <DataTable
            rows={data.items}
            onOpen={(carer) => carer.can.edit && setEditing(carer)}
            columns={[
              {
                title: '姓名',
                render: (_, { name, active }) => (
                  <span className='row'>
                    <span className='strong'>{name}</span>
                    {!active && <StatusTag>不在岗</StatusTag>}
                  </span>
                ),
              },
              { title: '电话', dataIndex: 'phone', className: 'nums' },
              { title: '会', render: (_, { skills }) => skills.join('、') },
              { title: '做', render: (_, { services }) => services.map(({ name }) => name).join('、') },
              { title: '上班', className: 'nums', render: (_, carer) => hoursInWords(carer) },
              {
                title: '路上留',
                className: 'nums',
                render: (_, { bufferMinutes }) => tie(bufferMinutes, '分钟'),
              },
            ]}
          />
        )}
      </section>
      {may('service.edit') && <Services />}
      {editing && <CarerForm carer={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  )
}

/** The requirements and tasks of each care service. */
function Services() {
  const { data } = useRead(listStaffServices, { kind: 'care', limit: 100 })
  const [editing, setEditing] = useState<{ id: string; name: string }>()
  if (!data || data.items.length === 0) return null
  return (
    <section className='pane visits__services'>
      <h2 className='lead'>每项服务要会什么、要做什么</h2>
      <ul className='visits__tasks'>
        {data.items.map(({ id, name, placeName }) => (
          <li key={id} className='row'>
            <span className='strong'>{name}</span>
            <span className='note'>{placeName}</span>
            <Button size='small' className='push' onClick={() => setEditing({ id, name })}>
              改
            </Button>
          </li>
        ))}
      </ul>
      {editing && <ServiceForm {...editing} onClose={() => setEditing(undefined)} />}
    </section>
  )
}

function ServiceForm({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { data, error, refetch } = useRead(getVisitService, { id })
  const save = useWrite(setVisitService, onClose)
  return (
    <GuardedDrawer open title={name} size={420} onClose={onClose}>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : (
        <GuardedForm<{ skills: string[]; tasks: string[] }>
          layout='vertical'
          requiredMark={false}
          initialValues={data}
          onFinish={(fields) => save.mutate({ id, ...fields })}
        >
          <Form.Item name='skills' label='去的人要会' extra='和护理员“会什么”一字不差才算。空着就谁都能去。'>
            <Select mode='tags' maxCount={10} placeholder='写一样，按回车' />
          </Form.Item>
          <Form.Item name='tasks' label='到了要做的' extra='护理员在手机上一样一样点，家里人看得到。'>
            <Select mode='tags' maxCount={20} placeholder='助浴、理发、测血压、打扫' />
          </Form.Item>
          <Refusal error={save.error} />
          <div className='form-foot'>
            <Button type='primary' htmlType='submit' loading={save.isPending}>
              存好
            </Button>
          </div>
        </GuardedForm>
      )}
    </GuardedDrawer>
  )
}
