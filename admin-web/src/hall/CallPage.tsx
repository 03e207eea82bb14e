import * as hall from '@yike/shared/hall/endpoints'
import type { HallBoard, HallCard, StaffTicket } from '@yike/shared/hall/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button, Dropdown, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Icon } from '../kit/show/Icon'
import { Kbd } from '../kit/page/Kbd'
import { useShortcuts } from '../kit/page/shortcuts'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { useQueryParams } from '../lib/useQueryParams'
import { useRead, useWrite } from '../lib/query'
import { NewHall } from './NewHall'
import { TicketList } from './TicketList'
import './hall.css'

const EVERY_SECONDS = 3

/** 叫号: one window of one hall, for the whole day. */
export default function CallPage() {
  const [address, change] = useQueryParams()
  const { data, error, refetch } = useRead(hall.listHalls, {})
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  const chosen = data.items.find(({ id }) => id === address.place) ?? data.items[0]
  if (!chosen)
    return (
      <>
        <PageHead title='叫号' />
        <section className='pane'>
          <Empty text='还没有叫号的地方。先选一个地点，设好队列和窗口。'>
            <NewHall halls={[]} />
          </Empty>
        </section>
      </>
    )
  const window = chosen.windows.find((one) => String(one) === address.window) ?? chosen.windows[0]!
  return (
    <Desk
      key={`${chosen.id} ${window}`}
      halls={data.items}
      card={chosen}
      window={window}
      onPlace={(place) => change({ place, window: undefined })}
      onWindow={(next) => change({ place: chosen.id, window: String(next) })}
    />
  )
}

interface Props {
  halls: HallCard[]
  card: HallCard
  window: number
  onPlace: (id: string) => void
  onWindow: (window: number) => void
}

function Desk({ halls, card, window, onPlace, onWindow }: Props) {
  const { data: board, error, refetch } = useRead(hall.getHallBoard, { id: card.id }, { everySeconds: EVERY_SECONDS })
  const callNext = useWrite(hall.callNext)
  const give = useWrite(hall.takeForSomebody)
  const current = board?.called.find((ticket) => ticket.window === window)
  const next = () => {
    if (!callNext.isPending) callNext.mutate({ id: card.id, window, currentId: current?.id })
  }
  useShortcuts([{ key: 'enter', label: '叫下一位', run: next }])

  return (
    <>
      <PageHead
        title={`${window} 号窗口`}
        note={board?.rule}
        beside={
          <span className='row'>
            {halls.length > 1 && (
              <Select
                aria-label='在哪儿叫号'
                popupMatchSelectWidth={false}
                value={card.id}
                options={halls.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={onPlace}
              />
            )}
            <Segmented
              aria-label='哪个窗口'
              value={window}
              options={card.windows.map((one) => ({ value: one, label: `${one} 号` }))}
              onChange={onWindow}
            />
          </span>
        }
        tools={
          <>
            {card.can.edit && <Link to={`/hall/${card.id}`}>大厅设置</Link>}
            <Dropdown
              trigger={['click']}
              menu={{
                items: card.lines.map(({ letter, name }) => ({
                  key: letter,
                  label: name,
                  onClick: () => give.mutate({ id: card.id, letter }),
                })),
              }}
            >
              <Button loading={give.isPending}>给来的人取号</Button>
            </Dropdown>
          </>
        }
      />
      {error && !board ? (
        <Failed error={error} onRetry={refetch} />
      ) : !board ? (
        <Loading />
      ) : (
        <>
          <Asked board={board} />
          {give.data && (
            <p className='row hall__given' role='status'>
              <Icon name='check' />
              取好了：<b className='lead nums'>{give.data.code}</b>
              <span>{give.data.line.name}</span>
            </p>
          )}
          <Refusal error={give.error} />
          <div className='columns'>
            <section className='pane columns__main hall__now' aria-label='正在办'>
              <Current key={current?.id ?? 'none'} ticket={current} board={board} />
              <Refusal error={callNext.error} />
              {callNext.data?.ticket === null && !current && <p className='note'>这个窗口的队列里没有人在等。</p>}
              <Button type='primary' className='hall__next' loading={callNext.isPending} onClick={next}>
                叫下一位 <Kbd>Enter</Kbd>
              </Button>
              <Lines board={board} window={window} />
            </section>
            <TicketList board={board} window={window} />
          </div>
        </>
      )}
    </>
  )
}

/** Somebody at a kiosk wants help. */
function Asked({ board }: { board: HallBoard }) {
  const answer = useWrite(hall.answerHelp)
  return board.help.map(({ kioskId, name, at }) => (
    <div key={kioskId} className='hall__help' role='alert'>
      <Icon name='info' />
      <span>
        {name}的自助机有人要帮忙，{clockOf(new Date(at))} 按的
      </span>
      <Button size='small' onClick={() => answer.mutate({ id: board.placeId, kioskId })}>
        我去了
      </Button>
    </div>
  ))
}

function Current({ ticket, board }: { ticket: StaffTicket | undefined; board: HallBoard }) {
  const again = useWrite(hall.callAgain)
  const serve = useWrite(hall.serveTicket)
  const miss = useWrite(hall.missTicket)
  const undo = useWrite(hall.undoTicket)
  const transfer = useWrite(hall.transferTicket)
  const error = again.error ?? serve.error ?? miss.error ?? undo.error ?? transfer.error
  const [moving, setMoving] = useState(false)
  const id = ticket?.id
  useShortcuts(
    id
      ? [
          { key: 'r', label: '再叫一遍', run: () => again.mutate({ id }) },
          { key: 'g', label: '过号', run: () => miss.mutate({ id }) },
          { key: 'd', label: '办完了，先不叫', run: () => serve.mutate({ id }) },
        ]
      : [],
  )
  if (!ticket || !id)
    return (
      <div className='hall__at'>
        <span className='hall__code hall__code--none'>空着</span>
        <p className='note'>
          {board.waiting.length > 0 ? `大厅里有 ${board.waiting.length} 位在等` : '现在没有人在等'}
        </p>
      </div>
    )
  return (
    <div className='hall__at'>
      <span className='hall__code nums'>{ticket.code}</span>
      <p className='lead'>
        {[ticket.line.name, ticket.who, ticket.bookedFor && `约的 ${clockOf(new Date(ticket.bookedFor))}`]
          .filter(Boolean)
          .join('，')}
      </p>
      <p className='note nums'>
        {clockOf(new Date(ticket.takenAt))} 取号，{ticket.calledAt && `${clockOf(new Date(ticket.calledAt))} 叫到`}
        {ticket.calls > 1 && `，叫了 ${ticket.calls} 遍`}
      </p>
      <div className='row hall__steps'>
        <Button onClick={() => again.mutate({ id })}>
          再叫一遍 <Kbd>R</Kbd>
        </Button>
        <Button onClick={() => miss.mutate({ id })}>
          过号 <Kbd>G</Kbd>
        </Button>
        <Button onClick={() => serve.mutate({ id })}>
          办完了 <Kbd>D</Kbd>
        </Button>
        <Dropdown
          trigger={['click']}
          open={moving}
          onOpenChange={setMoving}
          menu={{
            items: board.lines
              .filter(({ letter }) => letter !== ticket.line.letter)
              .map(({ letter, name }) => ({
                key: letter,
                label: name,
                onClick: () => transfer.mutate({ id, letter }),
              })),
          }}
        >
          <Button>转到…</Button>
        </Dropdown>
        {ticket.can.undo && <Button onClick={() => undo.mutate({ id })}>撤回</Button>}
      </div>
      <Refusal error={error} />
    </div>
  )
}

const Lines = ({ board, window }: { board: HallBoard; window: number }) => (
  <ul className='hall__lines'>
    {board.lines.map(({ letter, name, waiting, windows, words }) => (
      <li key={letter} className={windows.includes(window) ? undefined : 'soft'}>
        <b>{letter}</b>
        <span>{name}</span>
        <span className='note push nums'>{waiting === 0 ? '没人等' : words.replace('前面', '在等')}</span>
      </li>
    ))}
  </ul>
)
