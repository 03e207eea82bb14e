import { useState } from 'react'
import { Button } from '@/kit/base/button'
import { Chips } from '@/kit/form/chips'
import { Field, FieldFrame } from '@/kit/form/field'
import { Failed } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import type { ApiError } from '@/lib/api/api'
import type { Person, Shown, ShownSession } from './shown'

const NOTES_MAX = 3000

export interface Recording {
  busy: boolean
  error: ApiError | undefined
  /** `people`: the ids of those who came. Null where it was refused. */
  run: (input: { sessionId: string; held: boolean; notes: string; people: string[] }) => Promise<unknown>
}
interface Props {
  session: ShownSession
  says: Shown['says']
  record: Recording
  onClose: () => void
  onDone: () => void
}

/** The notes go out at once and are not kept on the phone: without a signal the words stay in the sheet. */
export function RecordSheet({ session, says, record, onClose, onDone }: Props) {
  const [notes, setNotes] = useState('')
  const [people, setPeople] = useState(session.invited.map(({ id }) => id))
  const [wasHeld, setHeld] = useState(true)
  const send = async (held: boolean) => {
    setHeld(held)
    if (await record.run({ sessionId: session.id, held, notes: notes.trim(), people })) onDone()
  }
  return (
    <Sheet
      open
      title={`这一次${says.title}`}
      brief={says.readers}
      onClose={onClose}
      foot={
        <Button look='main' block busy={record.busy && '正在记…'} onTap={() => void send(true)}>
          {says.held}
        </Button>
      }
    >
      {session.invited.length > 0 && (
        <FieldFrame label='来了谁'>
          <PeopleChips people={session.invited} chosen={people} onChange={setPeople} />
        </FieldFrame>
      )}
      <Field label='记录' long maxLength={NOTES_MAX} value={notes} onChange={setNotes} />
      <Button block onTap={() => void send(false)}>
        {says.notHeld}
      </Button>
      {record.error && <Failed error={record.error} onRetry={() => void send(wasHeld)} />}
    </Sheet>
  )
}

interface ChipsProps {
  people: readonly Person[]
  chosen: string[]
  onChange: (ids: string[]) => void
}

/** Some of the people, by their names. */
export const PeopleChips = ({ people, chosen, onChange }: ChipsProps) => (
  <Chips
    all
    options={people.map(({ id, name }) => ({ value: id, text: name }))}
    chosen={chosen}
    onChange={(id) => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])}
  />
)
