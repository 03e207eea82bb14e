import { endFamilyByStaff, getStaffPerson } from '@yike/shared/people/endpoints'
import type { StaffFamilyLine } from '@yike/shared/people/schemas'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Failed, Loading } from '../kit/page/PageStates'
import { Person } from '../kit/show/Person'
import { Photos } from '../kit/show/Photos'
import { ReasonModal } from '../kit/form/ReasonModal'
import { StatusTag } from '../kit/show/Tag'
import { useRead, useWrite } from '../lib/query'
import { useMe } from '../lib/useMe'
import { RecordDeath } from './RecordDeath'
import { MergePeople } from './MergePeople'
import { PersonFacts } from './PersonFacts'
import { HomeProof } from './HomeProof'
import { RealName } from './RealName'
import { VerifyPhone } from './VerifyPhone'
import { VouchForm, type Vouching } from './VouchForm'
import { GuardedDrawer } from '../kit/form/unsaved'

/** Both sides of one end: the person acted for, and the person who acts. */
interface Ending {
  personId: string
  askerId: string
  title: string
}

/** A resident at the counter: what is on record, a second record of theirs, the people who act for them, with the evidence, and the people they act for. */
export function FamilyDrawer({ personId: openedId, onClose }: { personId: string; onClose: () => void }) {
  // After a merge the record that stays may be the other one.
  const [personId, setPersonId] = useState(openedId)
  const { message } = App.useApp()
  const { may } = useMe()
  const { data, error, refetch } = useRead(getStaffPerson, { personId })
  const [vouching, setVouching] = useState<Vouching | null>(null)
  const [ending, setEnding] = useState<Ending | null>(null)
  const end = useWrite(endFamilyByStaff, () => {
    setEnding(null)
    void message.success('停了，两边都会收到消息')
  })
  return (
    <GuardedDrawer open title='登记、电话和家人代办' size={480} onClose={onClose}>
      {error && !data ? (
        <Failed error={error} onRetry={refetch} />
      ) : !data ? (
        <Loading />
      ) : vouching ? (
        <VouchForm {...vouching} onDone={() => setVouching(null)} />
      ) : (
        <div className='family'>
          <Person person={data.person} />
          {data.can.edit && <PersonFacts person={data.person} />}
          {data.can.bind && <VerifyPhone person={data.person} />}
          <HomeProof data={data} />
          <RealName data={data} />
          <MergePeople data={data} onMoved={setPersonId} />
          <h3>谁替他办</h3>
          {data.actors.length === 0 && <p className='note'>没有人替他办。家人带着户口本来，核对一下就能加上。</p>}
          <ul>
            {data.actors.map((line) => (
              <Line
                key={line.personId}
                line={line}
                words={`${data.person.name}是他的${line.relation.label}`}
                onConfirm={() =>
                  setVouching({
                    person: { id: data.person.id, name: data.person.name },
                    asker: { id: line.personId, name: line.name },
                    relation: line.relation.code,
                  })
                }
                onEnd={() =>
                  setEnding({
                    personId: data.person.id,
                    askerId: line.personId,
                    title: `不让${line.name}替${data.person.name}办了？`,
                  })
                }
              />
            ))}
          </ul>
          {data.can.bind && (
            <Button onClick={() => setVouching({ person: { id: data.person.id, name: data.person.name } })}>
              加一位，核对证件
            </Button>
          )}
          {data.actsFor.length > 0 && <h3>他替谁办</h3>}
          <ul>
            {data.actsFor.map((line) => (
              <Line
                key={line.personId}
                line={line}
                words={`是他的${line.relation.label}`}
                onConfirm={() =>
                  setVouching({
                    person: { id: line.personId, name: line.name },
                    asker: { id: data.person.id, name: data.person.name },
                    relation: line.relation.code,
                  })
                }
                onEnd={() =>
                  setEnding({
                    personId: line.personId,
                    askerId: data.person.id,
                    title: `不让${data.person.name}替${line.name}办了？`,
                  })
                }
              />
            ))}
          </ul>
          {may('person.death') && <RecordDeath personId={data.person.id} name={data.person.name} />}
        </div>
      )}
      <ReasonModal
        open={ending !== null}
        title={ending?.title ?? ''}
        hint='马上就停，已经约好的还算数。两边都会读到原因。'
        label='原因'
        action='停掉'
        error={end.error}
        isPending={end.isPending}
        onSubmit={(reason) => ending && end.mutate({ personId: ending.personId, askerId: ending.askerId, reason })}
        onClose={() => setEnding(null)}
      />
    </GuardedDrawer>
  )
}

interface LineProps {
  line: StaffFamilyLine
  words: string
  onConfirm: () => void
  onEnd: () => void
}

function Line({ line, words, onConfirm, onEnd }: LineProps) {
  const { name, phoneLast4, state, confirmedBy, confirmedAt, evidence, can } = line
  return (
    <li className='family__i'>
      <span className='row'>
        <span className='strong'>{name}</span>
        <StatusTag tone={state.code === 'confirmed' ? 'done' : 'soon'}>{state.label}</StatusTag>
        <span className='row push'>
          {can.confirm && (
            <Button size='small' onClick={onConfirm}>
              核对证件
            </Button>
          )}
          {can.end && (
            <Button size='small' danger onClick={onEnd}>
              停
            </Button>
          )}
        </span>
      </span>
      <span className='note nums'>
        {[words, phoneLast4 && `尾号 ${phoneLast4}`, confirmedBy, confirmedAt?.slice(0, 10), evidence?.note]
          .filter(Boolean)
          .join('，')}
      </span>
      {evidence && <Photos photos={evidence.photos} label={`${evidence.kind.label}照片`} />}
    </li>
  )
}
