import { listCategories } from '@yike/shared/cases/endpoints'
import { CategoryTree, pathInWords } from '@yike/shared/cases/category-tree'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { Select, type SelectProps } from 'antd'
import { useRead } from './query'

interface Props extends Pick<
  SelectProps<string>,
  'id' | 'value' | 'onChange' | 'allowClear' | 'placeholder' | 'aria-label' | 'popupMatchSelectWidth'
> {
  kind: CaseKindCode
  /**
   * `case`: what a case is put under, of the second and the third level. `whole`: any level, for what counts below it
   * too. `filter`: any level, and retired ones.
   */
  chooses?: 'case' | 'whole' | 'filter'
}

/** The categories of a kind, each with those above it and its promise. */
export function CategorySelect({ kind, chooses = 'case', ...select }: Props) {
  const { data } = useRead(listCategories, { kind, ...(chooses === 'filter' ? { retired: true } : {}) })
  const tree = new CategoryTree(data?.items ?? [])
  return (
    <Select
      {...select}
      showSearch={{ optionFilterProp: 'label' }}
      options={tree
        .inOrder()
        .filter(({ parentId }) => chooses !== 'case' || parentId !== null)
        .map(({ id, parentId, promise, retired }) => ({
          value: id,
          label: `${pathInWords(tree.path(id))}${parentId === null ? '（整类）' : ''}${retired ? '（停用）' : ''}`,
          promise: parentId === null || chooses === 'filter' ? '' : promise,
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
