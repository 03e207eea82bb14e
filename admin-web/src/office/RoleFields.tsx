import { listStaffPlaces } from '@yike/shared/directory/endpoints'
import { listRoles } from '@yike/shared/office/endpoints'
import { placesOf, type Role } from '@yike/shared/people/permissions'
import { listAreas } from '@yike/shared/territory/endpoints'
import { Form, Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../lib/query'
import { useMe } from '../lib/useMe'

/** A role of the product by its code, one of the office as `custom <id>`. */
export interface RoleFieldsOf {
  roleKey: string
  areaId: string
  gridId?: string
  placeIds?: string[]
}

const splitKey = (key = '') => {
  const [role, customId] = key.split(' ') as [Role, string | undefined]
  return { role, customId }
}

/** The role as the API takes it. */
export function roleGiven({ roleKey, areaId, gridId, placeIds }: RoleFieldsOf) {
  const { role, customId } = splitKey(roleKey)
  return {
    role,
    areaId: gridId ?? areaId,
    ...(customId ? { customId } : {}),
    ...(placeIds && placeIds.length > 0 ? { placeIds } : {}),
  }
}

/** The fields of an invitation and of one more role: the role, its area, its places. */
export function RoleFields() {
  const form = Form.useFormInstance<RoleFieldsOf>()
  const { me } = useMe()
  const { role } = splitKey(Form.useWatch('roleKey', form))
  const areaId = Form.useWatch('areaId', form)
  const [q, setQ] = useState('')
  const roles = useRead(listRoles, {})
  const own = useRead(listAreas, {})
  const below = useRead(listAreas, { parentId: areaId }, { enabled: Boolean(areaId) })
  const given = role ? placesOf(role) : null
  const places = useRead(listStaffPlaces, { q: q || undefined, limit: 30 }, { enabled: given !== null, keepLast: true })
  const grids = (below.data?.items ?? []).filter(({ level }) => level.code === 'grid')
  const areas = new Map([
    ...(me?.communities ?? []).map(({ id, name }) => [id, name] as const),
    ...(own.data?.items ?? []).map(({ id, name }) => [id, name] as const),
  ])
  const options = (roles.data?.items ?? []).map(({ code, id, label, area }) => ({
    value: id ? `${code} ${id}` : code,
    label: area ? `${label}（${area}自己的岗位）` : label,
  }))
  return (
    <>
      <Form.Item name='roleKey' label='岗位' rules={[{ required: true, message: '选一个岗位' }]}>
        <Select loading={roles.isLoading} options={options} showSearch optionFilterProp='label' />
      </Form.Item>
      <Form.Item name='areaId' label='管哪里' rules={[{ required: true, message: '选一个地方' }]}>
        <Select options={[...areas].map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      {role === 'grid_worker' && grids.length > 0 && (
        <Form.Item name='gridId' label='哪个网格' extra='不选就是整个社区'>
          <Select allowClear options={grids.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      {given && (
        <Form.Item
          name='placeIds'
          label={given === 'required' ? '它的地方' : '在哪几个地方'}
          extra={
            given === 'required'
              ? '只看得到、改得了这些地方和那里的预约'
              : '只看得到这些地方的；不选就是上面选的整个地方'
          }
          rules={given === 'required' ? [{ required: true, message: '至少选一个地方' }] : []}
        >
          <Select
            mode='multiple'
            showSearch
            filterOption={false}
            onSearch={setQ}
            options={(places.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
    </>
  )
}
