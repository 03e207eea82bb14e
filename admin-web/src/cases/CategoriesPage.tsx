import { listStaffCategories } from '@yike/shared/cases/category-endpoints'
import type { StaffCategory } from '@yike/shared/cases/category-schemas'
import { CATEGORY_LEVELS, CATEGORY_LEVEL_NAMES, CategoryTree } from '@yike/shared/cases/category-tree'
import { CASE_KIND_CODES, CASE_KINDS, caseKind, type CaseKindCode } from '@yike/shared/cases/kinds'
import { Button, Segmented } from 'antd'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { GuardedModal } from '../kit/form/unsaved'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { StatusTag } from '../kit/show/Tag'
import { useBackToList } from '../lib/lists'
import { useRead } from '../lib/query'
import { useQueryParams } from '../lib/useQueryParams'
import { AddCategory } from './AddCategory'
import { CategoryPane } from './CategoryPane'
import './cases.css'
import './categories.css'

/** The kinds of case that are put under a category. */
const KINDS = CASE_KIND_CODES.filter((code) => caseKind(code).categories.length > 0)

/** The tree of categories, one for all communities: a kind of case at a time, with what is chosen in it beside. */
export default function CategoriesPage() {
  const [address, change] = useQueryParams()
  const kind = KINDS.find((one) => one === address.kind) ?? 'complaint'
  const { data, error, refetch } = useRead(listStaffCategories, {})
  const backToCases = useBackToList('/cases')
  /** The category below which one is added; null for the first level. */
  const [below, setBelow] = useState<StaffCategory | null>()
  const tree = useMemo(
    () => new CategoryTree((data?.items ?? []).filter(({ kinds }) => kinds.includes(kind))),
    [data, kind],
  )
  const chosen = tree.get(address.category)
  const mayEdit = data?.mayEdit ?? false
  return (
    <>
      <PageHead
        title='诉求类别'
        note={
          data && !mayEdit
            ? '各社区共用一套，您只能看；要改，请找管着全部社区的街道或区管理员。'
            : '大类、小类、细类，最多三级，各社区共用；诉求归在小类或细类上，承诺几天答复、派给谁都跟着它走。'
        }
        tools={
          <>
            <Button onClick={backToCases}>回诉求</Button>
            {mayEdit && (
              <Button type='primary' onClick={() => setBelow(null)}>
                加一个大类
              </Button>
            )}
          </>
        }
      />
      <Segmented<CaseKindCode>
        className='categories__kinds'
        aria-label='哪种诉求'
        options={KINDS.map((value) => ({ value, label: CASE_KINDS[value].label }))}
        value={kind}
        onChange={(next) => change({ kind: next === 'complaint' ? undefined : next, category: undefined })}
      />
      <div className='categories'>
        <section className='pane categories__tree' aria-label='类别'>
          {error && !data && <Failed error={error} onRetry={refetch} />}
          {!data && !error && <Loading />}
          {data && tree.children(null).length === 0 && (
            <Empty text='这种诉求还没有类别。先加一个大类，再在它下面加小类。' />
          )}
          <Rows tree={tree} chosen={chosen?.id} onChoose={(id) => change({ category: id })} />
        </section>
        <section className='pane categories__side' aria-label='选中的类别'>
          {chosen ? (
            <CategoryPane key={chosen.id} item={chosen} tree={tree} mayEdit={mayEdit} onAdd={() => setBelow(chosen)} />
          ) : (
            <Empty text='在左边点一类，看它的编码、承诺和用得多不多；按上下键也能选。' />
          )}
        </section>
      </div>
      <GuardedModal
        open={below !== undefined}
        title={below ? `在“${below.name}”下面加一个${CATEGORY_LEVEL_NAMES[below.level]}` : '加一个大类'}
        footer={null}
        width={560}
        destroyOnHidden
        onCancel={() => setBelow(undefined)}
      >
        {below !== undefined && (
          <AddCategory
            below={below}
            kind={kind}
            kinds={KINDS}
            onDone={(id) => {
              setBelow(undefined)
              change({ category: id })
            }}
          />
        )}
      </GuardedModal>
    </>
  )
}

/** The rows from the top down. The arrow keys go from row to row; Enter chooses one. */
function Rows({
  tree,
  chosen,
  onChoose,
}: {
  tree: CategoryTree<StaffCategory>
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
  const list = useRef<HTMLUListElement>(null)
  const go = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const rows = [...(list.current?.querySelectorAll('button') ?? [])]
    rows[rows.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus()
  }
  const items = tree.inOrder()
  return (
    <ul ref={list} className='categories__rows' onKeyDown={go}>
      {items.map(({ id, level, name, code, offered, retiredAt, openCases }) => (
        <li key={id}>
          <button
            type='button'
            className={`categories__row categories__row--${Math.min(level, CATEGORY_LEVELS)}`}
            aria-current={id === chosen ? 'true' : undefined}
            onClick={() => onChoose(id)}
          >
            <span className={level === 1 ? 'strong' : undefined}>{name}</span>
            {code && <span className='note nums'>{code}</span>}
            {!offered && <StatusTag>{retiredAt ? '停用' : '上级停用'}</StatusTag>}
            {openCases > 0 && <span className='note nums push'>{openCases} 件在办</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}
