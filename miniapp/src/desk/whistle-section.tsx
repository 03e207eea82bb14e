import { PARTY_RATINGS } from '@yike/shared/cases/occasions'
import { partyStanding } from '@yike/shared/cases/party-words'
import type { WhistleView } from '@yike/shared/cases/whistle-schemas'
import { StatusTag } from '@/kit/base/tag'
import { Card, Cell, Section } from '@/kit/card/card'

/** The receivers that a whistle called, and where each stands. */
export const WhistleSection = ({ whistle }: { whistle: WhistleView }) => {
  const now = new Date()
  return (
    <Section title={`吹哨：${whistle.occasion.label}${whistle.hard ? '，难办的' : ''}`}>
      <Card flush>
        {whistle.parties.map((party) => {
          const { text, tone } = partyStanding(party, now)
          const rating = party.score === null ? null : `社区评：${PARTY_RATINGS[party.score]}`
          return (
            <Cell
              key={party.receiver.id}
              icon='bell'
              title={party.receiver.name}
              brief={
                [party.leads && '牵头', tone === 'late' ? null : text, rating].filter(Boolean).join('，') || undefined
              }
              extra={tone === 'late' ? <StatusTag tone='late'>{text}</StatusTag> : undefined}
            />
          )
        })}
      </Card>
    </Section>
  )
}
