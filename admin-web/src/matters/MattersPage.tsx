import { listStaffMatters } from '@yike/shared/matters/endpoints'
import { FEE } from '@yike/shared/matters/results'
import type { Matter } from '@yike/shared/matters/schemas'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { GuardedDrawer } from '../kit/form/unsaved'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { StatusTag } from '../kit/show/Tag'
import { useRead } from '../lib/query'
import { useMe } from '../lib/useMe'
import { MatterForm } from './MatterForm'
import { MustNots } from './MustNots'
import './matters.css'

const has = (words: string, { name, forWhom }: Matter) => `${name}${forWhom}`.includes(words.replace(/证明$/, ''))

/** 办事指南: what the community handles, and at the counter the answer to what it must not certify. */
export default function MattersPage() {
  const { may } = useMe()
  const { data, error, refetch } = useRead(listStaffMatters, {})
  const [edited, setEdited] = useState<Matter | 'new'>()
  const [typed, setTyped] = useState('')
  const words = typed.trim()
  const close = () => setEdited(undefined)
  const shown = data?.items.filter((matter) => !words || has(words, matter)) ?? []
  return (
    <>
      <PageHead
        title='办事'
        note='居民在小程序里看到的办事指南。有人来问开证明，先在这里找：不该社区开的，会写清去哪儿办。'
        tools={
          may('matter.edit') && (
            <Button type='primary' onClick={() => setEdited('new')}>
              加一项
            </Button>
          )
        }
      />
      <Input.Search
        className='matters__search'
        aria-label='找办什么、开什么证明'
        placeholder='比如：居住证明、养狗证明'
        allowClear
        maxLength={40}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {error && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      <div className='matters'>
        <MustNots words={words} />
        {data && shown.length === 0 && (
          <Empty text={words ? '指南里没有这一项。' : '还没有写办事指南。先加社区常办的几项，居民就知道要带什么。'} />
        )}
        {shown.map((matter) => (
          <MatterPaneOf key={matter.id} matter={matter} onEdit={() => setEdited(matter)} />
        ))}
      </div>
      <GuardedDrawer
        open={edited !== undefined}
        title={edited === 'new' ? '加一项' : '改这一项'}
        size={520}
        destroyOnHidden
        onClose={close}
      >
        {edited && <MatterForm matter={edited === 'new' ? null : edited} onDone={close} />}
      </GuardedDrawer>
    </>
  )
}

function MatterPaneOf({ matter, onEdit }: { matter: Matter; onEdit: () => void }) {
  const { may } = useMe()
  const navigate = useNavigate()
  const { id, name, forWhom, papers, workdays, where, when, result, basis, area, closed } = matter
  return (
    <section className='pane' aria-label={name}>
      <div className='pane__head'>
        <h2 className='lead'>{name}</h2>
        {closed && <StatusTag>不办了</StatusTag>}
        {may('matter.edit') && (
          <Button type='text' className='push' aria-label={`改：${name}`} onClick={onEdit}>
            改
          </Button>
        )}
      </div>
      <p className='note'>
        {forWhom}。{result.label}，材料齐了 {workdays} 个工作日，{FEE}。{area.name}
        <br />
        {where}，{when}
        {basis && (
          <>
            <br />
            依据：{basis}
          </>
        )}
      </p>
      {papers.length > 0 && (
        <ul className='matters__papers'>
          {papers.map((paper) => (
            <li key={paper.key}>
              {paper.name}
              {paper.note && <span className='note'> {paper.note}</span>}
            </li>
          ))}
        </ul>
      )}
      {!closed && (
        <Button aria-label={`替人办：${name}`} onClick={() => void navigate(`/matters/${id}/file`)}>
          替人办
        </Button>
      )}
    </section>
  )
}
