import { confirmHome, undoHome } from '@yike/shared/people/home-endpoints'
import type { StaffPerson } from '@yike/shared/people/schemas'
import { App, Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { dayAndClock } from '../kit/show/text'
import { StatusTag } from '../kit/show/Tag'
import { useWrite } from '../lib/query'

/** Whether anybody has seen where a resident lives; staff who have seen a proof bind the address. */
export function HomeProof({ data: { person, homeProof, compounds, can } }: { data: StaffPerson }) {
  const { message } = App.useApp()
  const now = useNow()
  const [compoundId, setCompound] = useState<string | null>()
  const confirm = useWrite(confirmHome, () => void message.success('住址核对好了'))
  const undo = useWrite(undoHome, () => void message.success('撤回了，住址算他自己写的'))
  return (
    <>
      <h3>住址</h3>
      <p className='row nums'>
        <span>{person.home ?? '没有登记'}</span>
        {person.home && (
          <StatusTag tone={homeProof ? 'done' : 'plain'}>{homeProof?.way.label ?? '他自己写的'}</StatusTag>
        )}
      </p>
      {homeProof && (
        <p className='note nums'>
          {[homeProof.compound?.name, homeProof.by, dayAndClock(homeProof.at, now)].filter(Boolean).join('，')}
        </p>
      )}
      {can.confirmHome && (
        <span className='row'>
          <Select
            aria-label='在哪个小区'
            className='people__compound'
            placeholder='小区照住址认'
            allowClear
            value={compoundId}
            options={compounds.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: string | undefined) => setCompound(id)}
          />
          <Button
            size='small'
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ personId: person.id, compoundId: compoundId ?? undefined })}
          >
            看过证明，核对住址
          </Button>
        </span>
      )}
      {can.undoHome && (
        <Popconfirm
          title='撤回住址的核对？'
          description='住址还在，算他自己写的。'
          okText='撤回'
          cancelText='先不'
          onConfirm={() => undo.mutate({ personId: person.id })}
        >
          <Button size='small' loading={undo.isPending}>
            撤回住址核对
          </Button>
        </Popconfirm>
      )}
      <Refusal error={confirm.error ?? undo.error} />
    </>
  )
}
