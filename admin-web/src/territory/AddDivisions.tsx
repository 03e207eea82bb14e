import { addDivisions, listDivisions } from '@yike/shared/territory/endpoints'
import type { AreaView } from '@yike/shared/territory/schemas'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { tie } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'

/** Takes divisions of the national list over, with their codes. */
export function AddDivisions({ area, onClose }: { area: AreaView; onClose: () => void }) {
  const list = useRead(listDivisions, { id: area.id })
  const [chosen, setChosen] = useState<string[]>([])
  const add = useWrite(addDivisions, onClose)
  if (list.error) return <Failed error={list.error} onRetry={list.refetch} />
  if (!list.data) return <Loading />
  const { items } = list.data
  if (items.length === 0)
    return (
      <Empty text={`国家名单里${area.name}下面的都有了，或者还没收这里的。`}>
        <Button onClick={onClose}>好</Button>
      </Empty>
    )
  return (
    <>
      <h2 className='lead'>从国家名单加</h2>
      <p className='note'>还有 {tie(items.length, '个')}没加。选上的连同代码一起加进来。</p>
      <Select
        mode='multiple'
        aria-label='加哪些'
        placeholder='选要加的，可以打字找'
        optionFilterProp='label'
        maxTagCount={8}
        value={chosen}
        options={items.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
        onChange={setChosen}
      />
      <Button type='text' onClick={() => setChosen(items.map(({ code }) => code))}>
        全选
      </Button>
      <Refusal error={add.error} />
      <div className='form-foot'>
        <Button
          type='primary'
          disabled={chosen.length === 0}
          loading={add.isPending}
          onClick={() => add.mutate({ id: area.id, codes: chosen })}
        >
          {chosen.length === 0 ? '加进来' : `加 ${tie(chosen.length, '个')}`}
        </Button>
        <Button type='text' onClick={onClose}>
          先不
        </Button>
      </div>
    </>
  )
}
