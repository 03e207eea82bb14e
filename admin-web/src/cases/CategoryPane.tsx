import * as api from '@yike/shared/cases/category-endpoints'
import type { StaffCategory } from '@yike/shared/cases/category-schemas'
import { CATEGORY_LEVELS, CATEGORY_LEVEL_NAMES, type CategoryTree, pathInWords } from '@yike/shared/cases/category-tree'
import { App, Button, Form, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'
import { CategoryFields, inputOf, valuesOf, type CategoryValues } from './CategoryFields'

interface Fields extends CategoryValues {
  parentId?: string
}
interface Props {
  item: StaffCategory
  tree: CategoryTree<StaffCategory>
  mayEdit: boolean
  onAdd: () => void
}

/** One category: its fields, its place, and whether it is offered. */
export function CategoryPane({ item, tree, mayEdit, onAdd }: Props) {
  const { message } = App.useApp()
  const { id, revision, level, name, parentId, openCases, catalogueLines } = item
  /** A form that was saved begins anew; one that was refused keeps its words, whatever others wrote. */
  const [saved, setSaved] = useState(0)
  const change = useWrite(api.changeCategory, () => {
    setSaved(saved + 1)
    void message.success('存好了')
  })
  const move = useWrite(api.moveCategory)
  const siblings = tree.children(parentId)
  const at = siblings.findIndex((one) => one.id === id)
  const moveBy = (to: 'up' | 'down') => move.mutate({ id, revision, move: to })
  return (
    <>
      <div className='pane__head'>
        <h2 className='lead'>{name}</h2>
        <span className='note'>{CATEGORY_LEVEL_NAMES[level - 1]}</span>
      </div>
      <p className='note nums'>
        {pathInWords(tree.path(id))}
        <br />
        {openCases > 0 ? `${openCases} 件在办` : '没有在办的'}，职责清单里 {catalogueLines} 条
        {level < CATEGORY_LEVELS && '（连同下面的）'}
      </p>
      {mayEdit && (
        <>
          <div className='steps'>
            {level < CATEGORY_LEVELS && item.offered && (
              <Button onClick={onAdd}>在下面加{CATEGORY_LEVEL_NAMES[level]}</Button>
            )}
            <Button disabled={at <= 0 || move.isPending} onClick={() => moveBy('up')}>
              往上挪
            </Button>
            <Button disabled={at === siblings.length - 1 || move.isPending} onClick={() => moveBy('down')}>
              往下挪
            </Button>
            <Retirement item={item} />
          </div>
          <Refusal error={move.error} />
          <GuardedForm<Fields>
            name='category'
            key={saved}
            layout='vertical'
            requiredMark={false}
            initialValues={{ ...valuesOf(item), parentId }}
            onFinish={({ parentId: to, ...fields }) =>
              change.mutate({ id, revision, parentId: to, ...inputOf(fields) })
            }
          >
            <CategoryFields isFirstLevel={level === 1} />
            {level > 1 && (
              <Form.Item name='parentId' label='放在谁下面'>
                <Select showSearch={{ optionFilterProp: 'label' }} options={placesFor(item, tree)} />
              </Form.Item>
            )}
            <Refusal error={change.error} />
            <div className='form-foot'>
              <Button type='primary' htmlType='submit' loading={change.isPending}>
                存好
              </Button>
            </div>
          </GuardedForm>
        </>
      )}
    </>
  )
}

/** The categories that one can be put below. */
function placesFor({ id, parentId, isPrivate, kinds }: StaffCategory, tree: CategoryTree<StaffCategory>) {
  const own = new Set(tree.under(id).map((one) => one.id))
  const levels = tree.height(id)
  return tree
    .inOrder()
    .filter(
      (one) =>
        one.id === parentId ||
        (one.offered &&
          !own.has(one.id) &&
          one.level + levels <= CATEGORY_LEVELS &&
          one.isPrivate === isPrivate &&
          kinds.every((kind) => one.kinds.includes(kind))),
    )
    .map((one) => ({ value: one.id, label: pathInWords(tree.path(one.id)) }))
}

/** Ends or begins again that a category is offered, and says before what becomes of what has it. */
function Retirement({ item }: { item: StaffCategory }) {
  const { message } = App.useApp()
  const { id, revision, name, level, retiredAt, keptFor, openCases, catalogueLines } = item
  const retire = useWrite(api.retireCategory, () => void message.success(`“${name}”停用了，点“恢复使用”就回来`))
  const restore = useWrite(api.restoreCategory, () => void message.success(`“${name}”又能选了`))
  if (retiredAt)
    return (
      <>
        <Button loading={restore.isPending} onClick={() => restore.mutate({ id, revision })}>
          恢复使用
        </Button>
        <Refusal error={restore.error} />
      </>
    )
  if (keptFor) return <span className='note'>{keptFor}。</span>
  return (
    <>
      <Popconfirm
        title={`停用“${name}”？`}
        description={
          <span className='categories__before'>
            {level < CATEGORY_LEVELS && '连同下面的，'}新的诉求不能再归到这里。
            {openCases > 0 ? `在办的 ${openCases} 件照旧办，` : ''}归过的还在、筛选还找得到。
            {catalogueLines > 0 ? `职责清单里的 ${catalogueLines} 条留着。` : ''}答复模板不受影响。随时能恢复。
          </span>
        }
        okText='停用'
        cancelText='先不'
        onConfirm={() => retire.mutate({ id, revision })}
      >
        <Button loading={retire.isPending}>停用</Button>
      </Popconfirm>
      <Refusal error={retire.error} />
    </>
  )
}
