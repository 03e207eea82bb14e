import { undoRealName } from '@yike/shared/people/real-name-endpoints'
import type { StaffPerson } from '@yike/shared/people/schemas'
import { App, Button, Popconfirm } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { dayAndClock } from '../kit/show/text'
import { StatusTag } from '../kit/show/Tag'
import { ConfirmRealName } from '../lib/ConfirmRealName'
import { useWrite } from '../lib/query'

/** The proof of a resident's name, and the step at the counter that confirms it. */
export function RealName({ data: { person, realName, can } }: { data: StaffPerson }) {
  const { message } = App.useApp()
  const now = useNow()
  const undo = useWrite(undoRealName, () => void message.success('撤回了，没有核对过'))
  return (
    <>
      <h3>实名</h3>
      <p className='row nums'>
        <StatusTag tone={realName ? 'done' : 'plain'}>{person.realName.label}</StatusTag>
        <span className='note'>
          {realName
            ? [realName.by, realName.document?.label, dayAndClock(realName.at, now)].filter(Boolean).join('，')
            : '有的服务要核对过才能约，看一眼证件就行'}
        </span>
      </p>
      <span className='row'>
        {can.confirmRealName && <ConfirmRealName person={person} />}
        {can.undoRealName && (
          <Popconfirm
            title='撤回这次核对？'
            description='记错了人才撤回；撤回和核对都留记录，本人查得到。'
            okText='撤回'
            cancelText='先不'
            onConfirm={() => undo.mutate({ personId: person.id })}
          >
            <Button size='small' loading={undo.isPending}>
              撤回实名核对
            </Button>
          </Popconfirm>
        )}
      </span>
      <Refusal error={undo.error} />
    </>
  )
}
