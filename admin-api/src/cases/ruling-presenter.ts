import type { AreaArbiters, RulingCase } from '@yike/shared/cases/ruling-schemas'
import { AREA_LEVELS } from '@yike/shared/territory/levels'
import { toApiTime } from '@yike/shared/time/china'
import type { arbitersFor } from './arbiters'
import type { TalkedCase } from './describe'
import { presentCard } from './presenter'
import { openedWords } from './sealed-words'

/** A case with its returns and its ruling, from its events. */
export function presentRuling(c: TalkedCase, now: Date): RulingCase {
  const { id, number, title, category, address, state, promise } = presentCard(c, now, 'staff')
  const { events, receiver } = c.record
  const said = (reason: (typeof events)[number]['reason']) => {
    const words = reason && c.said.get(String(reason))
    return words ? openedWords(words.text) : null
  }
  const nameOf = (receiverId: (typeof events)[number]['receiver']) =>
    c.receivers.get(String(receiverId))?.name ?? '已撤销的单位'
  /** Events of before name it only where it was given. */
  const givenTo = (seq: number) => events.filter((event) => event.seq < seq && event.signDueAt).at(-1)?.receiver
  const returns = events.filter(({ kind }) => kind === 'handed_back')
  const arbiter = returns.at(-1)?.arbiter
  const ruled = receiver?.bound ? events.filter(({ kind }) => kind === 'ruled').at(-1) : undefined
  return {
    ...{ id, number, title, address, state, promise },
    category: category?.name ?? null,
    returns: returns.map(({ seq, at, reason, receiver: by }) => ({
      receiver: nameOf(by ?? givenTo(seq)),
      at: toApiTime(at),
      why: said(reason),
    })),
    arbiter: arbiter ? { personId: String(arbiter), name: c.people.get(String(arbiter))?.name ?? '已离岗' } : null,
    ruling: ruled
      ? {
          receiver: nameOf(ruled.receiver),
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
