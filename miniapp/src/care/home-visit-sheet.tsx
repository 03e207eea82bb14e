import { useState } from 'react'
import { View } from '@tarojs/components'
import { recordHomeVisit, sayLiving, takeBackHomeVisit } from '@yike/shared/care/endpoints'
import {
  HOME_VISIT_ENDS,
  HOME_VISIT_END_CODES,
  LIVING,
  LIVING_CODES,
  type HomeVisitEnd,
  type Living,
} from '@yike/shared/care/households'
import type { LastHomeVisit } from '@yike/shared/care/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Chips, Choices } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Field, FieldFrame } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { tie } from '@/kit/base/text'
import { toast } from '@/kit/page/toast'
import { useAction } from '@/lib/api/use-action'
import { enqueue, withdrawQueued, type QueuedAction } from '@/lib/offline/offline-queue'
import { useStep } from '@/lib/offline/use-step'
import { openPage } from '@/lib/phone/open-page'
import { lastVisitInWords } from './care-labels'

const ENDS = HOME_VISIT_END_CODES.map((value) => ({ value, text: HOME_VISIT_ENDS[value] }))
export const LIVINGS = LIVING_CODES.map((value) => ({ value, text: LIVING[value] }))

export interface Visited {
  id: string
  name: string
  home: string | null
  living: Living | null
  lastVisit: LastHomeVisit
  takeBackId: string | null
}

/** The home visit to this person that the API has not received yet. */
export const waitingVisit = (waiting: readonly QueuedAction[], personId: string) =>
  waiting.find(({ about, route }) => about === personId && route.path === recordHomeVisit.path)

/**
 * Writes a home visit down: one tap where the person was met and there is nothing to say. Works without a signal. The
 * words are not kept as a draft: nobody else may find them. `leads` shows the way to the person's page.
 */
export function HomeVisitSheet({
  visited: { id: personId, name, home, living, lastVisit, takeBackId },
  waiting,
  leads,
  onClose,
  onChange,
}: {
  visited: Visited
  waiting?: QueuedAction
  leads?: boolean
  onClose: () => void
  onChange: () => void
}) {
  const record = useStep(recordHomeVisit)
  const takeBack = useAction(takeBackHomeVisit)
  const [end, setEnd] = useState<HomeVisitEnd>('met')
  const [note, setNote] = useState('')
  const [company, setCompany] = useState(living)

  const submit = async () => {
    if (company !== living)
      void enqueue(sayLiving, { personId, living: company }, { about: personId, says: `${name} 住的情况` })
    const says = `${name}家 ${end === 'met' ? '走访了' : '去了，没人在家'}`
    const taken = await record.run({ personId, end, note: note.trim() }, { about: personId, says, dated: true })
    if (!taken) return
    if (taken !== 'waiting') toast('记下了')
    onChange()
    onClose()
  }
  const undo = async () => {
    if (waiting) await withdrawQueued(waiting.key)
    else if (!takeBackId || !(await takeBack.run({ personId, id: takeBackId }))) return
    toast('撤回了')
    onChange()
    onClose()
  }
  const error = record.error ?? takeBack.error
  return (
    <Sheet
      open
      title={name}
      brief={[waiting ? '走访了，等着发出去' : lastVisitInWords(lastVisit), home].filter(Boolean).join('。')}
      onClose={onClose}
      foot={
        <Button look='main' block busy={record.busy && '正在记…'} onTap={() => void submit()}>
          {end === 'met' ? '走访了' : '记下没人在家'}
        </Button>
      }
    >
      <FieldFrame label='见到人了吗'>
        <Choices options={ENDS} chosen={end} onChange={setEnd} />
      </FieldFrame>
      <Field
        label='记一句'
        optional='没有也行'
        long
        maxLength={200}
        placeholder='比如：腿好些了，暖气不热'
        help='加密存放；本人能要一份'
        value={note}
        onChange={setNote}
      />
      <FieldFrame label='住的情况'>
        <Chips
          all
          options={LIVINGS}
          chosen={company ? [company] : []}
          onChange={(one) => setCompany(one === company ? null : one)}
        />
      </FieldFrame>
      {error && <Failed error={error} onRetry={onChange} />}
      {(waiting ?? takeBackId) && (
        <View className='care__more'>
          <Button block busy={takeBack.busy && '正在撤…'} onTap={() => void undo()}>
            {tie('撤回刚才记的')}
          </Button>
        </View>
      )}
      {leads && (
        <View className='care__more'>
          <Card flush>
            <Cell
              icon='care'
              title='照护档案、每天报平安'
              onTap={() => void openPage(`/care/care?person=${personId}`)}
            />
          </Card>
        </View>
      )}
    </Sheet>
  )
}
