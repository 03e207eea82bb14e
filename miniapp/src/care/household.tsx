import { useState } from 'react'
import { View } from '@tarojs/components'
import { listHomeVisits, sayLiving, takeBackHomeVisit } from '@yike/shared/care/endpoints'
import type { Living } from '@yike/shared/care/households'
import type { CareView } from '@yike/shared/care/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Failed, Loading } from '@/kit/page/page-states'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { lastVisitInWords } from './care-labels'
import { HomeVisitSheet, LIVINGS, waitingVisit } from './home-visit-sheet'

/** Whether the person lives alone, who said it, and a tap to say it. */
export function LivingSection({ view, onChange }: { view: CareView; onChange: () => Promise<void> }) {
  const say = useAction(sayLiving)
  const { living, person } = view
  const choose = async (one: Living) => {
    if (await say.run({ personId: person.id, living: one === living?.code ? null : one })) await onChange()
  }
  return (
    <Section title='住的情况'>
      <Chips
        all
        options={LIVINGS}
        chosen={living ? [living.code as Living] : []}
        onChange={(one) => void choose(one)}
      />
      <View className='note care__more'>
        {tie(
          living
            ? `${living.saidBy}说的，${momentInWords(living.saidAt, new Date())}。再点一下就收回。`
            : '独居的，社区先来走访。只有管照护的工作人员看得到。',
        )}
      </View>
      {say.error && <Failed error={say.error} onRetry={() => void onChange()} />}
    </Section>
  )
}

/** For staff: the last home visit, a new one, and the earlier ones at a tap: reading them is on record. */
export function HomeVisitSection({ view, onChange }: { view: CareView; onChange: () => Promise<void> }) {
  const later = useOfflineQueue({ onHeard: () => void onChange() })
  const [writing, setWriting] = useState(false)
  const [reading, setReading] = useState(false)
  const { person, lastVisit, living } = view
  if (!lastVisit) return null
  const waiting = waitingVisit(later.waiting, person.id)
  return (
    <>
      <OfflineQueueBar {...later} />
      <Section title='走访'>
        <Card flush>
          <Cell icon='home' title={waiting ? '走访了，等着发出去' : lastVisitInWords(lastVisit)} />
          {!reading && (
            <Cell icon='clock' title='看走访记录' brief='谁看过，本人和家人看得到' onTap={() => setReading(true)} />
          )}
        </Card>
        <View className='care__more'>
          <Button look='main' block onTap={() => setWriting(true)}>
            走访了
          </Button>
        </View>
      </Section>
      {reading && <Records key={`${lastVisit.metOn}${lastVisit.awayOn}`} personId={person.id} onChange={onChange} />}
      {writing && (
        <HomeVisitSheet
          visited={{
            ...{ id: person.id, name: person.name, home: person.home },
            ...{ lastVisit, takeBackId: null, living: (living?.code as Living | undefined) ?? null },
          }}
          waiting={waiting}
          onClose={() => setWriting(false)}
          onChange={() => void onChange()}
        />
      )}
    </>
  )
}

function Records({ personId, onChange }: { personId: string; onChange: () => Promise<void> }) {
  const { data, error, reload } = useEndpoint(listHomeVisits, { personId })
  const takeBack = useAction(takeBackHomeVisit)
  const now = new Date()
  const undo = async (id: string) => {
    if (!(await takeBack.run({ personId, id }))) return
    await Promise.all([reload(), onChange()])
  }
  if (error && !data) return <Failed error={error} onRetry={() => void reload()} />
  if (!data) return <Loading shape='lines' rows={3} />
  return (
    <Section title='走访记录'>
      {data.items.length === 0 && <View className='note'>近一年没有。</View>}
      {data.items.length > 0 && (
        <Card flush>
          {data.items.map(({ id, at, end, note, by, can }) => (
            <Cell
              key={id}
              title={`${momentInWords(at, now)}，${end.label}`}
              brief={[by, note].filter(Boolean).join('：')}
              extra={can.takeBack && <Button onTap={() => void undo(id)}>撤回</Button>}
            />
          ))}
        </Card>
      )}
      {takeBack.error && <Failed error={takeBack.error} onRetry={() => void reload()} />}
    </Section>
  )
}
