import { listColleaguesOfCase, nameAccused } from '@yike/shared/cases/accused-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { useRead, useWrite } from '../lib/query'

/** The states in which a case was just received: its receiver is asked whom it means. */
const JUST_RECEIVED = ['submitted', 'accepted']

/**
 * Whether a case is about a colleague, who then does not see it. Whoever receives it is asked about each whom its words
 * name.
 */
export function AccusedPane({ item }: { item: StaffCase }) {
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<string>()
  /** Those of whom the reader has said that they are not meant. */
  const [notMeant, setNotMeant] = useState<readonly string[]>([])
  const { data } = useRead(listColleaguesOfCase, { id: item.id }, { enabled: item.mayNameAccused === true })
  const name = useWrite(nameAccused, (_, { isAccused }) => {
    setChosen(undefined)
    void message.success(isAccused ? '记下了，他看不到这一件了' : '他又看得到这一件了')
  })
  if (!item.mayNameAccused || !data) return null
  const set = (personId: string, isAccused: boolean) => name.mutate({ id: item.id, personId, isAccused })
  const accused = data.items.filter(({ isAccused }) => isAccused)
  const others = data.items.filter(({ isAccused }) => !isAccused)
  const named = JUST_RECEIVED.includes(item.state.code)
    ? others.filter(({ id, isNamed }) => isNamed && !notMeant.includes(id))
    : []
  return (
    <section className='pane screen-only' aria-label='反映的是同事吗'>
      <div className='pane__head'>
        <h2 className='lead'>反映的是同事吗</h2>
        {accused.length > 0 && <StatusTag icon='lock'>他看不到这一件</StatusTag>}
      </div>
      {named.map(({ id, name: called, role }) => (
        <div key={id} role='status'>
          <p>
            原话里写到了{called}（{role.label}），反映的是他吗？
          </p>
          <div className='row accused__answers'>
            <Button type='primary' loading={name.isPending} onClick={() => set(id, true)}>
              是他，不让他看到
            </Button>
            <Button aria-label={`不是反映${called}`} onClick={() => setNotMeant([...notMeant, id])}>
              不是
            </Button>
          </div>
        </div>
      ))}
      {accused.map(({ id, name: called, role }) => (
        <p key={id} className='row'>
          <span className='strong'>{called}</span>
          <span className='note'>{role.label}</span>
          <Button size='small' aria-label={`不是反映${called}，恢复`} onClick={() => set(id, false)}>
            不是反映他
          </Button>
        </p>
      ))}
      <div className='row'>
        <Select
          aria-label='反映的是哪位同事'
          className='accused__choice'
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder='选同事或承办人'
          value={chosen}
          options={others.map(({ id, name: called, role }) => ({ value: id, label: `${called}（${role.label}）` }))}
          onChange={(id: string | undefined) => setChosen(id)}
        />
        <Button disabled={!chosen} loading={name.isPending} onClick={() => chosen && set(chosen, true)}>
          反映的是他
        </Button>
      </div>
      <p className='note note-pane__says'>记下以后，他在列表、搜索、地图、导出里都找不到这一件，也不会派给他。</p>
      <Refusal error={name.error} />
    </section>
  )
}
