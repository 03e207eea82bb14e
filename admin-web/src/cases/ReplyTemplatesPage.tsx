import * as api from '@yike/shared/cases/reply-template-endpoints'
import type { ReplyTemplateView } from '@yike/shared/cases/reply-template-schemas'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedModal } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { dayAndClock } from '../kit/show/text'
import { useBackToList } from '../lib/lists'
import { useRead, useWrite } from '../lib/query'
import { ReplyTemplateForm } from './ReplyTemplateForm'
import './cases.css'

/** The sentences that the office says often, kept per area; everybody who answers a case there can take one. */
export default function ReplyTemplatesPage() {
  const { data, error, refetch } = useRead(api.listReplyTemplates, {})
  const [open, setOpen] = useState<ReplyTemplateView | 'new'>()
  const backToCases = useBackToList('/cases')
  return (
    <>
      <PageHead
        title='答复模板'
        note='常说的话写在这里，办诉求时套用：编号、事项、日期自动填好，发出去之前还能改。街道写的，下面各社区都能用。'
        tools={
          <>
            <Button onClick={backToCases}>回诉求</Button>
            <Button type='primary' onClick={() => setOpen('new')}>
              写一个模板
            </Button>
          </>
        }
      />
      <section className='pane' aria-label='答复模板'>
        {error && !data && <Failed error={error} onRetry={refetch} />}
        {!data && !error && <Loading />}
        {data?.items.length === 0 && <Empty text='还没有模板。把常说的那几句写下来，同事都能用。' />}
        <ul className='templates'>
          {data?.items.map((item) => (
            <TemplateRow key={item.id} item={item} onEdit={() => setOpen(item)} />
          ))}
        </ul>
      </section>
      <GuardedModal
        open={open !== undefined}
        title={open === 'new' ? '写一个模板' : '改这个模板'}
        footer={null}
        width={620}
        destroyOnHidden
        onCancel={() => setOpen(undefined)}
      >
        {open && (
          <ReplyTemplateForm
            item={open === 'new' ? null : open}
            areas={data?.areas ?? []}
            onDone={() => setOpen(undefined)}
          />
        )}
      </GuardedModal>
    </>
  )
}

function TemplateRow({ item, onEdit }: { item: ReplyTemplateView; onEdit: () => void }) {
  const { message } = App.useApp()
  const now = useNow()
  const remove = useWrite(api.removeReplyTemplate, () => void message.success(`“${item.name}”删了`))
  return (
    <li className='templates__row'>
      <div>
        <p>
          <span className='strong'>{item.name}</span> <span className='note'>{item.area.name}</span>
        </p>
        <p className='templates__words'>{item.text}</p>
        <p className='note nums'>
          {item.changedBy} {dayAndClock(item.changedAt, now)}
        </p>
        <Refusal error={remove.error} />
      </div>
      <div className='row push'>
        <Button aria-label={`改：${item.name}`} onClick={onEdit}>
          改
        </Button>
        <Popconfirm
          title={`删掉“${item.name}”？已经发出去的话不变。`}
          okText='删掉'
          cancelText='先不'
          onConfirm={() => remove.mutate({ id: item.id })}
        >
          <Button aria-label={`删：${item.name}`}>删</Button>
        </Popconfirm>
      </div>
    </li>
  )
}
