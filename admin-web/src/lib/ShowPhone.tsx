import type { Endpoint } from '@yike/shared/endpoint'
import type { ShownPhone } from '@yike/shared/people/schemas'
import { Button } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { useAsk } from './query'

interface Props<In> {
  of: Endpoint<In, ShownPhone>
  input: In
  /** The text before the tap; nothing where there is no number. */
  last4: string | null
}

/** The end of a number; a tap shows the whole of it, on record, as a link that dials. */
export function ShowPhone<In>({ of, input, last4 }: Props<In>) {
  const [shown, setShown] = useState<ShownPhone>()
  const ask = useAsk(of, setShown)
  if (shown)
    return (
      <a className='nums' href={`tel:${shown.phone}`}>
        打给{shown.name} {shown.phone}
      </a>
    )
  return (
    <span className='row'>
      <Button
        size='small'
        loading={ask.isPending}
        title='看过会留下记录，本人能查到'
        onClick={(event) => {
          event.stopPropagation()
          ask.mutate(input)
        }}
      >
        {last4 ? `看电话（尾号 ${last4}）` : '看电话'}
      </Button>
      <Refusal error={ask.error} />
    </span>
  )
}
