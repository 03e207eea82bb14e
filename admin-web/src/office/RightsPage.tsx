import { giveRole, endRole, listRights } from '@yike/shared/office/endpoints'
import { PERMISSIONS, PERMISSION_LABELS, type Permission } from '@yike/shared/people/permissions'
import { Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { PageHead } from '../kit/page/PageHead'
import { Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'
import { RoleFields, roleGiven, type RoleFieldsOf } from './RoleFields'
import { Roles } from './Roles'
import { reachOf, reasonsOf, titleOf, type Account, type Held } from './rights'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import './office.css'

/** Answers which account may do what, and by which role; lists the roles. */
export default function RightsPage() {
  const { data, error, refetch } = useRead(listRights, {})
  return (
    <>
      <PageHead title='权限' note='谁能做什么、凭哪个岗位；岗位能做什么由安全管理员定，给谁由管理员定' />
      {error && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          <Question accounts={data.items} />
          <Roles />
        </>
      )}
    </>
  )
}

const permissionOptions = PERMISSIONS.map((value) => ({ value, label: PERMISSION_LABELS[value] }))

/** A person lists their roles, a permission lists the people who have it, both together answer why. */
function Question({ accounts }: { accounts: Account[] }) {
  const [personId, setPersonId] = useState<string>()
  const [permission, setPermission] = useState<Permission>()
  const account = accounts.find((one) => one.personId === personId)
  return (
    <section className='pane opening__list' aria-label='谁能做什么'>
      <div className='form-row rights__question'>
        <Select
          aria-label='谁'
          placeholder='谁'
          allowClear
          showSearch
          optionFilterProp='label'
          value={personId}
          options={accounts.map(({ personId: value, name, roles }) => ({
            value,
            label: `${name}（${roles.map(titleOf).join('、')}）`,
          }))}
          onChange={setPersonId}
        />
        <Select
          aria-label='做什么'
          placeholder='能做什么'
          allowClear
          showSearch
          optionFilterProp='label'
          value={permission}
          options={permissionOptions}
          onChange={setPermission}
        />
      </div>
      <div aria-live='polite'>
        {!account && !permission && <p className='note'>选一个人，看他有哪些岗位；再选一件事，看他凭什么能做。</p>}
        {account && permission && <Why account={account} permission={permission} />}
        {account && !permission && <RolesOf account={account} />}
        {!account && permission && <WhoMay accounts={accounts} permission={permission} />}
      </div>
    </section>
  )
}

function Why({ account, permission }: { account: Account; permission: Permission }) {
  const reasons = reasonsOf(account, permission)
  if (reasons.length === 0)
    return (
      <p>
        {account.name}不能“{PERMISSION_LABELS[permission]}”：哪个岗位都没有这一项。
      </p>
    )
  return reasons.map((reason) => <p key={reason}>{reason}</p>)
}

function WhoMay({ accounts, permission }: { accounts: Account[]; permission: Permission }) {
  const who = accounts.flatMap((account) =>
    account.roles
      .filter(({ permissions }) => permissions.includes(permission))
      .map((held) => ({ key: `${account.personId} ${held.code} ${held.area.id}`, name: account.name, held })),
  )
  if (who.length === 0) return <p>现在没有人能“{PERMISSION_LABELS[permission]}”。</p>
  return (
    <ul className='rights__who'>
      {who.map(({ key, name, held }) => (
        <li key={key}>
          <span className='strong'>{name}</span>{' '}
          <span className='note'>
            {titleOf(held)}，{reachOf(held)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function RolesOf({ account }: { account: Account }) {
  const [isGiving, setGiving] = useState(false)
  return (
    <>
      {account.roles.map((held) => (
        <HeldRow key={`${held.code} ${held.customId} ${held.area.id}`} account={account} held={held} />
      ))}
      {account.can.change && (
        <Button className='rights__give' onClick={() => setGiving(true)}>
          再给一个岗位
        </Button>
      )}
      <GuardedModal
        open={isGiving}
        title={`再给${account.name}一个岗位`}
        footer={null}
        destroyOnHidden
        width={460}
        onCancel={() => setGiving(false)}
      >
        <Give personId={account.personId} onDone={() => setGiving(false)} />
      </GuardedModal>
    </>
  )
}

function Give({ personId, onDone }: { personId: string; onDone: () => void }) {
  const give = useWrite(giveRole, onDone)
  return (
    <GuardedForm<RoleFieldsOf>
      layout='vertical'
      requiredMark={false}
      onFinish={(fields) => give.mutate({ personId, ...roleGiven(fields) })}
    >
      <RoleFields />
      <p className='note'>管账号、管权限、查记录的岗位登录要动态码：给了以后，对方要重新登录，按提示设好才能用。</p>
      <Refusal error={give.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={give.isPending}>
          给
        </Button>
      </div>
    </GuardedForm>
  )
}

function HeldRow({ account, held }: { account: Account; held: Held }) {
  const end = useWrite(endRole)
  const { code: role, customId, area } = held
  return (
    <div className='opening__row'>
      <div>
        <p className='strong'>{titleOf(held)}</p>
        <p className='note'>范围：{reachOf(held)}</p>
        <p className='note'>{held.permissions.map((one) => PERMISSION_LABELS[one as Permission]).join('、')}</p>
        <Refusal error={end.error} />
      </div>
      {account.can.change && account.roles.length > 1 && (
        <Popconfirm
          title={`收回${account.name}的这个岗位？`}
          description='马上就不能做这些事了。'
          okText='收回'
          cancelText='先不'
          onConfirm={() =>
            end.mutate({ personId: account.personId, role, areaId: area.id, ...(customId ? { customId } : {}) })
          }
        >
          <Button className='push'>收回</Button>
        </Popconfirm>
      )}
    </div>
  )
}
