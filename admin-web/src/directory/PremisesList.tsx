import { toCsv } from '@yike/shared/csv'
import {
  changePremises,
  createPremises,
  listPremises,
  listPremisesChanges,
  removePremises,
} from '@yike/shared/directory/endpoints'
import type { Premises } from '@yike/shared/directory/premises-schemas'
import { PREMISES_STATES, PREMISES_STATE_CODES, type PremisesState } from '@yike/shared/directory/taxonomy'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { ChangeLog } from './ChangeLog'
import { DataTable } from '../kit/show/DataTable'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { tie } from '../kit/show/text'
import { call } from '../lib/api'
import { useMe } from '../lib/useMe'
import { useRead, useReadPages, useWrite } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'

const TONES: Record<PremisesState, TagTone> = {
  in_use: 'done',
  idle: 'soon',
  misused: 'late',
  not_handed_over: 'soon',
  returned: 'go',
}
const metres = (area: number) => tie(area.toLocaleString('en'), '平方米')

/** 用房: the rooms that communities are owed, their use, and the missing ones. */
export function PremisesList() {
  const { mayInArea } = useMe()
  const [open, setOpen] = useState<Premises | 'new'>()
  const list = useReadPages(listPremises, { limit: 50 })
  const { data: first } = useRead(listPremises, { limit: 1 })
  if (list.error && !list.data) return <Failed error={list.error} onRetry={list.refetch} />
  if (!list.data) return <Loading />
  return (
    <>
      <div className='pane__head'>
        <h2 className='lead nums'>
          {first?.totals
            .map(({ state, count, squareMetres }) => `${state.label} ${count} 处 ${metres(squareMetres)}`)
            .join('，') || '还没登记用房'}
        </h2>
        <span className='row push'>
          {list.data.length > 0 && <Button onClick={() => void saveAll()}>导出表格</Button>}
          {mayInArea('place.edit') && <Button onClick={() => setOpen('new')}>登记一处</Button>}
        </span>
      </div>
      {list.data.length === 0 ? (
        <Empty text='社区的服务用房登记在这里：多大、谁的、做什么用，有没有挪作他用。' />
      ) : (
        <DataTable
          rows={list.data}
          onOpen={(premises) => setOpen(premises)}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          onMore={list.fetchNextPage}
          columns={[
            { title: '用房', key: 'name', render: (_, { name }) => <span className='strong'>{name}</span> },
            { title: '社区', key: 'community', render: (_, { community }) => community.name },
            { title: '地址', dataIndex: 'address' },
            { title: '面积', key: 'area', align: 'right', render: (_, { squareMetres }) => metres(squareMetres) },
            { title: '用途', dataIndex: 'use' },
            { title: '产权人', dataIndex: 'owner' },
            {
              title: '现状',
              key: 'state',
              render: (_, { state }) => <StatusTag tone={TONES[state.code as PremisesState]}>{state.label}</StatusTag>,
            },
            { title: '备注', dataIndex: 'note' },
          ]}
        />
      )}
      {open && <PremisesForm premises={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

async function saveAll() {
  const rows: Premises[] = []
  let cursor: string | undefined
  do {
    const page = await call(listPremises, { limit: 100, cursor })
    rows.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  saveFile(
    '社区用房.csv',
    toCsv([
      ['用房', '社区', '地址', '面积（平方米）', '用途', '产权人', '现状', '备注'],
      ...rows.map(({ name, community, address, squareMetres, use, owner, state, note }) => [
        ...[name, community.name, address, squareMetres, use, owner, state.label, note],
      ]),
    ]),
  )
}

interface Fields {
  communityId: string
  name: string
  address: string
  squareMetres: number
  use: string
  owner: string
  state: PremisesState
  note: string
}

function PremisesForm({ premises, onClose }: { premises?: Premises; onClose: () => void }) {
  const { me } = useMe()
  const { message, modal } = App.useApp()
  const done = () => {
    void message.success('存好了')
    onClose()
  }
  const create = useWrite(createPremises, done)
  const change = useWrite(changePremises, done)
  const remove = useWrite(removePremises, onClose)
  const mayEdit = premises?.can.edit ?? true
  const required = (message: string) => [{ required: true, whitespace: true, message }]
  return (
    <GuardedModal open title={premises?.name ?? '登记一处用房'} footer={null} width={560} onCancel={onClose}>
      <GuardedForm<Fields>
        layout='vertical'
        requiredMark={false}
        disabled={!mayEdit}
        initialValues={
          premises
            ? { ...premises, communityId: premises.community.id, state: premises.state.code }
            : { communityId: me?.communities[0]?.id, state: 'in_use', note: '' }
        }
        onFinish={({ communityId, ...fields }) =>
          premises
            ? change.mutate({ id: premises.id, revision: premises.revision, ...fields })
            : create.mutate({ communityId, ...fields })
        }
      >
        {!premises && (me?.communities.length ?? 0) > 1 ? (
          <Form.Item name='communityId' label='哪个社区'>
            <Select options={me?.communities.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        ) : (
          <Form.Item name='communityId' hidden>
            <Input />
          </Form.Item>
        )}
        <div className='form-row'>
          <Form.Item name='name' label='叫什么' rules={required('写上名字')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name='squareMetres' label='面积' rules={[{ required: true, message: '写上面积' }]}>
            <InputNumber min={1} max={100_000} suffix='平方米' />
          </Form.Item>
        </div>
        <Form.Item name='address' label='地址' rules={required('写上地址')}>
          <Input maxLength={120} />
        </Form.Item>
        <div className='form-row'>
          <Form.Item name='use' label='现在做什么用' rules={required('写上用途')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name='owner' label='产权人' rules={required('写上产权人')}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
        <Form.Item name='state' label='现状'>
          <Select options={PREMISES_STATE_CODES.map((value) => ({ value, label: PREMISES_STATES[value] }))} />
        </Form.Item>
        <Form.Item name='note' label='备注'>
          <Input.TextArea maxLength={200} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
        <Refusal error={create.error ?? change.error ?? remove.error} />
        {mayEdit && (
          <div className='form-foot'>
            <Button type='primary' htmlType='submit' loading={create.isPending || change.isPending}>
              存好
            </Button>
            {premises && (
              <Button
                danger
                onClick={() =>
                  void modal.confirm({
                    title: '去掉这处登记？',
                    content: '登记错了才去掉；收回来的，现状选「已经收回」。',
                    okText: '去掉',
                    cancelText: '先不',
                    onOk: () => remove.mutate({ id: premises.id }),
                  })
                }
              >
                去掉
              </Button>
            )}
          </div>
        )}
      </GuardedForm>
      {premises && <ChangeLog of={listPremisesChanges} id={premises.id} />}
    </GuardedModal>
  )
}
