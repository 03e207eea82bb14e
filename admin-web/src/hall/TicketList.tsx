import * as hall from '@yike/shared/hall/endpoints'
import type { HallBoard, StaffTicket } from '@yike/shared/hall/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Segmented } from 'antd'
import { useState } from 'react'
import { Empty } from '../kit/page/PageStates'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { useWrite } from '../lib/query'

const TABS = {
  waiting: { label: '等着', none: '没有人在等。' },
  missed: { label: '过号', none: '没有过号的。' },
  served: { label: '办完', none: '今天还没有办完的。' },
} as const
type Tab = keyof typeof TABS

/** All tickets of today, in the order in which they are called. */
export function TicketList({ board, window }: { board: HallBoard; window: number }) {
  const [tab, setTab] = useState<Tab>('waiting')
  const rows = board[tab]
  const count = (which: Tab) => (which === 'served' ? board.servedCount : board[which].length)
  return (
    <section className='pane columns__side hall__list' aria-label='今天的号'>
      <Segmented<Tab>
        block
        aria-label='看哪些号'
        value={tab}
        onChange={setTab}
        options={(Object.keys(TABS) as Tab[]).map((value) => ({
          value,
          label: `${TABS[value].label} ${count(value)}`,
        }))}
      />
      {rows.length === 0 ? (
        <Empty text={TABS[tab].none} />
      ) : (
        <ul>
          {rows.map((ticket) => (
            <Row key={ticket.id} ticket={ticket} window={window} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ ticket, window }: { ticket: StaffTicket; window: number }) {
  const call = useWrite(hall.callTicket)
  const putBack = useWrite(hall.putBackTicket)
  const undo = useWrite(hall.undoTicket)
  const { id, code, line, who, channel, takenAt, bookedFor, can } = ticket
  return (
    <li className='hall__row'>
      <b className='nums hall__rowcode'>{code}</b>
      <span className='hall__rowmain'>
        <span>{who ?? `${channel.label}取的号`}</span>
        <span className='note nums'>
          {line.name}，{clockOf(new Date(takenAt))} 取
        </span>
      </span>
      {bookedFor && <StatusTag tone='go'>{`约 ${clockOf(new Date(bookedFor))}`}</StatusTag>}
      <span className='hall__verbs'>
        {can.undo && (
          <button type='button' className='link-button' onClick={() => undo.mutate({ id })}>
            撤回
          </button>
        )}
        {can.putBack && (
          <button type='button' className='link-button' onClick={() => putBack.mutate({ id })}>
            重新排
          </button>
        )}
        {can.call && (
          <button type='button' className='link-button' onClick={() => call.mutate({ id, window })}>
            叫他
          </button>
        )}
      </span>
      <Refusal error={call.error ?? putBack.error ?? undo.error} />
    </li>
  )
}
