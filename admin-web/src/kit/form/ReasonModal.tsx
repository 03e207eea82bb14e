import { Button } from 'antd'
import { ReasonField } from './ReasonField'
import { Refusal } from './Refusal'
import { GuardedForm, GuardedModal } from './unsaved'

interface Props {
  open: boolean
  /** The question, as its title. */
  title: string
  hint: string
  label: string
  action: string
  error: Error | null
  isPending: boolean
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** An action that takes something away asks for its reason; `hint` says who reads it. */
export const ReasonModal = ({ open, title, hint, label, action, error, isPending, onSubmit, onClose }: Props) => (
  <GuardedModal open={open} title={title} footer={null} width={440} destroyOnHidden onCancel={onClose}>
    <p className='note'>{hint}</p>
    <GuardedForm<{ reason: string }> layout='vertical' requiredMark={false} onFinish={({ reason }) => onSubmit(reason)}>
      <ReasonField label={label} autoFocus />
      <Refusal error={error} />
      <div className='form-foot'>
        <Button danger htmlType='submit' loading={isPending}>
          {action}
        </Button>
        <Button type='text' onClick={onClose}>
          先不
        </Button>
      </div>
    </GuardedForm>
  </GuardedModal>
)
