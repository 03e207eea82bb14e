import { listAssignees, listReceiversForCase } from '@yike/shared/cases/endpoints'
import { Form, Select } from 'antd'
import { useRead } from '../lib/query'

export function AssigneeField({ caseId }: { caseId: string }) {
  const { data } = useRead(listAssignees, { id: caseId })
  return (
    <Form.Item name='assigneeId' label='派给谁' rules={[{ required: true, message: '选一个人' }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={data?.items.map(({ id, name, role, openCases }) => ({
          value: id,
          label: name,
          role: role.label,
          openCases,
        }))}
        optionRender={({ data: option }) => (
          <span className='row'>
            <span className='strong'>{option.label}</span>
            {option.role}
            <span className='note push nums'>手上 {option.openCases} 件</span>
          </span>
        )}
      />
    </Form.Item>
  )
}

/** Those of the dispatch catalogue first, each with the reason. */
export function ReceiverField({ caseId }: { caseId: string }) {
  const { data } = useRead(listReceiversForCase, { id: caseId })
  return (
    <Form.Item
      name='receiverId'
      label='派给哪家'
      extra={data?.items.length === 0 ? '这里还没有承办单位，先在“承办单位”里加一家。' : undefined}
      rules={[{ required: true, message: '选一家单位' }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={data?.items.map(({ id, name, kind, reason, openCases }) => ({
          value: id,
          label: name,
          brief: reason ?? kind,
          openCases,
        }))}
        optionRender={({ data: option }) => (
          <span className='row'>
            <span className='strong'>{option.label}</span>
            <span className='note'>{option.brief}</span>
            <span className='note push nums'>手上 {option.openCases} 件</span>
          </span>
        )}
      />
    </Form.Item>
  )
}
