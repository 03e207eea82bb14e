import * as office from '@yike/shared/office/endpoints'
import type { RoleView } from '@yike/shared/office/role-schemas'
import { FREE_PERMISSIONS, PERMISSION_LABELS, type Permission } from '@yike/shared/people/permissions'
import { App, Button, Checkbox, Form, Input, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'
import { useMe } from '../lib/useMe'

/** The roles of the product and those of the office, which the security administrator makes. */
export function Roles() {
  const { may } = useMe()
  const { data, error, refetch } = useRead(office.listRoles, {})
  const [open, setOpen] = useState<RoleView | 'new'>()
  return (
    <section className='pane opening__list' aria-label='岗位'>
      <div className='pane__head'>
        <h2 className='lead'>岗位</h2>
        {may('role.edit') && (
          <Button className='push' onClick={() => setOpen('new')}>
            自己定一个岗位
          </Button>
        )}
      </div>
      {error && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data?.items.map((role) => (
        <RoleRow key={role.id ?? role.code} role={role} onEdit={() => setOpen(role)} />
      ))}
      <GuardedModal
        open={open !== undefined}
        title={open === 'new' ? '自己定一个岗位' : '改这个岗位'}
        footer={null}
        width={620}
        destroyOnHidden
        onCancel={() => setOpen(undefined)}
      >
        {open && <RoleForm role={open === 'new' ? null : open} onDone={() => setOpen(undefined)} />}
      </GuardedModal>
    </section>
  )
}

function RoleRow({ role, onEdit }: { role: RoleView; onEdit: () => void }) {
  const { message } = App.useApp()
  const remove = useWrite(office.removeRole, () => void message.success(`“${role.label}”删了`))
  const facts = [
    role.area && `${role.area}自己的岗位`,
    role.duty && `三员之一：${role.duty}`,
    role.holders > 0 ? `${role.holders} 人` : '还没有人',
  ]
  return (
    <div className='opening__row'>
      <div>
        <p className='strong'>{role.label}</p>
        <p className='note'>{facts.filter(Boolean).join('，')}</p>
        <p className='note'>{role.permissions.map(({ label }) => label).join('、')}</p>
        <Refusal error={remove.error} />
      </div>
      {role.can.edit && (
        <div className='row push'>
          <Button onClick={onEdit}>改</Button>
          <Popconfirm
            title={`删掉“${role.label}”？`}
            okText='删掉'
            cancelText='先不'
            onConfirm={() => remove.mutate({ id: role.id! })}
          >
            <Button>删</Button>
          </Popconfirm>
        </div>
      )}
    </div>
  )
}

interface Fields {
  label: string
  areaId: string
  permissions: Permission[]
}

function RoleForm({ role, onDone }: { role: RoleView | null; onDone: () => void }) {
  const { me } = useMe()
  const make = useWrite(office.createRole, onDone)
  const change = useWrite(office.changeRole, onDone)
  const mine = (me?.roles ?? []).filter(({ role: { code } }) => code === 'security_admin').map(({ area }) => area)
  const areas = [...mine, ...(me?.communities ?? [])]
  const send = ({ label, areaId, permissions }: Fields) =>
    role
      ? change.mutate({ id: role.id!, revision: role.revision, label, permissions })
      : make.mutate({ areaId, label, permissions })
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      initialValues={{
        label: role?.label,
        areaId: areas[0]?.id,
        permissions: role?.permissions.map(({ code }) => code),
      }}
      onFinish={send}
    >
      <p className='note'>
        邀请同事、定岗位、查记录是管理员、安全管理员、审计员三个人的事，不能放进别的岗位。
        {role && role.holders > 0 && `改好以后，这个岗位上的 ${role.holders} 人马上按新的来。`}
      </p>
      <div className='form-row'>
        <Form.Item name='label' label='岗位叫什么' rules={[{ required: true, min: 2, message: '写两个字以上' }]}>
          <Input maxLength={20} placeholder='比如：楼长' autoFocus />
        </Form.Item>
        {!role && (
          <Form.Item name='areaId' label='在哪里用' rules={[{ required: true, message: '选一个地方' }]}>
            <Select options={areas.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
      </div>
      <Form.Item name='permissions' label='能做什么' rules={[{ required: true, message: '至少选一项' }]}>
        <Checkbox.Group
          className='rights__choice'
          options={FREE_PERMISSIONS.map((value) => ({ value, label: PERMISSION_LABELS[value] }))}
        />
      </Form.Item>
      <Refusal error={make.error ?? change.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={make.isPending || change.isPending}>
          {role ? '改好' : '定好'}
        </Button>
      </div>
    </GuardedForm>
  )
}
