import * as office from '@yike/shared/office/endpoints'
import type { Invited, OpenInvitation, StaffAccount } from '@yike/shared/office/schemas'
import { dutyOf, type Role } from '@yike/shared/people/permissions'
import { instantInText } from '@yike/shared/time/words'
import { App, Button, Form, Input, Popconfirm, QRCode } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'
import { WaitingPhones } from '../lib/WaitingPhones'
import { Deactivate } from './Deactivate'
import { Handovers } from './Handovers'
import { Leaves } from './Leaves'
import { RoleFields, roleGiven, type RoleFieldsOf } from './RoleFields'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import './office.css'

/** A colleague who binds a phone waits at the desk for the answer. */
const EVERY_SECONDS = 10

/** Colleagues of the areas that the person administers: invited by a link, ended at once. */
export default function StaffPage() {
  const { data, error, refetch } = useRead(office.listStaff, {}, { everySeconds: EVERY_SECONDS })
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
          <PhonesOf accounts={data.accounts} />
          <section className='pane opening__list'>
            <h2 className='lead'>在岗的 {data.accounts.length} 人</h2>
            {data.accounts.length === 0 && <Empty text='还没有人。' />}
            {data.accounts.map((one) => (
              <AccountRow key={one.personId} account={one} />
            ))}
          </section>
          <Leaves />
          <Handovers />
        </>
      )}
      <GuardedModal
        open={isInviting}
        title='邀请同事'
        footer={null}
        destroyOnHidden
        onCancel={() => setInviting(false)}
        width={460}
      >
        <Invite onDone={() => setInviting(false)} />
      </GuardedModal>
    </>
  )
}

/** Phones that wait for the accounts of colleagues; one's own is answered on 我的账号. */
function PhonesOf({ accounts }: { accounts: readonly StaffAccount[] }) {
  const answer = useWrite(office.answerPhoneOf)
  const waited = accounts.filter(({ can, waitingPhones }) => can.deactivate && waitingPhones.length > 0)
  if (waited.length === 0 && !answer.error) return null
  return (
    <section className='pane opening__list' aria-label='等着确认的手机'>
      <h2 className='lead'>等着确认的手机</h2>
      <p className='note'>本人有电脑，就让本人在“我的账号”里确认；没有电脑，当面看过手机再确认。</p>
      {waited.map(({ personId, name, waitingPhones }) => (
        <WaitingPhones
          key={personId}
          phones={waitingPhones}
          whose={name}
          onAnswer={(id, given) => answer.mutate({ personId, id, answer: given })}
          isPending={answer.isPending}
          error={null}
        />
      ))}
      <Refusal error={answer.error} />
    </section>
  )
}

const rolesInWords = (roles: StaffAccount['roles']) => roles.map(({ role, area }) => `${area} ${role.label}`).join('、')

function AccountRow({ account: { personId, name, username, roles, can } }: { account: StaffAccount }) {
  const { message } = App.useApp()
  const [isEnding, setEnding] = useState(false)
  const reset = useWrite(office.resetSecondFactor, () => void message.success(`${name}下次登录时重新设动态码`))
  return (
    <div className='opening__row'>
      <div>
        <p className='strong'>{name}</p>
        <p className='note'>{[rolesInWords(roles), username && `账号 ${username}`].filter(Boolean).join('，')}</p>
      </div>
      {can.deactivate && (
        <div className='row push'>
          {roles.some(({ role }) => dutyOf({ role: role.code as Role })) && (
            <Popconfirm
              title={`重设${name}的动态码？`}
              description='手机和备用码都丢了才用。他下次登录时，用密码重新设一个。'
              okText='重设'
              cancelText='先不'
              onConfirm={() => reset.mutate({ personId })}
            >
              <Button loading={reset.isPending}>重设动态码</Button>
            </Popconfirm>
          )}
          <Button onClick={() => setEnding(true)} aria-label={`停用${name}的账号`}>
            停用
          </Button>
        </div>
      )}
      <GuardedModal
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
      </GuardedModal>
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

interface Fields extends RoleFieldsOf {
  name: string
}

function Invite({ onDone }: { onDone: () => void }) {
  const [invited, setInvited] = useState<Invited>()
  const invite = useWrite(office.inviteStaff, setInvited)
  if (invited) return <InvitationLink invited={invited} onDone={onDone} />
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      onFinish={({ name, ...fields }) => invite.mutate({ name, ...roleGiven(fields) })}
    >
      <Form.Item name='name' label='姓名' rules={[{ required: true, message: '写上姓名' }]}>
        <Input maxLength={50} autoFocus />
      </Form.Item>
      <RoleFields />
      <Refusal error={invite.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={invite.isPending}>
          做一个邀请链接
        </Button>
      </div>
    </GuardedForm>
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
