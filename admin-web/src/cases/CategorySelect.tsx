import { listCategories } from '@yike/shared/cases/endpoints'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { Select, type SelectProps } from 'antd'
import { useRead } from '../lib/query'

interface Props extends Pick<
  SelectProps<string>,
  'id' | 'value' | 'onChange' | 'allowClear' | 'placeholder' | 'aria-label' | 'popupMatchSelectWidth'
> {
  kind: CaseKindCode
}

/** The leaves of the categories of a kind, each with its group and its promise: no case is put under a group. */
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
