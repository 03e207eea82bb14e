import { mergePeople, undoMerge } from '@yike/shared/people/endpoints'
import type { PersonFound, StaffPerson } from '@yike/shared/people/schemas'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useNow } from '../kit/hooks/useNow'
import { Person } from '../kit/show/Person'
import { dayAndClock } from '../kit/show/text'
import { Refusal } from '../kit/form/Refusal'
import { useWrite } from '../lib/query'
import { PersonPicker } from '../lib/PersonPicker'
import { GuardedModal } from '../kit/form/unsaved'

interface Props {
  data: StaffPerson
  /** The record that stays is another one now. */
  onMoved: (personId: string) => void
}

/** The way two records became one: 「李桂兰自己登录时接上的」. */
const MADE = { office: '合并的', claim: '自己登录时接上的', family: '替家人办事时接上的' }

/** Two records of one resident become one, and are parted again within a day. */
export function MergePeople({ data: { person, alike, merged, can }, onMoved }: Props) {
  const { message } = App.useApp()
  const now = useNow()
  const [other, setOther] = useState<PersonFound>()
  const [isChoosing, setChoosing] = useState(false)
  const part = useWrite(undoMerge, () => void message.success('分开了，各是各的'))
  if (!can.merge && merged.length === 0) return null
  return (
    <>
      {alike.length > 0 && (
        <>
          <h3>可能是同一位</h3>
          <ul>
            {alike.map((one) => (
              <li key={one.id} className='family__i'>
                <span className='row'>
                  <Person person={one} />
                  <Button size='small' className='push' onClick={() => setOther(one)}>
                    合并
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {merged.length > 0 && <h3>合并过的</h3>}
      <ul>
        {merged.map(({ id, name, by, reason, at, canUndo }) => (
          <li key={id} className='family__i'>
            <span className='row'>
              <span className='note nums'>
                {name}的另一份，{dayAndClock(at, now)} {by}
                {MADE[reason]}
              </span>
              {canUndo && (
                <Button size='small' className='push' loading={part.isPending} onClick={() => part.mutate({ id })}>
                  撤回，分开
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Refusal error={part.error} />
      {can.merge && !isChoosing && (
        <p>
          <Button size='small' onClick={() => setChoosing(true)}>
            还有一份登记，找来合并
          </Button>
        </p>
      )}
      {isChoosing && <PersonPicker onChange={setOther} />}
      {other && (
        <MergeModal
          person={person}
          other={other}
          onDone={(stays) => {
            setOther(undefined)
            setChoosing(false)
            onMoved(stays)
          }}
          onClose={() => setOther(undefined)}
        />
      )}
    </>
  )
}

interface ModalProps {
  person: PersonFound
  other: PersonFound
  onDone: (staysId: string) => void
  onClose: () => void
}

/** Asks which of the two stays, and says what happens. */
function MergeModal({ person, other, onDone, onClose }: ModalProps) {
  const { message } = App.useApp()
  const merge = useWrite(mergePeople, (_, { personId }) => {
    void message.success('合成一份了，24 小时内能撤回')
    onDone(personId)
  })
  const pairs = [
    { stays: person, ends: other },
    { stays: other, ends: person },
  ]
  return (
    <GuardedModal open title='合成一份，留下哪一份？' footer={null} width={560} onCancel={onClose}>
      <p className='note'>
        两份的预约、诉求、上门、消息、家人都归到留下的那一份，旧的链接也打开它；留下的没写的，用另一份的。24
        小时内能撤回。
      </p>
      <Refusal error={merge.error} />
      <ul>
        {pairs.map(({ stays, ends }) => (
          <li key={stays.id} className='family__i'>
            <span className='row'>
              <Person person={stays} />
              <Button
                className='push'
                loading={merge.isPending && merge.variables?.personId === stays.id}
                onClick={() => merge.mutate({ personId: stays.id, fromId: ends.id })}
              >
                留下这一份
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </GuardedModal>
  )
}
