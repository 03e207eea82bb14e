import type { BindingAnswer } from '@yike/shared/people/phone-binding'
import type { WaitingPhone } from '@yike/shared/people/phone-schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button, Popconfirm } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import type { ApiError } from './api'
import './waiting-phones.css'

interface Props {
  phones: readonly WaitingPhone[]
  /** 「您」, or the name of a colleague. */
  whose: string
  onAnswer: (id: string, answer: BindingAnswer) => void
  isPending: boolean
  error: ApiError | null
}

const clock = (instant: string) => clockOf(new Date(instant))

/** Phones that wait to be bound to an account: somebody compares the number with the one on the phone, and answers. */
export const WaitingPhones = ({ phones, whose, onAnswer, isPending, error }: Props) => (
  <>
    {phones.map(({ id, number, device, client, askedAt, expiresAt }) => (
      <div key={id} className='waiting-phone' role='group' aria-label={`手机 ${number}`}>
        <span className='waiting-phone__number nums'>{number}</span>
        <div>
          <p className='strong'>
            {[device, client.label].filter(Boolean).join('，')}要绑{whose}的账号
          </p>
          <p className='note nums'>
            {clock(askedAt)} 申请，{clock(expiresAt)} 前有效。手机上写的也是 {number}，才是这一部。
          </p>
        </div>
        <div className='row push'>
          <Popconfirm
            title={`手机上写的也是 ${number}？`}
            description='绑上以后，这部手机不用密码就能进工作台。'
            okText='一样，绑上'
            cancelText='先不'
            onConfirm={() => onAnswer(id, 'confirmed')}
          >
            <Button type='primary' loading={isPending}>
              确认
            </Button>
          </Popconfirm>
          <Popconfirm
            title='拒绝这部手机？'
            description='它绑不上。不认识这部手机，就是有人知道了密码，马上换一个。'
            okText='拒绝'
            cancelText='先不'
            onConfirm={() => onAnswer(id, 'refused')}
          >
            <Button loading={isPending}>不认识</Button>
          </Popconfirm>
        </div>
      </div>
    ))}
    <Refusal error={error} />
  </>
)
