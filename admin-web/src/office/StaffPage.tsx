import * as office from '@yike/shared/office/endpoints'
import type { Invited, OpenInvitation, StaffAccount } from '@yike/shared/office/schemas'
import { ROLES, ROLE_CODES, type Role } from '@yike/shared/people/permissions'
import { listAreas } from '@yike/shared/territory/endpoints'
import { instantInText } from '@yike/shared/time/words'
import { App, Button, Form, Input, Modal, Popconfirm, QRCode, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'
import { useMe } from '../lib/useMe'
import { Deactivate } from './Deactivate'
import { Handovers } from './Handovers'
import './office.css'

/** Colleagues of the areas that the person administers: invited by a link, ended at once. */
export default function StaffPage() {
  const { data, error, refetch } = useRead(office.listStaff, {})
  const [isInviting, setInviting] = useState(false)
  return (
    <>
      <PageHead
        title='工作人员'
        note='每个人用自己的账号；发一个链接，本人自己想账号和密码'
        tools={
          <Button type='primary' onClick={() => setInviting(true)}>
            邀请同事
          </Button>
        }
      />
      {error && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          {data.invitations.length > 0 && (
            <section className='pane opening__list'>
              <h2 className='lead'>等着接受邀请</h2>
              {data.invitations.map((one) => (
                <InvitationRow key={one.id} invitation={one} />
              ))}
            </section>
          )}
          <section className='pane opening__list'>
            <h2 className='lead'>在岗的 {data.accounts.length} 人</h2>
            {data.accounts.length === 0 && <Empty text='还没有人。' />}
            {data.accounts.map((one) => (
              <AccountRow key={one.personId} account={one} />
            ))}
          </section>
          <Handovers />
        </>
      )}
      <Modal
        open={isInviting}
        title='邀请同事'
        footer={null}
        destroyOnHidden
        onCancel={() => setInviting(false)}
        width={460}
      >
        <Invite onDone={() => setInviting(false)} />
      </Modal>
    </>
  )
}

const rolesInWords = (roles: StaffAccount['roles']) => roles.map(({ role, area }) => `${area} ${role.label}`).join('、')

function AccountRow({ account: { personId, name, username, roles, can } }: { account: StaffAccount }) {
  const { message } = App.useApp()
  const [isEnding, setEnding] = useState(false)
  return (
    <div className='opening__row'>
      <div>
        <p className='strong'>{name}</p>
        <p className='note'>{[rolesInWords(roles), username && `账号 ${username}`].filter(Boolean).join('，')}</p>
      </div>
      {can.deactivate && (
        <Button className='push' onClick={() => setEnding(true)} aria-label={`停用${name}的账号`}>
          停用
        </Button>
      )}
      <Modal
        open={isEnding}
        title={`停用${name}的账号？`}
        footer={null}
        width={640}
        destroyOnHidden
        onCancel={() => setEnding(false)}
      >
        <Deactivate
          personId={personId}
          name={name}
          onDone={() => {
            setEnding(false)
            void message.success(`${name}的账号停用了`)
          }}
        />
      </Modal>
    </div>
  )
}

function InvitationRow({ invitation: { id, name, role, area, expiresAt } }: { invitation: OpenInvitation }) {
  const withdraw = useWrite(office.withdrawInvitation)
  return (
    <div className='opening__row'>
      <div>
        <p className='strong'>{name}</p>
        <p className='note'>
          {area} {role.label}，{instantInText(new Date(expiresAt))}前有效
        </p>
        <Refusal error={withdraw.error} />
      </div>
      <Popconfirm
        title={`收回给${name}的邀请？`}
        description='链接马上不能用了。'
        okText='收回'
        cancelText='先不'
        onConfirm={() => withdraw.mutate({ id })}
      >
        <Button className='push'>收回</Button>
      </Popconfirm>
    </div>
  )
}

interface Fields {
  name: string
  role: Role
  areaId: string
  gridId?: string
}

function Invite({ onDone }: { onDone: () => void }) {
  const [form] = Form.useForm<Fields>()
  const { me } = useMe()
  const role = Form.useWatch('role', form)
  const areaId = Form.useWatch('areaId', form)
  const own = useRead(listAreas, {})
  const below = useRead(listAreas, { parentId: areaId }, { enabled: Boolean(areaId) })
  const [invited, setInvited] = useState<Invited>()
  const invite = useWrite(office.inviteStaff, setInvited)
  const grids = (below.data?.items ?? []).filter(({ level }) => level.code === 'grid')
  const areas = new Map([
    ...(me?.communities ?? []).map(({ id, name }) => [id, name] as const),
    ...(own.data?.items ?? []).map(({ id, name }) => [id, name] as const),
  ])
  if (invited) return <InvitationLink invited={invited} onDone={onDone} />
  return (
    <Form<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      onFinish={({ gridId, ...fields }) => invite.mutate({ ...fields, areaId: gridId ?? fields.areaId })}
    >
      <Form.Item name='name' label='姓名' rules={[{ required: true, message: '写上姓名' }]}>
        <Input maxLength={50} autoFocus />
      </Form.Item>
      <Form.Item name='role' label='岗位' rules={[{ required: true, message: '选一个岗位' }]}>
        <Select options={ROLE_CODES.map((value) => ({ value, label: ROLES[value].label }))} />
      </Form.Item>
      <Form.Item name='areaId' label='管哪里' rules={[{ required: true, message: '选一个地方' }]}>
        <Select options={[...areas].map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      {role === 'grid_worker' && grids.length > 0 && (
        <Form.Item name='gridId' label='哪个网格' extra='不选就是整个社区'>
          <Select allowClear options={grids.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Refusal error={invite.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={invite.isPending}>
          做一个邀请链接
        </Button>
      </div>
    </Form>
  )
}

/** Shown this once: the database keeps only the digest of the link. */
function InvitationLink({ invited: { invitation, token }, onDone }: { invited: Invited; onDone: () => void }) {
  const { message } = App.useApp()
  const address = `${window.location.origin}/admin/invitation#${token}`
  return (
    <div className='opening__link'>
      <p>
        把链接发给{invitation.name}，或者让{invitation.name}用手机扫。只能用一次，
        {instantInText(new Date(invitation.expiresAt))}前有效。关掉以后就看不到了，没发出去可以再邀请一次。
      </p>
      <QRCode value={address} size={200} bordered={false} aria-label='邀请链接的二维码' />
      <Input.TextArea readOnly aria-label='邀请链接' autoSize value={address} />
      <div className='form-foot'>
        <Button onClick={() => void navigator.clipboard.writeText(address).then(() => message.success('抄好了'))}>
          抄下链接
        </Button>
        <Button type='primary' onClick={onDone}>
          发好了
        </Button>
      </div>
    </div>
  )
}
