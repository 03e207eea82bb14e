import { saveFilters } from '@yike/shared/cases/saved-filter-endpoints'
import type { SavedFilters } from '@yike/shared/cases/saved-filter-schemas'
import { FILTER_NAME_MAX } from '@yike/shared/cases/saved-filters'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedModal } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

type Items = { name: string; filter: SavedFilters['items'][number]['filter'] }[]

/** Renames, sorts and deletes saved filters. Each change is written at once; a deleted one can be brought back. */
export function ManageFilters({ saved: { items, revision } }: { saved: SavedFilters }) {
  const [open, setOpen] = useState(false)
  /** The list before the last deletion. */
  const [before, setBefore] = useState<{ name: string; items: Items }>()
  const save = useWrite(saveFilters)
  const now: Items = items.map(({ name, filter }) => ({ name, filter }))
  const write = (next: Items, deleted?: string) => {
    setBefore(deleted ? { name: deleted, items: now } : undefined)
    save.mutate({ revision, items: next })
  }
  const rename = (at: number, typed: string) => {
    const name = typed.trim()
    if (name && name !== now[at]!.name) write(now.map((one, index) => (index === at ? { ...one, name } : one)))
  }
  const moveUp = (at: number) => write([...now.slice(0, at - 1), now[at]!, now[at - 1]!, ...now.slice(at + 1)])
  return (
    <>
      <Button type='link' onClick={() => setOpen(true)}>
        改名、排序
      </Button>
      <GuardedModal open={open} title='我存的筛选' footer={null} width={480} onCancel={() => setOpen(false)}>
        {now.length === 0 && <p className='note'>还没有存的筛选。</p>}
        <ol className='saved__list'>
          {now.map(({ name }, at) => (
            <li key={name} className='row'>
              <Input
                aria-label={`${name}的名字`}
                defaultValue={name}
                maxLength={FILTER_NAME_MAX}
                onBlur={({ target }) => rename(at, target.value)}
                onPressEnter={({ currentTarget }) => currentTarget.blur()}
              />
              <Button aria-label={`${name}往前排`} disabled={at === 0 || save.isPending} onClick={() => moveUp(at)}>
                往前
              </Button>
              <Button
                danger
                aria-label={`删掉${name}`}
                disabled={save.isPending}
                onClick={() =>
                  write(
                    now.filter((_, index) => index !== at),
                    name,
                  )
                }
              >
                删掉
              </Button>
            </li>
          ))}
        </ol>
        {before && (
          <p role='status'>
            “{before.name}”删掉了。
            <Button type='link' loading={save.isPending} onClick={() => write(before.items)}>
              撤回
            </Button>
          </p>
        )}
        <Refusal error={save.error} />
      </GuardedModal>
    </>
  )
}
