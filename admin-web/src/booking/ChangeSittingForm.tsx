import { changeSitting } from '@yike/shared/booking/endpoints'
import type { StaffSitting } from '@yike/shared/booking/schemas'
import { Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { Refusal } from '../kit/Refusal'
import { fullDay } from '../kit/words'
import { sittingName } from '../lib/day'
import { useWrite } from '../lib/query'

type Fields = Pick<StaffSitting, 'title' | 'capacity' | 'menu'>

/** Times stay as people booked them; a sitting at another time is a new one. */
export function ChangeSittingForm({ sitting, onClose }: { sitting: StaffSitting; onClose: () => void }) {
  const change = useWrite(changeSitting, onClose)
  return (
    <Modal
      open
      title={`改 ${fullDay(sitting.day)} ${sittingName(sitting)}`}
      footer={null}
      width={440}
      onCancel={onClose}
    >
      <Form<Fields>
        layout='vertical'
        requiredMark={false}
        initialValues={sitting}
        onFinish={(fields) => change.mutate({ id: sitting.serviceId, sittingId: sitting.id, ...fields })}
      >
        <Form.Item name='title' label='叫什么' rules={[{ required: true, whitespace: true, message: '写上叫什么' }]}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name='capacity' label='名额' extra={`已经约出 ${sitting.taken} 位`}>
          <InputNumber min={Math.max(1, sitting.taken)} max={2000} />
        </Form.Item>
        <Form.Item name='menu' label='有什么' extra='写一样，按回车'>
          <Select mode='tags' open={false} suffixIcon={null} maxCount={12} />
        </Form.Item>
        <Refusal error={change.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={change.isPending}>
            改好了
          </Button>
          <Button type='text' onClick={onClose}>
            先不改
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
