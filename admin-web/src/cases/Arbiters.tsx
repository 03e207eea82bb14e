import { listArbiters, nameArbiter } from '@yike/shared/cases/ruling-endpoints'
import type { AreaArbiter, AreaArbiters } from '@yike/shared/cases/ruling-schemas'
import { App, Select } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'

/** Stands for nobody of its own in the list of people: a list cannot hold null. */
const AS_ABOVE = 'above'

/** The arbiter of each street and community: named here, or as in the area above. */
export function Arbiters() {
  const { data, error, refetch } = useRead(listArbiters, {})
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty text='这里没有您管的街道和社区。' />
  return (
    <>
      <p className='note'>
        从下一次退回起算。没单独定的，用上一级的；哪一级都没定，就告诉所有管会商的同事。定的人休假，也是告诉其他管会商的同事。
      </p>
      <ul className='arbiters'>
        {data.items.map((item) => (
          <ArbiterRow key={item.area.id} item={item} candidates={data.candidates} />
        ))}
      </ul>
    </>
  )
}

function ArbiterRow({ item, candidates }: { item: AreaArbiter; candidates: AreaArbiters['candidates'] }) {
  const { message } = App.useApp()
  const { area, named, asked } = item
  const name = useWrite(nameArbiter, () => void message.success(`定好了：${area.name}`))
  const able = candidates.filter(({ areaIds }) => areaIds.includes(area.id))
  const above = named ? '不单独定' : asked ? `不单独定，现在是${asked.name}` : '不单独定，告诉所有管会商的同事'
  return (
    <li className='arbiters__row'>
      <label htmlFor={`arbiter-${area.id}`}>
        <span className='strong'>{area.name}</span> <span className='note'>{area.level.label}</span>
      </label>
      <Select
        id={`arbiter-${area.id}`}
        value={named?.personId ?? AS_ABOVE}
        loading={name.isPending}
        options={[
          { value: AS_ABOVE, label: above },
          ...able.map((person) => ({ value: person.personId, label: person.name })),
        ]}
        onChange={(chosen) => name.mutate({ areaId: area.id, personId: chosen === AS_ABOVE ? null : chosen })}
      />
      <Refusal error={name.error} />
    </li>
  )
}
