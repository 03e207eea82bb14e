import { createNeedProject, endNeedProject } from '@yike/shared/needs/endpoints'
import type { NeedProject } from '@yike/shared/needs/schemas'
import { Button, Form, Input, Segmented, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'
import { useMe } from '../lib/useMe'

interface Fields {
  areaId: string
  name: string
  doneBy: Dayjs
}

/** A project that needs are made part of. */
export function NewProject({ onDone }: { onDone: () => void }) {
  const { me } = useMe()
  const create = useWrite(createNeedProject, onDone)
  const communities = me?.communities ?? []
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      initialValues={{ areaId: communities[0]?.id }}
      onFinish={({ doneBy, ...rest }) => create.mutate({ ...rest, doneBy: doneBy.format('YYYY-MM-DD') })}
    >
      <Form.Item
        name='name'
        label='叫什么'
        extra='提的人会读到：您提的需求已列入“…”'
        rules={[{ required: true, whitespace: true, min: 2, message: '写个名字，比如：3 号楼助浴点' }]}
      >
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='areaId' label='在哪个社区'>
        <Select options={communities.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name='doneBy' label='哪天前办好' rules={[{ required: true, message: '选一天，提的人等到这天' }]}>
        <DayPicker />
      </Form.Item>
      <Refusal error={create.error} />
      <Button type='primary' htmlType='submit' loading={create.isPending}>
        加上
      </Button>
    </GuardedForm>
  )
}

interface Ended {
  outcome: 'done' | 'dropped'
  text: string
}

/** The end of a project, with the sentence that everybody who asked reads. */
export function EndProject({ project, onDone }: { project: NeedProject; onDone: () => void }) {
  const end = useWrite(endNeedProject, onDone)
  return (
    <GuardedForm<Ended>
      layout='vertical'
      requiredMark={false}
      initialValues={{ outcome: 'done' }}
      onFinish={(fields) => end.mutate({ id: project.id, ...fields })}
    >
      <Form.Item name='outcome' label={project.name} extra='没办成的，需求回到社区再想办法'>
        <Segmented
          options={[
            { value: 'done', label: '办成了' },
            { value: 'dropped', label: '没办成' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name='text'
        label={`告诉提的人（${project.needs} 件需求）`}
        rules={[{ required: true, whitespace: true, min: 4, message: '写清在哪儿、怎么用，或者为什么没办成' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={300} />
      </Form.Item>
      <Refusal error={end.error} />
      <Button type='primary' htmlType='submit' loading={end.isPending}>
        结束，发给大家
      </Button>
    </GuardedForm>
  )
}
