import { showCaseToNeighbours, showOriginalWords, unhideCaseWords } from '@yike/shared/cases/hidden-word-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedModal } from '../kit/form/unsaved'
import { StatusTag } from '../kit/show/Tag'
import { useWrite } from '../lib/query'
import { HideWords } from './HideWords'

/** Words of a case that the office hides, and the way to those that it has hidden. */
export function HiddenWords({ item }: { item: StaffCase }) {
  const { message } = App.useApp()
  const [isHiding, setHiding] = useState(false)
  const [original, setOriginal] = useState<{ label: string; text: string }[]>()
  const show = useWrite(showOriginalWords, ({ items }) => setOriginal(items))
  const unhide = useWrite(unhideCaseWords, () => void message.success('原话恢复了'))
  const { photoCan: can, hidden } = item
  const isHidden = hidden !== undefined && hidden.parts.length + hidden.steps.length > 0
  if (!can?.redact && !isHidden) return null
  return (
    <div className='screen-only hidden-words'>
      <div className='row'>
        {isHidden && <StatusTag icon='lock'>隐去过一些字</StatusTag>}
        {can?.redact && <Button onClick={() => setHiding(true)}>隐去字句</Button>}
        {isHidden && can?.seeOriginal && (
          <>
            <Button loading={show.isPending} onClick={() => show.mutate({ id: item.id })}>
              看原话（会记下来）
            </Button>
            <Popconfirm
              title='恢复全部原话？'
              description='同事、承办单位和邻居又能看到原来的字。'
              okText='恢复'
              cancelText='先不'
              onConfirm={() => unhide.mutate({ id: item.id })}
            >
              <Button loading={unhide.isPending}>恢复原话</Button>
            </Popconfirm>
          </>
        )}
      </div>
      <Refusal error={show.error ?? unhide.error} />
      {isHiding && <HideWords item={item} onClose={() => setHiding(false)} />}
      <GuardedModal
        open={original !== undefined}
        title='隐去的原话'
        footer={null}
        onCancel={() => setOriginal(undefined)}
      >
        {original?.map(({ label, text }) => (
          <div key={`${label} ${text}`}>
            <h3 className='note'>{label}</h3>
            <p className='words'>{text}</p>
          </div>
        ))}
      </GuardedModal>
    </div>
  )
}

/** Whether neighbours may read of a case, for those who decide reports. */
export function PublicView({ item }: { item: StaffCase }) {
  const { message } = App.useApp()
  const turn = useWrite(showCaseToNeighbours, ({ offPublic }) => {
    void message.success(offPublic ? '拿下了，邻居看不到了' : '放回去了')
  })
  if (!item.mayModerate) return null
  return (
    <section className='pane screen-only' aria-label='邻居看得到吗'>
      <div className='pane__head'>
        <h2 className='lead'>邻居看得到吗</h2>
        {item.offPublic && <StatusTag icon='lock'>拿下了</StatusTag>}
      </div>
      <Button loading={turn.isPending} onClick={() => turn.mutate({ id: item.id, shown: item.offPublic === true })}>
        {item.offPublic ? '放回给邻居看' : '从邻居那里拿下'}
      </Button>
      <p className='note note-pane__says'>
        {item.offPublic
          ? '地图、邻居的页面和公开接口里都没有这一件，跟着看的人也看不到了。'
          : '类别允许的，邻居看得到类别、附近的地点和办理经过，看不到标题、原话和是谁反映的。'}
      </p>
      <Refusal error={turn.error} />
    </section>
  )
}
