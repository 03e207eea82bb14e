import { confirmRealName } from '@yike/shared/people/real-name-endpoints'
import { REAL_NAME_DOCUMENTS, REAL_NAME_DOCUMENT_CODES, type RealNameDocument } from '@yike/shared/people/real-name'
import type { StaffPerson } from '@yike/shared/people/schemas'
import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useWrite } from './query'

interface Props {
  person: { id: string; name: string }
  onDone?: (person: StaffPerson) => void
}
interface Fields {
  document: RealNameDocument
  idNumber?: string
}

/** Confirms somebody's name at the counter, in one step: the kind of document that was seen. */
export function ConfirmRealName({ person: { id, name }, onDone }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { message } = App.useApp()
  const confirm = useWrite(confirmRealName, (person) => {
    setOpen(false)
    void message.success(`${name}的实名核对好了`)
    onDone?.(person)
  })
  return (
    <>
      <Button size='small' onClick={() => setOpen(true)}>
        看过证件，核对实名
      </Button>
      <GuardedModal
        open={isOpen}
        title={`核对${name}的实名`}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <GuardedForm<Fields>
          layout='vertical'
          requiredMark={false}
          initialValues={{ document: 'id_card' }}
          onFinish={({ document, idNumber }) =>
            confirm.mutate({ personId: id, document, idNumber: idNumber?.trim() || undefined })
          }
        >
          <Form.Item name='document' label='看的是哪种证件' extra='人和证件对得上再点。不拍照，不留复印件'>
            <Select options={REAL_NAME_DOCUMENT_CODES.map((value) => ({ value, label: REAL_NAME_DOCUMENTS[value] }))} />
          </Form.Item>
          <Form.Item name='idNumber' label='证件号后四位' extra='写上就和登记的对一对；不写也行，不会存下来'>
            <Input maxLength={20} autoComplete='off' />
          </Form.Item>
          <Refusal error={confirm.error} />
          <div className='form-foot'>
            <Button type='primary' htmlType='submit' loading={confirm.isPending}>
              核对过了
            </Button>
          </div>
        </GuardedForm>
      </GuardedModal>
    </>
  )
}
