import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getCasework, recordCaseworkSession } from '@yike/shared/casework/endpoints'
import type { CaseworkView } from '@yike/shared/casework/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { Goals } from './goals'

type Session = CaseworkView['sessions'][number]
const NOTES_MAX = 3000

/** One casework in the field: the goals, and what happened at the door. */
export default function CaseworkWorkPage() {
  const { id = '' } = useRouter().params
  const { data, error, reload } = useEndpoint(getCasework, { id })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title='社工个案'>
      {data ? (
        <Work item={data} onChange={() => void reload()} />
      ) : error?.code === 'NOT_FOUND' ? (
        <Empty title='没找到这一件' say='可能换了社工' />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading rows={2} />
      )}
    </Page>
  )
}

function Work({ item, onChange }: { item: CaseworkView; onChange: () => void }) {
  const [open, setOpen] = useState<Session>()
  const { person, category, number, consent, sessions, outcome } = item
  const done = () => {
    setOpen(undefined)
    onChange()
  }
  const state = outcome?.label ?? (!consent ? '先在管理台记同意' : consent.withdrawnAt ? '本人要停，请结案' : '正在做')
  return (
    <>
      <Card>
        <StatusTag tone={outcome ? 'done' : 'go'}>{state}</StatusTag>
        <View className='lead'>{person.name}</View>
        <View className='note'>{tie([category, number].filter(Boolean).join('，'))}</View>
      </Card>
      <Goals {...item} />
      <Section title='见面'>
        {sessions.length === 0 && <Empty title='还没约过' say='在管理台约' />}
        {sessions.map((session) => (
          <Met key={session.id} session={session} onRecord={item.can.end ? () => setOpen(session) : undefined} />
        ))}
      </Section>
      {open && <RecordSheet id={item.id} session={open} onClose={() => setOpen(undefined)} onDone={done} />}
    </>
  )
}

function Met({ session, onRecord }: { session: Session; onRecord: (() => void) | undefined }) {
  const isPlanned = session.state.code === 'planned'
  return (
    <Card>
      <StatusTag tone={isPlanned ? 'go' : 'plain'}>{session.state.label}</StatusTag>
      <View className='phrase'>{tie(`${momentInWords(session.at, new Date())} ${session.place}`)}</View>
      {session.notes && <View className='said'>{tie(session.notes)}</View>}
      {isPlanned && onRecord && (
        <View className='section'>
          <Button block onTap={onRecord}>
            记这一次
          </Button>
        </View>
      )}
    </Card>
  )
}

interface SheetProps {
  id: string
  session: Session
  onClose: () => void
  onDone: () => void
}

/** The notes go out at once and are not kept on the phone: without a signal the words stay in the sheet. */
function RecordSheet({ id, session, onClose, onDone }: SheetProps) {
  const record = useAction(recordCaseworkSession)
  const [notes, setNotes] = useState('')
  const send = async (held: boolean) => {
    if (await record.run({ id, sessionId: session.id, held, notes: notes.trim() })) onDone()
  }
  return (
    <Sheet
      open
      title='这一次见面'
      brief='只有社工和督导看得到；本人导出自己的资料时也看得到'
      onClose={onClose}
      foot={
        <Button look='main' block busy={record.busy && '正在记…'} onTap={() => void send(true)}>
          见过了，记下
        </Button>
      }
    >
      <Field label='记录' long maxLength={NOTES_MAX} value={notes} onChange={setNotes} />
      <Button block onTap={() => void send(false)}>
        没见成
      </Button>
      {record.error && <Failed error={record.error} onRetry={() => void send(true)} />}
    </Sheet>
  )
}
