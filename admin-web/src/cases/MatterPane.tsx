import type { CaseMatter } from '@yike/shared/cases/matter-schemas'
import { checkPapers, collectMatter, makeReady } from '@yike/shared/cases/matter-endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { Button, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { Photos } from '../kit/show/Photos'
import { StatusTag } from '../kit/show/Tag'
import { useWrite } from '../lib/query'
import './papers.css'

type Look = 'in_order' | 'missing'
interface Looked {
  look?: Look
  why: string
}

const TONES: Readonly<Record<string, 'done' | 'late' | 'go'>> = { in_order: 'done', missing: 'late' }

/** The papers of a matter, each looked at by a clerk; then it is ready, and collected at the counter. */
export function MatterPane({ item, matter }: { item: StaffCase; matter: CaseMatter }) {
  return (
    <section className='pane' aria-label='材料'>
      <h2 className='lead'>{matter.papers.length > 0 ? '材料' : matter.name}</h2>
      {matter.papers.length === 0 && <p className='note'>这一项什么都不用带。</p>}
      {item.can.checkPapers ? <Check item={item} matter={matter} /> : <Standing matter={matter} />}
      {item.can.makeReady && <Ready item={item} matter={matter} />}
      {item.can.collect && <Collect item={item} />}
    </section>
  )
}

function Paper({ paper }: { paper: CaseMatter['papers'][number] }) {
  const { name, note, state, photos, photoCount } = paper
  return (
    <>
      <p className='row'>
        <span className='strong'>{name}</span>
        <StatusTag tone={TONES[state.code] ?? 'go'}>{state.label}</StatusTag>
      </p>
      {note && <p className='note'>{note}</p>}
      <Photos photos={photos} label={`${name}的照片`} />
      {photoCount > photos.length && <p className='note'>有 {photoCount} 张照片，只有窗口看得到。</p>}
    </>
  )
}

const Standing = ({ matter }: { matter: CaseMatter }) => (
  <ul className='papers'>
    {matter.papers.map((paper) => (
      <li key={paper.key}>
        <Paper paper={paper} />
      </li>
    ))}
  </ul>
)

function Check({ item, matter }: { item: StaffCase; matter: CaseMatter }) {
  const check = useWrite(checkPapers)
  const [looked, setLooked] = useState<Readonly<Record<string, Looked>>>({})
  const change = (key: string, part: Partial<Looked>) =>
    setLooked((before) => ({ ...before, [key]: { ...(before[key] ?? { why: '' }), ...part } }))
  const papers = matter.papers.flatMap(({ key }) => {
    const { look, why = '' } = looked[key] ?? {}
    return look ? [{ key, inOrder: look === 'in_order', why: look === 'missing' ? why.trim() : '' }] : []
  })
  const lacksWhy = papers.some(({ inOrder, why }) => !inOrder && why.length < 2)
  const asks = papers.some(({ inOrder }) => !inOrder)
  const send = (said: typeof papers) => check.mutate({ id: item.id, seq: item.seq, papers: said })
  const isDone = matter.papers.every(({ state }) => state.code === 'in_order')
  return (
    <>
      <ul className='papers'>
        {matter.papers.map((paper) => (
          <li key={paper.key}>
            <Paper paper={paper} />
            <Segmented<Look>
              aria-label={`${paper.name}看过了`}
              value={looked[paper.key]?.look}
              options={[
                { value: 'in_order', label: '可以' },
                { value: 'missing', label: '要补' },
              ]}
              onChange={(look) => change(paper.key, { look })}
            />
            {looked[paper.key]?.look === 'missing' && (
              <Input
                aria-label={`${paper.name}要补什么`}
                placeholder='比如：缺本人那一页'
                maxLength={100}
                value={looked[paper.key]?.why}
                onChange={({ target }) => change(paper.key, { why: target.value })}
              />
            )}
          </li>
        ))}
      </ul>
      <Refusal error={check.error} />
      <div className='form-foot'>
        {papers.length > 0 && (
          <Button type='primary' disabled={lacksWhy} loading={check.isPending} onClick={() => send(papers)}>
            {asks ? '告诉居民补材料' : '记下'}
          </Button>
        )}
        {!isDone && papers.length === 0 && (
          <Button
            loading={check.isPending}
            onClick={() => send(matter.papers.map(({ key }) => ({ key, inOrder: true, why: '' })))}
          >
            都看过，都可以
          </Button>
        )}
      </div>
    </>
  )
}

function Ready({ item, matter }: { item: StaffCase; matter: CaseMatter }) {
  const ready = useWrite(makeReady)
  return (
    <Form<{ text: string }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ text: `到${matter.where}领，${matter.when}。` }}
      onFinish={({ text }) => ready.mutate({ id: item.id, seq: item.seq, text })}
    >
      <Form.Item
        name='text'
        label='到哪儿领、什么时候'
        extra={`居民会读到，后面自动加上编号 ${item.number}`}
        rules={[{ required: true, whitespace: true, min: 2, message: '写上到哪儿领' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={300} />
      </Form.Item>
      <Refusal error={ready.error} />
      <Button type='primary' htmlType='submit' loading={ready.isPending}>
        办好了，告诉居民来领
      </Button>
    </Form>
  )
}

interface Collected {
  by: 'resident' | 'other'
  name?: string
}

function Collect({ item }: { item: StaffCase }) {
  const collect = useWrite(collectMatter)
  const [form] = Form.useForm<Collected>()
  const by = Form.useWatch('by', form)
  return (
    <Form<Collected>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ by: 'resident' }}
      onFinish={({ name, ...rest }) =>
        collect.mutate({ id: item.id, seq: item.seq, ...rest, ...(rest.by === 'other' ? { name } : {}) })
      }
    >
      <Form.Item name='by' label='谁来领的' extra={`先对编号 ${item.number}`}>
        <Segmented
          options={[
            { value: 'resident', label: '本人' },
            { value: 'other', label: '别人代领' },
          ]}
        />
      </Form.Item>
      {by === 'other' && (
        <Form.Item name='name' label='代领人姓名' rules={[{ required: true, message: '写上是谁替他领的' }]}>
          <Input maxLength={50} />
        </Form.Item>
      )}
      <Refusal error={collect.error} />
      <Button type='primary' htmlType='submit' loading={collect.isPending}>
        领走了
      </Button>
    </Form>
  )
}
