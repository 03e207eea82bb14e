import { listCategories } from '@yike/shared/cases/endpoints'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { Select } from 'antd'
import { useRead } from '../lib/query'

interface Props {
  kind: CaseKindCode
  id?: string
  value?: string
  onChange?: (categoryId: string) => void
  allowClear?: boolean
  placeholder?: string
}

/** The leaves of the categories of a kind, each with its group and its promise. */
export function CategorySelect({ kind, ...select }: Props) {
  const { data } = useRead(listCategories, { kind })
  const items = data?.items ?? []
  const nameOf = (id: string | null) => items.find((category) => category.id === id)?.name
  return (
    <Select
      {...select}
      showSearch={{ optionFilterProp: 'label' }}
      options={items
        .filter(({ parentId, id }) => parentId || !items.some((other) => other.parentId === id))
        .map(({ id, name, parentId, promise }) => ({
          value: id,
          label: [nameOf(parentId), name].filter(Boolean).join(' · '),
          promise,
        }))}
      optionRender={({ data: option }) => (
        <span className='row'>
          {option.label}
          <span className='note push'>{option.promise}</span>
        </span>
      )}
    />
  )
}
