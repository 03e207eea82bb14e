import { correctHours } from '@yike/shared/courses/endpoints'
import type { CoursePerson } from '@yike/shared/courses/schemas'
import { Button, Form, InputNumber } from 'antd'
import { ReasonField } from '../kit/form/ReasonField'
import { Refusal } from '../kit/form/Refusal'
import { useWrite } from '../lib/query'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'

/** Other minutes for one session somebody came to, with the reason they will read. */
export function HoursModal({
  name,
  bookingId,
  came,
  onClose,
}: {
  name: string
  bookingId: string
  came: CoursePerson['came'][number]
  onClose: () => void
}) {
  const correct = useWrite(correctHours, onClose)
  const { n, minutes, corrected } = came
  return (
    <GuardedModal open title={`${name}第 ${n} 次的学时`} footer={null} width={440} onCancel={onClose}>
      <GuardedForm<{ minutes: number; reason: string }>
        layout='vertical'
        requiredMark={false}
        initialValues={{ minutes }}
        onFinish={(fields) => correct.mutate({ bookingId, n, ...fields })}
      >
        <p className='note'>
          {corrected ? `${corrected.by}改过：${corrected.reason}。` : '学时按点名自己算。'}
          改了本人会收到原因；发出去的证书不变。
        </p>
        <Form.Item
          name='minutes'
          label='这一次记多少分钟'
          extra='不算就写 0'
          rules={[{ required: true, message: '写上分钟数' }]}
        >
          <InputNumber min={0} max={720} precision={0} />
        </Form.Item>
        <ReasonField label='为什么改' />
        <Refusal error={correct.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={correct.isPending}>
            改好，告诉本人
          </Button>
          <Button type='text' onClick={onClose}>
            先不
          </Button>
        </div>
      </GuardedForm>
    </GuardedModal>
  )
}
