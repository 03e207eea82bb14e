import type { StaffCase } from '@yike/shared/cases/schemas'
import { findPlaces, findServices } from '@yike/shared/directory/endpoints'
import { listNeedProjects, matchNeed, planNeed } from '@yike/shared/needs/endpoints'
import { RESOURCES, type ResourceKind } from '@yike/shared/needs/projects'
import { dateInText } from '@yike/shared/time/words'
import { Button, Form, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useDebounced } from '../kit/hooks/useDebounced'
import { Refusal } from '../kit/form/Refusal'
import { useRead, useWrite } from '../lib/query'

const WAYS = { match: '附近已经有', plan: '列入项目' } as const

/** The two ways in which a need is met: by what is there, or by a project. */
export function NeedPane({ item }: { item: StaffCase }) {
  const [way, setWay] = useState<keyof typeof WAYS>('match')
  return (
    <section className='pane'>
      <h2 className='lead'>怎么满足</h2>
      <Form.Item>
        <Segmented
          aria-label='怎么满足'
          options={Object.entries(WAYS).map(([value, label]) => ({ value, label }))}
          value={way}
          onChange={(next) => setWay(next as keyof typeof WAYS)}
        />
      </Form.Item>
      {way === 'match' ? <Match item={item} /> : <Plan item={item} />}
    </section>
  )
}

interface Matched {
  of: ResourceKind
  resource: string
  text: string
}

function Match({ item }: { item: StaffCase }) {
  const match = useWrite(matchNeed)
  const [form] = Form.useForm<Matched>()
  const of = Form.useWatch('of', form) ?? 'place'
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim()) || undefined
  const places = useRead(findPlaces, { q, limit: 20 }, { enabled: of === 'place' })
  const services = useRead(findServices, { limit: 100 }, { enabled: of === 'service' })
  const named = services.data?.items.filter(({ name }) => !q || name.includes(q))
  const found = (of === 'place' ? places.data?.items : named) ?? []
  return (
    <Form<Matched>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ of: 'place' }}
      onFinish={({ resource, text }) =>
        match.mutate({ id: item.id, seq: item.seq, resource: { of, id: resource }, text })
      }
    >
      <Form.Item name='of' label='在资源清单里找'>
        <Segmented
          options={Object.entries(RESOURCES).map(([value, { label }]) => ({ value, label }))}
          onChange={() => form.setFieldValue('resource', undefined)}
        />
      </Form.Item>
      <Form.Item name='resource' label='是哪一个' rules={[{ required: true, message: '选一个地点或服务' }]}>
        <Select
          showSearch={{ filterOption: false, onSearch: setTyped }}
          placeholder='打名字找'
          options={found.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name='text'
        label='居民会读到'
        rules={[{ required: true, whitespace: true, min: 2, message: '写一句怎么去、怎么约' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={300} />
      </Form.Item>
      <Refusal error={match.error} />
      <Button type='primary' htmlType='submit' loading={match.isPending}>
        告诉居民附近有
      </Button>
    </Form>
  )
}

interface Planned {
  projectId: string
  text?: string
}

function Plan({ item }: { item: StaffCase }) {
  const plan = useWrite(planNeed)
  const { data } = useRead(listNeedProjects, {})
  const going = data?.items.filter(({ state }) => state.code === 'going') ?? []
  if (data && going.length === 0)
    return (
      <p className='note'>
        还没有在办的项目，<Link to='/needs?view=projects'>先去项目清单加一个</Link>。
      </p>
    )
  return (
    <Form<Planned>
      layout='vertical'
      requiredMark={false}
      onFinish={({ projectId, text }) => plan.mutate({ id: item.id, seq: item.seq, projectId, text })}
    >
      <Form.Item
        name='projectId'
        label='列入哪个项目'
        extra='居民会读到：您提的需求已列入“…”，计划哪天前办好'
        rules={[{ required: true, message: '选一个项目' }]}
      >
        <Select
          options={going.map(({ id, name, doneBy }) => ({ value: id, label: `${name}，${dateInText(doneBy)}前` }))}
        />
      </Form.Item>
      <Form.Item name='text' label='再加一句（不写也行）'>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={300} />
      </Form.Item>
      <Refusal error={plan.error} />
      <Button type='primary' htmlType='submit' loading={plan.isPending}>
        列入，告诉居民
      </Button>
    </Form>
  )
}
