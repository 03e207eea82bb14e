import { CategoryTree, shownPath } from '@yike/shared/cases/category-tree'
import { listCategories } from '@yike/shared/cases/endpoints'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { suggestCategoriesFor } from '@yike/shared/cases/suggestion-endpoints'
import { Button } from 'antd'
import { useDebounced } from '../kit/hooks/useDebounced'
import { useRead } from '../lib/query'

const FEWEST_CHARACTERS = 4
const MOST_CHARACTERS = 2000

/** The likely categories of a text with their reasons, below the choice of one: a click takes one over. */
export function SuggestedCategories({
  kind,
  text,
  chosen,
  onChoose,
}: {
  kind: CaseKindCode
  text: string
  chosen: string | undefined
  onChoose: (categoryId: string) => void
}) {
  const description = useDebounced(text.trim().slice(0, MOST_CHARACTERS))
  const enabled = description.length >= FEWEST_CHARACTERS
  const { data: categories } = useRead(listCategories, { kind })
  const { data } = useRead(suggestCategoriesFor, { kind, description }, { enabled, keepLast: true })
  const tree = new CategoryTree(categories?.items ?? [])
  const nameOf = (id: string) => shownPath(tree.path(id))
  const items = enabled ? (data?.items ?? []).filter(({ categoryId }) => nameOf(categoryId)) : []
  if (items.length === 0) return null
  return (
    <ul className='suggested' aria-label='看起来是这几类'>
      {items.map(({ categoryId, reason }) => (
        <li key={categoryId}>
          <Button size='small' disabled={categoryId === chosen} onClick={() => onChoose(categoryId)}>
            {nameOf(categoryId)}
          </Button>
          <span className='note'>{categoryId === chosen ? `就归这类：${reason}` : reason}</span>
        </li>
      ))}
    </ul>
  )
}
