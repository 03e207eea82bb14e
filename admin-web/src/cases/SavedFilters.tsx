import { listSavedFilters, saveFilters } from '@yike/shared/cases/saved-filter-endpoints'
import type { CaseFilter, SavedFilters as Saved } from '@yike/shared/cases/saved-filter-schemas'
import { FILTER_NAME_MAX, FILTERS_MAX } from '@yike/shared/cases/saved-filters'
import { Button, Form, Input, Popover } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { Icon } from '../kit/show/Icon'
import { useRead, useWrite } from '../lib/query'
import { EVERYTHING_OPEN, isSameFilter } from './addressFilter'
import { ManageFilters } from './ManageFilters'

const STARRED: CaseFilter = { view: 'open', starred: true }

interface Props {
  /** The filter that is shown now. */
  shown: CaseFilter
  onChoose: (filter: CaseFilter) => void
}

/** The filters that this person saved, each with its open cases, and the cases they follow. */
export function SavedFilters({ shown, onChoose }: Props) {
  const { data } = useRead(listSavedFilters, {}, { everySeconds: 60 })
  if (!data) return null
  const isSaved = [STARRED, EVERYTHING_OPEN, ...data.items.map(({ filter }) => filter)].some((one) =>
    isSameFilter(one, shown),
  )
  const tab = (name: string, filter: CaseFilter, open: number, isStar = false) => {
    const on = isSameFilter(filter, shown)
    return (
      <button
        key={name}
        type='button'
        className={on ? 'saved__tab saved__tab--on' : 'saved__tab'}
        aria-pressed={on}
        onClick={() => onChoose(on ? EVERYTHING_OPEN : filter)}
      >
        {isStar && <Icon name='star' size={14} />}
        {name}
        <span className='nums note'>
          {open}
          <span className='unseen'> 件</span>
        </span>
      </button>
    )
  }
  return (
    <div className='saved' role='group' aria-label='我存的筛选'>
      {tab('我关注的', STARRED, data.starred, true)}
      {data.items.map(({ name, filter, open }) => tab(name, filter, open))}
      {!isSaved && <SaveFilter shown={shown} saved={data} />}
      {data.items.length > 0 && <ManageFilters saved={data} />}
    </div>
  )
}

function SaveFilter({ shown, saved: { items, revision } }: { shown: CaseFilter; saved: Saved }) {
  const [open, setOpen] = useState(false)
  const save = useWrite(saveFilters, () => setOpen(false))
  const kept = items.map(({ name, filter }) => ({ name, filter }))
  const taken = new Set(kept.map(({ name }) => name))
  return (
    <Popover
      trigger='click'
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <GuardedForm<{ name: string }>
          layout='vertical'
          requiredMark={false}
          onFinish={({ name }) => save.mutate({ revision, items: [...kept, { name: name.trim(), filter: shown }] })}
        >
          <Form.Item
            name='name'
            label='给这样的筛选起个名'
            rules={[
              { required: true, whitespace: true, message: '起个名，好认' },
              {
                validator: (_, name: string = '') =>
                  taken.has(name.trim()) ? Promise.reject(new Error('已经有这个名字了，换一个')) : Promise.resolve(),
              },
            ]}
          >
            <Input autoFocus maxLength={FILTER_NAME_MAX} placeholder='超期的路灯' />
          </Form.Item>
          <Refusal error={save.error} />
          <Button type='primary' htmlType='submit' loading={save.isPending}>
            存下来
          </Button>
        </GuardedForm>
      }
    >
      <Button
        disabled={items.length >= FILTERS_MAX}
        title={items.length >= FILTERS_MAX ? '存满了，先删几个' : undefined}
      >
        存下这样的筛选
      </Button>
    </Popover>
  )
}
