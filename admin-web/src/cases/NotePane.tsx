import { listNoteReaders, noteCase } from '@yike/shared/cases/note-endpoints'
import { mentionedIn, MENTIONS_MAX, NOTE_MAX } from '@yike/shared/cases/notes'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { App, Button, Form, Mentions } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { Kbd } from '../kit/page/Kbd'
import { StatusTag } from '../kit/show/Tag'
import { useRead, useWrite } from '../lib/query'

interface Props {
  item: StaffCase
  isOpen: boolean
  onOpen: (open: boolean) => void
}

/** A note for the colleagues who see the case. An @ lists them; each who is named gets one message. */
export const NotePane = ({ item, isOpen, onOpen }: Props) => (
  <section className='pane screen-only' aria-label='内部备注'>
    <div className='pane__head'>
      <h2 className='lead'>内部备注</h2>
      <StatusTag icon='lock'>只有同事看得到</StatusTag>
    </div>
    {isOpen ? (
      <NoteForm caseId={item.id} onClose={() => onOpen(false)} />
    ) : (
      <>
        <Button onClick={() => onOpen(true)}>
          写一条备注 <Kbd>N</Kbd>
        </Button>
        <p className='note note-pane__says'>写下的在“办到哪了”里。居民和承办单位都看不到，也不会打印出来。</p>
      </>
    )}
  </section>
)

function NoteForm({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ text: string }>()
  const [picked, setPicked] = useState<string[]>([])
  const { data } = useRead(listNoteReaders, { id: caseId })
  const readers = data?.items ?? []
  const note = useWrite(noteCase, (_, { mentions = [] }) => {
    void message.success(mentions.length > 0 ? `记下了，告诉了 ${mentions.length} 位同事` : '记下了')
    onClose()
  })
  const send = ({ text }: { text: string }) =>
    note.mutate({ id: caseId, text, mentions: mentionedIn(text, readers, picked) })
  return (
    <GuardedForm<{ text: string }> form={form} layout='vertical' requiredMark={false} onFinish={send}>
      <Form.Item
        name='text'
        label='写给同事'
        extra='打 @ 选一位同事，告诉他来看。别写居民的病情、证件号这些用不着的。'
        rules={[
          { required: true, whitespace: true, message: '写一句再存' },
          {
            validator: (_, text: string = '') =>
              mentionedIn(text, readers, picked).length > MENTIONS_MAX
                ? Promise.reject(new Error(`一次最多提 ${MENTIONS_MAX} 位同事`))
                : Promise.resolve(),
          },
        ]}
      >
        <Mentions
          autoFocus
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={NOTE_MAX}
          prefix={['@', '＠']}
          notFoundContent='没有这位同事，或者他看不到这一件'
          options={readers.map(({ id, name, role, isAway }) => ({
            key: id,
            value: name,
            label: (
              <span className='row'>
                <span className='strong'>{name}</span> {role.label}
                {isAway && <span className='note push'>休假中</span>}
              </span>
            ),
          }))}
          onSelect={({ key }) => key && setPicked([...picked, key])}
        />
      </Form.Item>
      <Refusal error={note.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={note.isPending}>
          {note.isPending ? '正在存…' : '记下来'}
        </Button>
        <Button type='text' onClick={onClose}>
          先不
        </Button>
      </div>
    </GuardedForm>
  )
}
