import type { Endpoint } from '@yike/shared/endpoint'
import {
  linkCases,
  listLikelyDuplicates,
  mergeCase,
  unlinkCases,
  unmergeCase,
} from '@yike/shared/cases/merging-endpoints'
import type { RelatedCase, StaffCase } from '@yike/shared/cases/schemas'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useRead, useWrite } from '../lib/query'
import { SplitCase } from './SplitCase'

const name = ({ number, title }: Pick<RelatedCase, 'number' | 'title'>) => `${number} ${title}`

const CaseLink = ({ other }: { other: Pick<RelatedCase, 'id' | 'number' | 'title'> }) => (
  <Link to={`/cases/${other.id}`}>
    <span className='nums'>{other.number}</span> {other.title}
  </Link>
)

/** The sentence that both reporters read, for a merge or its undoing. It stays when somebody else was faster. */
function SayWhy<In>({
  title,
  note,
  said,
  submit,
  route,
  inputWith,
  onDone,
  onClose,
}: {
  title: string
  note: string
  said: string
  submit: string
  route: Endpoint<In, StaffCase>
  inputWith: (text: string) => In
  onDone: (after: StaffCase) => void
  onClose: () => void
}) {
  const write = useWrite(route, onDone)
  return (
    <GuardedModal open title={title} footer={null} width={480} onCancel={onClose}>
      <GuardedForm<{ text: string }>
        layout='vertical'
        requiredMark={false}
        initialValues={{ text: said }}
        onFinish={({ text }) => write.mutate(inputWith(text))}
      >
        <p className='note'>{note}</p>
        <Form.Item
          name='text'
          label='居民会读到'
          rules={[{ required: true, whitespace: true, min: 2, message: '写一句话，说清楚再交' }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} showCount />
        </Form.Item>
        <Refusal error={write.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={write.isPending}>
            {submit}
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </GuardedModal>
  )
}

type Other = RelatedCase & { reason: string }

/** The cases that are one matter with this one, or have to do with it, and those that may be. */
export function RelatedCases({ item }: { item: StaffCase }) {
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { data } = useRead(listLikelyDuplicates, { id: item.id })
  const [merging, setMerging] = useState<Other>()
  const [unmerging, setUnmerging] = useState<Pick<RelatedCase, 'id' | 'number' | 'title' | 'seq'>>()
  const [splitting, setSplitting] = useState(false)
  const link = useWrite(linkCases, () => void message.success('记下了，两件互相看得到'))
  const unlink = useWrite(unlinkCases)
  const linked = new Set(item.links.map(({ id }) => id))
  const suggested = (data?.items ?? []).filter(({ id }) => !linked.has(id))
  const { mergedInto, partOf, absorbed, links } = item
  // A part that was merged back stands among those.
  const parts = item.parts.filter(({ id }) => !absorbed.some((one) => one.id === id))
  const named = [mergedInto, partOf, ...parts, ...absorbed, ...links].filter((one) => one !== null)
  if (!item.can.split && named.length + item.listeners + suggested.length === 0) return null
  return (
    <section className='pane' aria-label='相关的诉求'>
      <div className='row row--above'>
        <h2 className='lead'>相关的诉求</h2>
        {item.can.split && (
          <Button size='small' className='push' onClick={() => setSplitting(true)}>
            分成几件办
          </Button>
        )}
      </div>
      {partOf && (
        <p>
          从 <CaseLink other={partOf} /> 分出来的，原话在那里。
        </p>
      )}
      {parts.map((other) => (
        <p key={other.id} className='row'>
          <CaseLink other={other} />
          <span className='note'>分出去单独办，{other.state.label}</span>
          {item.can.merge && (
            <Button
              size='small'
              type='text'
              className='push'
              onClick={() => setMerging({ ...other, reason: '从这件分出去的' })}
            >
              并回来
            </Button>
          )}
        </p>
      ))}
      {item.listeners > 0 && <p className='note'>{item.listeners} 位邻居跟着看，居民看得到的每一步都会告诉他们</p>}
      {mergedInto && (
        <p>
          已经并到 <CaseLink other={mergedInto} /> 一起办。
          {item.can.unmerge && (
            <Button size='small' onClick={() => setUnmerging(item)}>
              单独办
            </Button>
          )}
        </p>
      )}
      {absorbed.map((other) => (
        <p key={other.id} className='row'>
          <CaseLink other={other} />
          <span className='note'>并进来一起办</span>
          {item.can.reply && (
            <Button size='small' className='push' onClick={() => setUnmerging(other)}>
              单独办
            </Button>
          )}
        </p>
      ))}
      {links.map((other) => (
        <p key={other.id} className='row'>
          <CaseLink other={other} />
          <span className='note'>有关联，{other.state.label}</span>
          <Button
            size='small'
            type='text'
            className='push'
            onClick={() => unlink.mutate({ id: item.id, otherId: other.id })}
          >
            取消关联
          </Button>
        </p>
      ))}
      {suggested.map((other) => (
        <div key={other.id} className='cases__suggested'>
          <CaseLink other={other} />
          <p className='row'>
            <span className='note'>
              可能是同一件：{other.reason}，{other.state.label}
            </span>
            {item.can.merge && (
              <span className='row push'>
                <Button size='small' onClick={() => setMerging(other)}>
                  并到一起
                </Button>
                <Button size='small' type='text' onClick={() => link.mutate({ id: item.id, otherId: other.id })}>
                  只是有关联
                </Button>
              </span>
            )}
          </p>
        </div>
      ))}
      <Refusal error={link.error ?? unlink.error} />
      {splitting && <SplitCase item={item} onClose={() => setSplitting(false)} />}
      {merging && (
        <SayWhy
          title='并到一起办'
          note={`和“${name(merging)}”是同一件事。先反映的那一件接着办，编号不变，时限按早的算；两边的居民和跟着看的邻居都会知道进展。并错了可以再分开。`}
          said='和邻居反映的是同一件事，并到一起办，每一步都会告诉您。'
          submit='并到一起'
          route={mergeCase}
          inputWith={(text) => ({ id: item.id, seq: item.seq, otherId: merging.id, otherSeq: merging.seq, text })}
          onDone={(after) => {
            setMerging(undefined)
            void message.success(`并到 ${after.number} 一起办了`)
            void navigate(`/cases/${after.id}`)
          }}
          onClose={() => setMerging(undefined)}
        />
      )}
      {unmerging && (
        <SayWhy
          title='单独办'
          note={`“${name(unmerging)}”回到合并以前的样子，时限也是它自己的。`}
          said='再看了一遍，您这件单独办。'
          submit='单独办'
          route={unmergeCase}
          inputWith={(text) => ({ id: unmerging.id, seq: unmerging.seq, text })}
          onDone={() => {
            setUnmerging(undefined)
            void message.success('分开了，各办各的')
          }}
          onClose={() => setUnmerging(undefined)}
        />
      )}
    </section>
  )
}
