import { createCategory } from '@yike/shared/cases/category-endpoints'
import type { StaffCategory } from '@yike/shared/cases/category-schemas'
import { CASE_KINDS, type CaseKindCode } from '@yike/shared/cases/kinds'
import { App, Button, Checkbox, Form } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'
import { CategoryFields, inputOf, type CategoryValues } from './CategoryFields'

interface Fields extends CategoryValues {
  kinds: CaseKindCode[]
  isPrivate: boolean
}

/** A new category: below another one, for the same kinds of case, or of the first level, for kinds to choose. */
export function AddCategory({
  below,
  kind,
  kinds,
  onDone,
}: {
  below: StaffCategory | null
  kind: CaseKindCode
  kinds: readonly CaseKindCode[]
  onDone: (id: string | undefined) => void
}) {
  const { message } = App.useApp()
  const create = useWrite(createCategory, ({ items }, { name, parentId = null }) => {
    void message.success(`加好了：${name}`)
    onDone(items.find((one) => one.name === name && one.parentId === parentId)?.id)
  })
  return (
    <GuardedForm<Fields>
      name='new-category'
      layout='vertical'
      requiredMark={false}
      initialValues={{ keywords: [], promised: 'above', kinds: [kind], isPrivate: false }}
      onFinish={({ kinds: chosen, isPrivate, ...fields }) =>
        create.mutate({
          ...inputOf(fields),
          ...(below ? { parentId: below.id } : { kinds: chosen, isPrivate }),
        })
      }
    >
      <CategoryFields isFirstLevel={!below} />
      {!below && (
        <>
          <Form.Item name='kinds' label='用在哪几种诉求上' rules={[{ required: true, message: '选一种诉求' }]}>
            <Checkbox.Group options={kinds.map((value) => ({ value, label: CASE_KINDS[value].label }))} />
          </Form.Item>
          <Form.Item name='isPrivate' valuePropName='checked'>
            <Checkbox>是自己家里的事，邻居看不到（加好以后不能改）</Checkbox>
          </Form.Item>
        </>
      )}
      <Refusal error={create.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={create.isPending}>
          加上
        </Button>
      </div>
    </GuardedForm>
  )
}
