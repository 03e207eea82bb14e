import type { AreaArbiters, RulingCase } from '@yike/shared/cases/ruling-schemas'
import { needsTransferRuling } from '@yike/shared/cases/transfers'
import { AREA_LEVELS } from '@yike/shared/territory/levels'
import { toApiTime } from '@yike/shared/time/china'
import type { arbitersFor } from './arbiters'
import type { TalkedCase } from './describe'
import { presentCard } from './presenter'
import { openedWords } from './sealed-words'

type Event = TalkedCase['record']['events'][number]

/** The returns of receivers and of communities, and a community that did not answer. */
const isReturn = ({ kind, alert }: Event) =>
  kind === 'handed_back' || kind === 'transfer_returned' || alert === 'transfer_missing'

/** A case with its returns and its ruling, from its events. */
export function presentRuling(c: TalkedCase, now: Date): RulingCase {
  const { id, number, title, category, address, state, promise } = presentCard(c, now, 'staff')
  const { events, receiver, settledByRuling } = c.record
  const said = (reason: Event['reason']) => {
    const words = reason && c.said.get(String(reason))
    return words ? openedWords(words.text) : null
  }
  const nameOf = (receiverId: Event['receiver']) => c.receivers.get(String(receiverId))?.name ?? '已撤销的单位'
  const communityOf = (id: Event['community']) => c.communities.get(String(id)) ?? '已撤销的社区'
  /** Events of before name it only where it was given. */
  const givenTo = (seq: number) => events.filter((event) => event.seq < seq && event.signDueAt).at(-1)?.receiver
  const sentTo = (seq: number) => events.filter((event) => event.seq <= seq && event.community).at(-1)?.community
  const returns = events.filter(isReturn)
  const up = events.filter(({ kind }) => kind === 'handed_up').at(-1)
  const asked = [...returns, ...(up ? [up] : [])].sort((a, b) => a.seq - b.seq)
  const arbiter = asked.at(-1)?.arbiter
  const ruled = events
    .filter(({ kind }) => (kind === 'ruled' && receiver?.bound) || (kind === 'transfer_ruled' && settledByRuling))
    .at(-1)
  return {
    ...{ id, number, title, address, state, promise },
    category: category?.name ?? null,
    step: needsTransferRuling(c.record) ? 'ruleTransfer' : 'rule',
    ...(up
      ? {
          handedUp: {
            by: c.people.get(String(up.actor))?.name ?? '已离岗',
            at: toApiTime(up.at),
            why: said(up.reason),
          },
        }
      : {}),
    returns: returns.map(({ seq, at, kind, reason, receiver: by }) => ({
      receiver: kind === 'handed_back' ? nameOf(by ?? givenTo(seq)) : communityOf(sentTo(seq)),
      at: toApiTime(at),
      why: kind === 'alerted' ? '过了时限，没有回音。' : said(reason),
    })),
    arbiter: arbiter ? { personId: String(arbiter), name: c.people.get(String(arbiter))?.name ?? '已离岗' } : null,
    ruling: ruled
      ? {
          receiver: ruled.community ? communityOf(ruled.community) : nameOf(ruled.receiver),
          by: c.people.get(String(ruled.actor))?.name ?? '已离岗',
          at: toApiTime(ruled.at),
          why: said(ruled.reason),
        }
      : null,
  }
}

const somebody = (person: { _id: unknown; name: string } | null) =>
  person && { personId: String(person._id), name: person.name }

export const presentArbiters = ({ rows, candidates }: Awaited<ReturnType<typeof arbitersFor>>): AreaArbiters => ({
  items: rows.map(({ area, named, asked }) => ({
    area: { id: String(area._id), name: area.name, level: { code: area.level, label: AREA_LEVELS[area.level].label } },
    named: somebody(named),
    asked: somebody(asked),
  })),
  candidates: candidates.map(({ person, areaIds }) => ({
    personId: String(person._id),
    name: person.name,
    areaIds: areaIds.map(String),
  })),
})
