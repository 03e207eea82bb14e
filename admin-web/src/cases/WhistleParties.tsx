import { PARTY_RATINGS } from '@yike/shared/cases/occasions'
import { partyStanding } from '@yike/shared/cases/party-words'
import type { WhistleView } from '@yike/shared/cases/whistle-schemas'
import type { ReactNode } from 'react'
import { StatusTag } from '../kit/show/Tag'
import './cases.css'

type Party = WhistleView['parties'][number]

/** The receivers that a whistle called, and where each stands. `beside`: what the reader can do with one. */
export const WhistleParties = ({
  whistle,
  now,
  beside,
}: {
  whistle: WhistleView
  now: Date
  beside?: (party: Party) => ReactNode
}) => (
  <ul className='whistle' aria-label='叫来的单位'>
    {whistle.parties.map((party) => {
      const { text, tone } = partyStanding(party, now)
      return (
        <li key={party.receiver.id} className='whistle__party'>
          <span>
            <span className='strong'>{party.receiver.name}</span>
            {party.leads && <span className='note'> 牵头</span>}
            <span className='note nums whistle__standing'>
              {tone === 'late' ? <StatusTag tone='late'>{text}</StatusTag> : text}
              {party.score !== null && `，社区评：${PARTY_RATINGS[party.score]}`}
            </span>
          </span>
          {beside?.(party)}
        </li>
      )
    })}
  </ul>
)

export const whistleTitle = ({ occasion, hard }: WhistleView) => `吹哨：${occasion.label}${hard ? '，难办的' : ''}`
