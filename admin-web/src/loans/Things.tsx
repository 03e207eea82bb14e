import { listStaffServices } from '@yike/shared/directory/endpoints'
import { changeThing, createThing, getLoanService, listThings, setLoanService } from '@yike/shared/loans/endpoints'
import {
  CONDITIONS,
  CONDITION_CODES,
  THING_KINDS,
  THING_KIND_CODES,
  type Condition,
  type ThingKind,
} from '@yike/shared/loans/rules'
import type { ThingView } from '@yike/shared/loans/schemas'
import { Button, Form, Input, InputNumber, Segmented, Select, Switch } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { DataTable } from '../kit/show/DataTable'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useNow } from '../kit/hooks/useNow'
import { Photos } from '../kit/show/Photos'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock, fullDay } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'
import { GuardedDrawer, GuardedForm } from '../kit/form/unsaved'

/** Wheelchairs, walkers, rooms: number, condition, shelf, borrower. */
export function Things() {
  const { may } = useMe()
  const [editing, setEditing] = useState<ThingView | 'new'>()
  const { data, error, refetch } = useRead(listThings, {})
  return (
    <>
      <section className='pane'>
        <div className='pane__head'>
          <h2 className='lead'>器具和房间</h2>
          {may('service.edit') && (
            <Button type='primary' className='push' onClick={() => setEditing('new')}>
              加一件
            </Button>
          )}
        </div>
        {error && !data ? (
          <Failed error={error} onRetry={refetch} />
        ) : !data ? (
          <Loading />
        ) : data.items.length === 0 ? (
          <Empty text='还没有能借的。先在服务里加一项“借用”，再把一件一件加上。' />
        ) : (
          <DataTable
            rows={data.items}
            onOpen={setEditing}
            columns={[
              { title: '编号', dataIndex: 'number', className: 'nums' },
              { title: '叫什么', render: (_, { name }) => <span className='strong'>{name}</span> },
              { title: '哪项服务', render: (_, { service }) => service.name },
              { title: '放在', dataIndex: 'shelf' },
              { title: '怎么样', render: (_, { condition }) => condition.label },
              {
                title: '现在',
                render: (_, { out, active }) =>
                  out ? (
                    <StatusTag tone={out.isOverdue ? 'late' : 'go'}>{`${out.who}，${fullDay(out.due)} 还`}</StatusTag>
                  ) : (
                    (active && '在') || '不借了'
                  ),
              },
            ]}
          />
        )}
      </section>
      {may('service.edit') && <Services />}
      {editing && <ThingForm thing={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  )
}

interface Fields {
  serviceId: string
  kind: ThingKind
  name: string
  number: string
  condition: Condition
  shelf: string
  note: string
  active: boolean
}

function ThingForm({ thing, onClose }: { thing: ThingView | undefined; onClose: () => void }) {
  const services = useRead(listStaffServices, { kind: 'loan', limit: 100 })
  const create = useWrite(createThing, onClose)
  const change = useWrite(changeThing, onClose)
  const options = services.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []
  const save = ({ serviceId, kind, ...fields }: Fields) => {
    if (thing) change.mutate({ id: thing.id, revision: thing.revision, ...fields })
    else create.mutate({ serviceId, kind, ...fields })
  }
  return (
    <GuardedDrawer open title={thing ? `${thing.name} ${thing.number}` : '加一件'} size={420} onClose={onClose}>
      {!thing && services.data && options.length === 0 ? (
        <Empty text='先加一项“借用”的服务，东西才有地方放。'>
          <Link to='/services/new'>加服务</Link>
        </Empty>
      ) : (
        <GuardedForm<Fields>
          layout='vertical'
          requiredMark={false}
          disabled={thing && !thing.can.edit}
          initialValues={{
            kind: 'item',
            condition: (thing?.condition.code as Condition | undefined) ?? 'good',
            name: thing?.name,
            number: thing?.number,
            shelf: thing?.shelf ?? '',
            note: thing?.note ?? '',
            active: thing?.active ?? true,
          }}
          onFinish={save}
        >
          {!thing && (
            <>
              <Form.Item name='serviceId' label='哪项服务' rules={[{ required: true, message: '选一项' }]}>
                <Select options={options} />
              </Form.Item>
              <Form.Item name='kind' label='借法' extra='器具按天借，房间按小时借'>
                <Segmented options={THING_KIND_CODES.map((value) => ({ value, label: THING_KINDS[value] }))} />
              </Form.Item>
            </>
          )}
          <div className='form-row'>
            <Form.Item name='name' label='叫什么' rules={[{ required: true, whitespace: true, message: '写上名字' }]}>
              <Input maxLength={20} placeholder='轮椅' />
            </Form.Item>
            <Form.Item name='number' label='编号' rules={[{ required: true, whitespace: true, message: '写上编号' }]}>
              <Input maxLength={20} placeholder='LY-01' />
            </Form.Item>
          </div>
          <Form.Item name='shelf' label='放在哪儿' extra='居民来取时看得到'>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name='condition' label='怎么样' extra='坏了的不往外借'>
            <Select options={CONDITION_CODES.map((value) => ({ value, label: CONDITIONS[value] }))} />
          </Form.Item>
          <Form.Item name='note' label='备注'>
            <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Form.Item name='active' label='还往外借' valuePropName='checked'>
            <Switch />
          </Form.Item>
          <Refusal error={create.error ?? change.error} />
          {(!thing || thing.can.edit) && (
            <div className='form-foot'>
              <Button type='primary' htmlType='submit' loading={create.isPending || change.isPending}>
                存好
              </Button>
            </div>
          )}
        </GuardedForm>
      )}
      {thing && thing.log.length > 0 && <Log thing={thing} />}
    </GuardedDrawer>
  )
}

function Log({ thing }: { thing: ThingView }) {
  const now = useNow()
  return (
    <>
      <h2 className='lead loans__extend'>进出记录</h2>
      <ul>
        {thing.log.map(({ at, by, what, condition, note, photos }) => (
          <li key={`${at} ${what}`} className='loans__log'>
            <span className='nums'>{`${dayAndClock(at, now)} ${what}，${by}`}</span>
            <span className='note'>{[condition.label, note].filter(Boolean).join('，')}</span>
            <Photos label={what} photos={photos} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** The days for which each service lends. */
function Services() {
  const { data } = useRead(listStaffServices, { kind: 'loan', limit: 100 })
  if (!data || data.items.length === 0) return null
  return (
    <section className='pane loans__services'>
      <h2 className='lead'>一次最多借几天</h2>
      <ul>
        {data.items.map(({ id, name }) => (
          <MaxDays key={id} id={id} name={name} />
        ))}
      </ul>
    </section>
  )
}

function MaxDays({ id, name }: { id: string; name: string }) {
  const { data } = useRead(getLoanService, { id })
  const save = useWrite(setLoanService)
  const [typed, setTyped] = useState<number | null>(null)
  const shown = typed ?? data?.maxDays ?? null
  return (
    <li className='row loans__log'>
      <span className='strong'>{name}</span>
      <span className='row push'>
        <InputNumber aria-label={`${name}最多几天`} min={1} max={365} value={shown} onChange={setTyped} />天
        <Button
          size='small'
          disabled={typed === null || typed === data?.maxDays}
          loading={save.isPending}
          onClick={() => typed !== null && save.mutate({ id, maxDays: typed })}
        >
          存
        </Button>
      </span>
      <Refusal error={save.error} />
    </li>
  )
}
