import { listBulkAssignees } from '@yike/shared/cases/bulk-endpoints'
import { listAssignees, listReceiversForCase } from '@yike/shared/cases/endpoints'
import type { OutputOf } from '@yike/shared/endpoint'
import { UNMANNED } from '@yike/shared/receivers/duty'
import { Form, Select } from 'antd'
import { useRead } from '../lib/query'

/** The colleagues who can be assigned one case. */
export function AssigneeField({ caseId }: { caseId: string }) {
  const { data } = useRead(listAssignees, { id: caseId })
  return <Colleagues offered={data} order='管得最近的在前面，一样近的手上少的在前面' />
}

/** The colleagues who can be assigned some of many cases. */
export function BulkAssigneeField({ ids }: { ids: readonly string[] }) {
  const { data } = useRead(listBulkAssignees, { ids: ids.join(',') })
  return <Colleagues offered={data} order='接得了的件数多的在前面，再看谁管得近、手上少' />
}

function Colleagues({ offered, order }: { offered: OutputOf<typeof listAssignees> | undefined; order: string }) {
  return (
    <Form.Item name='assigneeId' label='派给谁' extra={order} rules={[{ required: true, message: '选一个人' }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={[
          ...(offered?.items ?? []).map(({ id, name, role, openCases, reason }) => ({
            ...{ value: id, label: name, brief: [role.label, reason].filter(Boolean).join('，') },
            ...{ state: `手上 ${openCases} 件`, disabled: false },
          })),
          ...(offered?.away ?? []).map(({ id, name, leave }) => ({
            ...{ value: id, label: name, brief: leave, state: '休假中', disabled: true },
          })),
        ]}
        optionRender={({ data: option }) => (
          <span className='row'>
            <span className='strong'>{option.label}</span>
            <span className='note'>{option.brief}</span>
            <span className='note push nums'>{option.state}</span>
          </span>
        )}
      />
    </Form.Item>
  )
}

/** Those of the dispatch catalogue first, each with the reason. */
export function ReceiverField({ caseId }: { caseId: string }) {
  const { data } = useRead(listReceiversForCase, { id: caseId })
  const chosen: unknown = Form.useWatch('receiverId')
  const unmanned = data?.items.find(({ id, unmanned: isEmpty }) => isEmpty && id === chosen)
  return (
    <Form.Item
      name='receiverId'
      label='派给哪家'
      extra={
        data?.items.length === 0
          ? '这里还没有承办单位，先在“承办单位”里加一家。'
          : unmanned && `${unmanned.name}${UNMANNED}。`
      }
      rules={[{ required: true, message: '选一家单位' }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={data?.items.map(({ id, name, kind, reason, openCases, unmanned: isEmpty }) => ({
          value: id,
          label: name,
          brief: reason ?? kind,
          state: isEmpty ? '现在没有人在岗' : `手上 ${openCases} 件`,
        }))}
        optionRender={({ data: option }) => (
          <span className='row'>
            <span className='strong'>{option.label}</span>
            <span className='note'>{option.brief}</span>
            <span className='note push nums'>{option.state}</span>
          </span>
        )}
      />
    </Form.Item>
  )
}

/** A receiver that the dispatch catalogue names for a case, with the duty: what a return fills in. */
export interface NamedDuty {
  name: string
  phone: string
  duty: string
}

/** Those whom the catalogue names for the category of a case; nothing where it names none. */
export function DutyField({ caseId, onChoose }: { caseId: string; onChoose: (named: NamedDuty | undefined) => void }) {
  const { data } = useRead(listReceiversForCase, { id: caseId })
  const named = (data?.items ?? []).flatMap(({ id, name, phone = '', duty }) =>
    duty ? [{ id, name, phone, duty }] : [],
  )
  if (named.length === 0) return null
  return (
    <Form.Item label='职责清单上的单位' htmlFor='duty' extra='选一家，单位和电话自动填好，居民也读到是哪一条职责'>
      <Select
        id='duty'
        allowClear
        options={named.map(({ id, name, duty }) => ({ value: id, label: `${name}（${duty}）` }))}
        onChange={(chosen) => onChoose(named.find(({ id }) => id === chosen))}
      />
    </Form.Item>
  )
}
