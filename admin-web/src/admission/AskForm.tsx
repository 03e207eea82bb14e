import { askAdmission } from '@yike/shared/admission/endpoints'
import type { AskedAdmissionList } from '@yike/shared/admission/schemas'
import { App, Button, Form, Input, Select } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { useWrite } from '../lib/query'
import { TermFields, type TermInput } from './TermFields'

interface Fields extends TermInput {
  receiverId: string
  streetId: string
  title: string
  what: string
  purpose: string
  basis?: string
}
const choices = (rows: readonly { id: string; name: string }[]) =>
  rows.map(({ id, name }) => ({ value: id, label: name }))
const LONG = { autoSize: { minRows: 3, maxRows: 8 }, maxLength: 500, showCount: true }

/** A department asks a street to let its communities do a work. */
export function AskForm({
  departments,
  onDone,
}: {
  departments: AskedAdmissionList['departments']
  onDone: () => void
}) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const receiverId = Form.useWatch('receiverId', form) ?? departments[0]?.id
  const streets = departments.find(({ id }) => id === receiverId)?.streets ?? []
  const send = useWrite(askAdmission, () => {
    onDone()
    void message.success('交给街道了，有答复在这里看')
  })
  return (
    <GuardedForm<Fields>
      form={form}
      layout='vertical'
      requiredMark={false}
      initialValues={{ receiverId: departments[0]?.id, streetId: departments[0]?.streets[0]?.id }}
      onFinish={({ basis = '', ...fields }) => send.mutate({ basis, ...fields })}
    >
      <Form.Item name='receiverId' label='哪个单位' hidden={departments.length === 1}>
        <Select
          options={choices(departments)}
          onChange={(id: string) =>
            form.setFieldValue('streetId', departments.find((one) => one.id === id)?.streets[0]?.id)
          }
        />
      </Form.Item>
      <Form.Item name='streetId' label='向哪个街道申请' rules={[{ required: true, message: '选一个街道' }]}>
        <Select options={choices(streets)} />
      </Form.Item>
      <Form.Item name='title' label='什么事' rules={[{ required: true, min: 2, message: '写上什么事' }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name='what' label='要社区做什么' rules={[{ required: true, min: 4, message: '写清做什么' }]}>
        <Input.TextArea {...LONG} />
      </Form.Item>
      <Form.Item name='purpose' label='为什么要社区做' rules={[{ required: true, min: 4, message: '写清为什么' }]}>
        <Input.TextArea {...LONG} />
      </Form.Item>
      <Form.Item name='basis' label='依据' extra='哪个文件要的，没有就空着'>
        <Input maxLength={200} />
      </Form.Item>
      <TermFields />
      <Refusal error={send.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={send.isPending}>
          交给街道
        </Button>
      </div>
    </GuardedForm>
  )
}
