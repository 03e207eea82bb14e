import { endCasework } from '@yike/shared/casework/endpoints'
import { OUTCOMES, type Outcome } from '@yike/shared/casework/rules'
import type { CaseworkView } from '@yike/shared/casework/schemas'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'

/** Closes a casework, with the reason (结案). */
export function EndPane({ item }: { item: CaseworkView }) {
  const [isEnding, setEnding] = useState(false)
  const end = useWrite(endCasework)
  return (
    <section className='pane'>
      {isEnding ? (
        <GuardedForm<{ outcome: Outcome; text: string }>
          layout='vertical'
          requiredMark={false}
          onFinish={(fields) => end.mutate({ id: item.id, ...fields })}
        >
          <Form.Item name='outcome' label='为什么结案' rules={[{ required: true, message: '选一个' }]}>
            <Radio.Group
              options={(Object.keys(OUTCOMES) as Outcome[]).map((value) => ({ value, label: OUTCOMES[value] }))}
            />
          </Form.Item>
          <Form.Item
            name='text'
            label='评估'
            extra='只有社工和督导看得到；本人导出自己的资料时也看得到。'
            rules={[{ required: true, whitespace: true, min: 2, message: '写一句做得怎么样' }]}
          >
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} />
          </Form.Item>
          <Refusal error={end.error} />
          <div className='form-foot'>
            <Button type='primary' htmlType='submit' loading={end.isPending}>
              结案
            </Button>
            <Button onClick={() => setEnding(false)}>先不结</Button>
          </div>
        </GuardedForm>
      ) : (
        <Button onClick={() => setEnding(true)}>结案</Button>
      )}
    </section>
  )
}
