import { listDeaths, previewDeath, recordDeath, undoDeath } from '@yike/shared/privacy/endpoints'
import type { DeathPreview } from '@yike/shared/privacy/schemas'
import { DEATH_GRACE_MINUTES } from '@yike/shared/privacy/death'
import { dayInFull } from '@yike/shared/time/words'
import { App, Button, Form, Input } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { DayPicker } from '../kit/form/DayPicker'
import { Refusal } from '../kit/form/Refusal'
import { GuardedDrawer, GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { dayAndClock } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'

/** Records that a resident has died: what ends is seen before. */
export function RecordDeath({ personId, name }: { personId: string; name: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <h3>离世</h3>
      <Button size='small' danger onClick={() => setOpen(true)}>
        登记离世
      </Button>
      <GuardedModal
        open={isOpen}
        title={`登记${name}离世`}
        footer={null}
        width={560}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Preview personId={personId} onDone={() => setOpen(false)} />
      </GuardedModal>
    </>
  )
}

function Preview({ personId, onDone }: { personId: string; onDone: () => void }) {
  const { data, error, refetch } = useRead(previewDeath, { personId })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  if (data.death)
    return (
      <p>
        {data.death.by}登记过了：{dayInFull(data.death.diedOn)}离世，{data.death.state.label}
        。要撤回，到“离世登记”里点。
      </p>
    )
  return <DeathForm preview={data} onDone={onDone} />
}

interface Fields {
  diedOn: Dayjs
  name: string
  proof: string
}

function DeathForm({
  preview: { person, endings, remains, told, seen },
  onDone,
}: {
  preview: DeathPreview
  onDone: () => void
}) {
  const { message } = App.useApp()
  const record = useWrite(recordDeath, () => {
    void message.success(`记下了，${DEATH_GRACE_MINUTES} 分钟内能撤回`)
    onDone()
  })
  return (
    <>
      <p className='note'>
        点下去以后，不再给{person.name}发任何消息，也不能再替他约；{DEATH_GRACE_MINUTES} 分钟后下面这些一起停办。
      </p>
      {endings.map(({ what, items }) => (
        <p key={what}>
          <span className='strong'>
            {what}（{items.length}）
          </span>
          <br />
          <span className='note'>{items.join('；')}</span>
        </p>
      ))}
      {endings.length === 0 && <p>没有要停办的。</p>}
      {remains.map((line) => (
        <p key={line} className='strong'>
          {line}
        </p>
      ))}
      <p className='note'>
        {told.length > 0
          ? `家人（${told.join('、')}）只收到自己替他约的那几份取消了，写“家里有变故”。`
          : '没有家人替他办事，不发消息。'}
      </p>
      <GuardedForm<Fields>
        layout='vertical'
        requiredMark={false}
        onFinish={({ diedOn, name, proof }) =>
          record.mutate({ personId: person.id, diedOn: diedOn.format('YYYY-MM-DD'), name, proof, seen })
        }
      >
        <Form.Item name='diedOn' label='哪天离世' rules={[{ required: true, message: '选日子' }]}>
          <DayPicker maxDate={dayjs()} format='YYYY-MM-DD' />
        </Form.Item>
        <Form.Item
          name='proof'
          label='怎么知道的'
          rules={[{ required: true, whitespace: true, message: '写一句，比如：女儿来电，看过死亡证明' }]}
        >
          <Input maxLength={200} placeholder='女儿来电，看过死亡证明' />
        </Form.Item>
        <Form.Item
          name='name'
          label='再写一遍姓名'
          extra='同名的人多，看清楚是哪一位'
          rules={[{ required: true, whitespace: true, message: '照登记的姓名再写一遍' }]}
        >
          <Input maxLength={100} autoComplete='off' />
        </Form.Item>
        <Refusal error={record.error} />
        <div className='form-foot'>
          <Button danger type='primary' htmlType='submit' loading={record.isPending}>
            登记离世
          </Button>
        </div>
      </GuardedForm>
    </>
  )
}

/** The deaths that were recorded, with the way back. */
export function DeathsDrawer({ onClose }: { onClose: () => void }) {
  const { message } = App.useApp()
  const now = useNow()
  const { data, error, refetch } = useRead(listDeaths, {})
  const undo = useWrite(undoDeath, () => void message.success('撤回了。停办过的，要的话重新约'))
  return (
    <GuardedDrawer open title='离世登记' size={480} onClose={onClose}>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Empty text='没有登记过。在“登记、电话和家人”里登记。' />
      ) : (
        <ul>
          {data.items.map(({ id, name, diedOn, by, at, state, can }) => (
            <li key={id} className='family__i'>
              <span className='row'>
                <span className='strong'>{name}</span>
                <span className='note nums'>{dayInFull(diedOn)}</span>
                {can.undo && (
                  <Button size='small' className='push' loading={undo.isPending} onClick={() => undo.mutate({ id })}>
                    撤回{name}的登记
                  </Button>
                )}
              </span>
              <span className='note nums'>
                {by} {dayAndClock(at, now)} 登记，{state.label}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Refusal error={undo.error} />
    </GuardedDrawer>
  )
}
