import { listTransferGrids, listTransferTargets } from '@yike/shared/cases/transfer-endpoints'
import { Form, Select } from 'antd'
import { useRead } from '../lib/query'

/** The community that a case goes to: those of the same street first. */
export function TargetField({ caseId }: { caseId: string }) {
  const { data } = useRead(listTransferTargets, { id: caseId })
  return (
    <Form.Item
      name='communityId'
      label='转给哪个社区'
      extra={
        data?.items.length === 0
          ? '本区没有别的社区在用，转不出去。'
          : '对方接收以前，居民有事还是找我们；时限照原来的算。'
      }
      rules={[{ required: true, message: '选一个社区' }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={data?.items.map(({ id, name, street }) => ({ value: id, label: name, street }))}
        optionRender={({ data: option }) => (
          <span className='row'>
            <span className='strong'>{option.label}</span>
            <span className='note push'>{option.street}</span>
          </span>
        )}
      />
    </Form.Item>
  )
}

/** The grid of the community that takes a case on. */
export function GridField({ caseId }: { caseId: string }) {
  const { data } = useRead(listTransferGrids, { id: caseId })
  if (!data?.items.length) return null
  return (
    <Form.Item name='gridId' label='归哪个网格' extra='空着就按地点划'>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={data.items.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form.Item>
  )
}
