import { sendReport } from '@yike/shared/moderation/endpoints'
import {
  REPORT_REASONS,
  REPORT_REASON_CODES,
  REPORT_SUBJECTS,
  type ReportReason,
  type ReportSubject,
} from '@yike/shared/moderation/reports'
import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useWrite } from './query'

/** Reports a public thing to the office that answers for it: for staff who cannot change it themselves. */
export function ReportButton({ type, id }: { type: ReportSubject; id: string }) {
  const [isOpen, setOpen] = useState(false)
  const { message } = App.useApp()
  const send = useWrite(sendReport, () => {
    setOpen(false)
    void message.success('收到了，看过会告诉您')
  })
  return (
    <>
      <Button disabled={false} onClick={() => setOpen(true)}>
        举报
      </Button>
      <GuardedModal
        open={isOpen}
        title={`举报这${type === 'notice' ? '条' : '个'}${REPORT_SUBJECTS[type]}`}
        footer={null}
        width={440}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <GuardedForm<{ reason: ReportReason; words?: string }>
          layout='vertical'
          requiredMark={false}
          onFinish={(fields) => send.mutate({ type, id, ...fields })}
        >
          <Form.Item name='reason' label='哪儿不对' rules={[{ required: true, message: '选一样' }]}>
            <Select options={REPORT_REASON_CODES.map((value) => ({ value, label: REPORT_REASONS[value] }))} />
          </Form.Item>
          <Form.Item name='words' label='说一说'>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} showCount />
          </Form.Item>
          <Refusal error={send.error} />
          <div className='form-foot'>
            <Button type='primary' htmlType='submit' loading={send.isPending}>
              举报
            </Button>
          </div>
        </GuardedForm>
      </GuardedModal>
    </>
  )
}
