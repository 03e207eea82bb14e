import { useState, type PropsWithChildren } from 'react'
import { View } from '@tarojs/components'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { Empty } from '@/kit/page/page-states'
import { PlanSheet, type Plan } from './plan-sheet'
import { RecordSheet, type Recording } from './record-sheet'
import type { Shown, ShownSession } from './shown'

interface Props {
  item: Shown
  plan: Plan
  record: Recording
  onDone: () => void
}

/** A case with its sessions; above them, what else its kind shows. */
export function Sessions({ item, plan, record, onDone, children }: PropsWithChildren<Props>) {
  const [open, setOpen] = useState<ShownSession>()
  const [isPlanning, setPlanning] = useState(false)
  const { outcome, sessions, says, can } = item
  const close = () => {
    setOpen(undefined)
    setPlanning(false)
  }
  const done = () => {
    close()
    onDone()
  }
  return (
    <>
      <Card>
        <StatusTag tone={outcome ? 'done' : 'go'}>{outcome ?? item.state}</StatusTag>
        <View className='lead'>{item.name}</View>
        <View className='note'>{tie(item.brief)}</View>
      </Card>
      {children}
      <Section title={says.title}>
        {sessions.length === 0 && <Empty title='还没约过' />}
        {sessions.map((session) => (
          <Session key={session.id} session={session} onRecord={can.record ? () => setOpen(session) : undefined} />
        ))}
        {can.plan && (
          <View className='section'>
            <Button block onTap={() => setPlanning(true)}>
              约下一次
            </Button>
          </View>
        )}
      </Section>
      {open && <RecordSheet session={open} says={says} record={record} onClose={close} onDone={done} />}
      {isPlanning && <PlanSheet item={item} plan={plan} onClose={close} onDone={done} />}
    </>
  )
}

function Session({ session, onRecord }: { session: ShownSession; onRecord: (() => void) | undefined }) {
  const isPlanned = session.state.code === 'planned'
  return (
    <Card>
      <StatusTag tone={isPlanned ? 'go' : 'plain'}>{session.state.label}</StatusTag>
      <View className='phrase'>{tie(`${momentInWords(session.at, new Date())} ${session.place}`)}</View>
      {session.who && <View className='note'>{tie(session.who)}</View>}
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
