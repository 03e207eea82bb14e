import type { CaseKindCode } from '@yike/shared/cases/kinds'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { PARTS_AT_ONCE } from '@yike/shared/cases/splitting'
import { splitCase } from '@yike/shared/cases/splitting-endpoints'
import { App, Button, Form, Input } from 'antd'
import { Fragment, useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'
import { CategorySelect } from '../lib/CategorySelect'

interface Fields {
  parts: { description: string; categoryId?: string }[]
  text: string
}

/** The parts of a report about several matters, each to become a case of its own. */
export function SplitCase({ item, onClose }: { item: StaffCase; onClose: () => void }) {
  const { message } = App.useApp()
  const [seen] = useState(item.seq)
  const write = useWrite(splitCase, (_, { parts }) => {
    void message.success(`分好了，${parts.length} 件单独办`)
    onClose()
  })
  return (
    <GuardedModal open title='分成几件办' footer={null} width={600} onCancel={onClose}>
      <GuardedForm<Fields>
        layout='vertical'
        requiredMark={false}
        initialValues={{ parts: [{}], text: '您说的不止一件事，分开来办，各找各的人，每一步都会告诉您。' }}
        onFinish={({ parts, text }) => write.mutate({ id: item.id, seq: seen, parts, text })}
      >
        <p className='note'>
          {item.number}{' '}
          接着办剩下的，编号、原话和照片都留在这件。分出去的每件还是这位居民的，跟着看的邻居也跟着，时限只会更早不会更晚。分错了可以再并回来。
        </p>
        <Form.List name='parts'>
          {(rows, { add, remove }) => (
            <>
              {rows.map(({ key, name }) => (
                <Fragment key={key}>
                  <Form.Item
                    name={[name, 'description']}
                    label={`分出去的第 ${name + 1} 件是什么事`}
                    rules={[{ required: true, whitespace: true, min: 4, message: '至少写四个字，让办的人看得懂' }]}
                  >
                    <Input.TextArea autoFocus={name === 0} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
                  </Form.Item>
                  <Form.Item name={[name, 'categoryId']} label='归到哪一类' extra='拿不准就空着'>
                    <CategorySelect kind={item.kind.code as CaseKindCode} allowClear />
                  </Form.Item>
                  {rows.length > 1 && (
                    <Form.Item>
                      <Button onClick={() => remove(name)}>第 {name + 1} 件不分了</Button>
                    </Form.Item>
                  )}
                </Fragment>
              ))}
              {rows.length < PARTS_AT_ONCE && (
                <Form.Item>
                  <Button onClick={() => add({})}>再分一件</Button>
                </Form.Item>
              )}
            </>
          )}
        </Form.List>
        <Form.Item
          name='text'
          label='居民会读到'
          rules={[{ required: true, whitespace: true, min: 2, message: '写一句话，说清楚再交' }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} showCount />
        </Form.Item>
        <Refusal error={write.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={write.isPending}>
            分开办
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </GuardedModal>
  )
}
