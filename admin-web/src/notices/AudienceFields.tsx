import { getAudience } from '@yike/shared/notices/endpoints'
import { Form, Select } from 'antd'
import { useRead } from '../lib/query'
import { peopleOf } from './audienceWords'

export interface Chosen {
  communityId?: string
  gridIds?: string[]
  buildings?: string[]
}

/** The question of who a notice is for, as the endpoint takes it. */
export const audienceQuery = ({ communityId = '', gridIds = [], buildings = [] }: Chosen) => ({
  communityId,
  gridIds: gridIds.join(','),
  buildings: buildings.join(','),
})

/** Chooses grids and buildings of the community; with neither the notice is for all of it. Says how many receive it. */
export function AudienceFields({ chosen }: { chosen: Chosen }) {
  const { data: audience } = useRead(getAudience, audienceQuery(chosen), {
    enabled: !!chosen.communityId,
    keepLast: true,
  })
  return (
    <>
      <div className='form-row'>
        <Form.Item name='gridIds' label='只发给这些网格'>
          <Select
            mode='multiple'
            allowClear
            placeholder='不选就发给整个社区'
            optionFilterProp='label'
            options={audience?.grids.map((grid) => ({ value: grid.id, label: `${grid.name}（${peopleOf(grid)}）` }))}
          />
        </Form.Item>
        <Form.Item name='buildings' label='只发给这些楼'>
          <Select
            mode='multiple'
            allowClear
            placeholder='不选就发给整个社区'
            options={audience?.buildings.map((one) => ({ value: one.name, label: `${one.name}（${peopleOf(one)}）` }))}
          />
        </Form.Item>
      </div>
      {audience && (
        <p className='note notice__reach nums' role='status'>
          这样发：{audience.people} 人里 {audience.reached} 人能收到
        </p>
      )}
    </>
  )
}
