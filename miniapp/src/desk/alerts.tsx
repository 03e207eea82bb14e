import { View } from '@tarojs/components'
import type { AlertCard } from '@yike/shared/care/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Card, Cell, Section } from '@/kit/card/card'
import { RoundButton } from '@/kit/card/home-cards'
import { StatusTag } from '@/kit/base/tag'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { openPage } from '@/lib/phone/open-page'

const open = (url: string) => void openPage(url)

function Row({ alert, now }: { alert: AlertCard; now: Date }) {
  const { person, taker, state, needsHelp, kind } = alert
  const untaken = state.code === 'open'
  return (
    <View className='desk__alert'>
      <Tap className='desk__alertmain' role='link' onTap={() => open(`/care/alert?id=${alert.id}`)}>
        <StatusTag tone={untaken || needsHelp ? 'late' : 'soon'}>
          {needsHelp ? '要帮忙' : taker ? `${taker.name}在办` : kind.label}
        </StatusTag>
        <View className='lead'>{person.name}</View>
        <View className='note'>{tie([person.home, alert.words].filter(Boolean).join('，'))}</View>
        <View className='note'>{tie(momentInWords(alert.raisedAt, now))}</View>
      </Tap>
      {person.phone && <RoundButton icon='phone' label={`给${person.name}打电话`} onTap={() => dial(person.phone!)} />}
    </View>
  )
}

/** Alerts and calls for help, above everything else; no list without any. */
export function Alerts({ alerts }: { alerts: readonly AlertCard[] }) {
  const now = new Date()
  const calls = alerts.filter(({ kind }) => kind.code === 'help')
  const missed = alerts.filter(({ kind }) => kind.code !== 'help')
  return (
    <>
      {calls.length > 0 && (
        <Section title='呼救'>
          <Card tone='late' flush>
            {calls.map((alert) => (
              <Row key={alert.id} alert={alert} now={now} />
            ))}
          </Card>
        </Section>
      )}
      {missed.length > 0 && (
        <Section title='今天还没报平安'>
          <Card flush>
            {missed.map((alert) => (
              <Row key={alert.id} alert={alert} now={now} />
            ))}
          </Card>
        </Section>
      )}
    </>
  )
}

export const CarePeopleCell = () => (
  <Section>
    <Card flush>
      <Cell icon='care' title='照应的老人' brief='照护档案、每天报平安' onTap={() => open('/care/people')} />
    </Card>
  </Section>
)
