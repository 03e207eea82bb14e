import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import * as hall from '@yike/shared/hall/endpoints'
import type { HallBoard, HallCard, StaffTicket } from '@yike/shared/hall/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Choices, Chips } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Sheet } from '@/kit/sheet/sheet'
import { Tag } from '@/kit/base/tag'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useInterval } from '@/lib/phone/use-interval'
import './hall.scss'

const EVERY_SECONDS = 4

/** 叫号 with the phone in the hand: one window of one hall. */
export default function WindowPage() {
  const { data, error, reload } = useEndpoint(hall.listHalls, {})
  const [placeId, setPlace] = useState<string>()
  const [windows, setWindows] = useState<Record<string, number>>({})
  const card = data?.items.find(({ id }) => id === placeId) ?? data?.items[0]
  if (!card)
    return (
      <Page title='叫号'>
        {error ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : data ? (
          <Empty title='还没有叫号的地方' say='请社区管理员在电脑上的管理台里设好队列和窗口' />
        ) : (
          <Loading />
        )}
      </Page>
    )
  const window = windows[card.id] ?? card.windows[0]!
  return (
    <Desk
      key={`${card.id} ${window}`}
      halls={data?.items ?? []}
      card={card}
      window={window}
      onPlace={setPlace}
      onWindow={(next) => setWindows({ ...windows, [card.id]: next })}
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
  const { data: board, error, reload } = useEndpoint(hall.getHallBoard, { id: card.id })
  const callNext = useAction(hall.callNext)
  const [nobody, setNobody] = useState(false)
  useInterval(EVERY_SECONDS, () => void reload())
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const current = board?.called.find((ticket) => ticket.window === window)
  const next = async () => {
    const answer = await callNext.run({ id: card.id, window, currentId: current?.id })
    setNobody(answer !== null && answer.ticket === null)
    await reload()
  }
  return (
    <Page
      title='叫号'
      ownCall
      bar={
        <Button look='main' block busy={callNext.busy && '正在叫…'} onTap={() => void next()}>
          叫下一位
        </Button>
      }
    >
      {halls.length > 1 && (
        <Chips
          options={halls.map(({ id, name }) => ({ value: id, text: name }))}
          chosen={[card.id]}
          onChange={onPlace}
        />
      )}
      <View className='lead'>{card.name}</View>
      <View className='window__part'>
        <Chips
          options={card.windows.map((one) => ({ value: String(one), text: `${one} 号窗口` }))}
          chosen={[String(window)]}
          onChange={(chosen) => onWindow(Number(chosen))}
        />
      </View>
      {error && !board && <Failed error={error} onRetry={() => void reload()} />}
      {!board && !error && <Loading />}
      {callNext.error && <Failed error={callNext.error} />}
      {board && <Current ticket={current} nobody={nobody} board={board} onChange={reload} />}
      {board && <Lists board={board} window={window} onChange={reload} />}
    </Page>
  )
}

function Current({
  ticket,
  nobody,
  board,
  onChange,
}: {
  ticket: StaffTicket | undefined
  nobody: boolean
  board: HallBoard
  onChange: () => Promise<void>
}) {
  const again = useAction(hall.callAgain)
  const serve = useAction(hall.serveTicket)
  const miss = useAction(hall.missTicket)
  const [more, setMore] = useState(false)
  const busy = again.busy || serve.busy || miss.busy
  const error = again.error ?? serve.error ?? miss.error
  const then = (doing: Promise<unknown>) => void doing.then(onChange)
  return (
    <Card className='window window__part'>
      {ticket ? (
        <>
          <View className='window__code'>{ticket.code}</View>
          <View className='note nums'>{tie([ticket.who, aboutTicket(ticket)].filter(Boolean).join('，'))}</View>
          {error && <Failed error={error} />}
          <Buttons>
            <Button off={busy} onTap={() => then(again.run({ id: ticket.id }))}>
              再叫一遍
            </Button>
            <Button off={busy} onTap={() => then(miss.run({ id: ticket.id }))}>
              过号
            </Button>
            <Button off={busy} onTap={() => then(serve.run({ id: ticket.id }))}>
              办完了
            </Button>
          </Buttons>
          <Button look='bare' block onTap={() => setMore(true)}>
            转到别的队列、撤回
          </Button>
          {more && <More ticket={ticket} board={board} onClose={() => setMore(false)} onChange={onChange} />}
        </>
      ) : (
        <>
          <View className='window__code window__code--none'>空着</View>
          <View className='note'>{nobody ? '这个窗口的队列里没有人在等' : '点下面“叫下一位”'}</View>
        </>
      )}
    </Card>
  )
}

const aboutTicket = ({ line, takenAt, bookedFor, calls }: StaffTicket) =>
  [
    line.name,
    `${clockOf(new Date(takenAt))} 取号`,
    bookedFor && `约的 ${clockOf(new Date(bookedFor))}`,
    calls > 1 && `叫了 ${calls} 遍`,
  ]
    .filter(Boolean)
    .join('，')

const LISTS = {
  waiting: { text: '等着', none: '没有人在等' },
  missed: { text: '过号', none: '没有过号的' },
  served: { text: '办完', none: '今天还没有办完的' },
} as const
type List = keyof typeof LISTS

function Lists({ board, window, onChange }: { board: HallBoard; window: number; onChange: () => Promise<void> }) {
  const [list, setList] = useState<List>('waiting')
  const [chosen, setChosen] = useState<StaffTicket>()
  const rows = board[list]
  const count = (which: List) => (which === 'served' ? board.servedCount : board[which].length)
  return (
    <Section>
      <Choices
        options={(Object.keys(LISTS) as List[]).map((value) => ({
          value,
          text: `${LISTS[value].text} ${count(value)}`,
        }))}
        chosen={list}
        onChange={setList}
      />
      <View className='window__part'>
        {rows.length === 0 ? (
          <Empty title={LISTS[list].none} />
        ) : (
          <Card flush>
            {rows.map((ticket) => (
              <View key={ticket.id} className='attend'>
                <Tap className='attend__row' role='link' onTap={() => setChosen(ticket)}>
                  <View className='attend__who'>
                    <View className='lead nums'>{`${ticket.code} ${ticket.who ?? ''}`}</View>
                    <View className='note nums'>{tie(aboutTicket(ticket))}</View>
                  </View>
                  {ticket.bookedFor && <Tag tone='go'>约好的</Tag>}
                </Tap>
              </View>
            ))}
          </Card>
        )}
      </View>
      {chosen && (
        <More ticket={chosen} board={board} window={window} onClose={() => setChosen(undefined)} onChange={onChange} />
      )}
    </Section>
  )
}

/** Further steps with one number. */
function More({
  ticket,
  board,
  window,
  onClose,
  onChange,
}: {
  ticket: StaffTicket
  board: HallBoard
  /** Set where it may be called out of turn. */
  window?: number
  onClose: () => void
  onChange: () => Promise<void>
}) {
  const call = useAction(hall.callTicket)
  const putBack = useAction(hall.putBackTicket)
  const transfer = useAction(hall.transferTicket)
  const undo = useAction(hall.undoTicket)
  const error = call.error ?? putBack.error ?? transfer.error ?? undo.error
  const { id, code, can, line } = ticket
  const then = async (doing: Promise<unknown>) => {
    if ((await doing) === null) return
    onClose()
    await onChange()
  }
  return (
    <Sheet open title={code} brief={aboutTicket(ticket)} onClose={onClose}>
      {error && <Failed error={error} />}
      {can.call && window !== undefined && (
        <Button block look='main' onTap={() => void then(call.run({ id, window }))}>
          {`叫到 ${window} 号窗口`}
        </Button>
      )}
      {can.putBack && (
        <Button block onTap={() => void then(putBack.run({ id }))}>
          重新排，排到后面 3 位再叫
        </Button>
      )}
      {can.transfer &&
        board.lines
          .filter(({ letter }) => letter !== line.letter)
          .map(({ letter, name }) => (
            <Button key={letter} block onTap={() => void then(transfer.run({ id, letter }))}>
              {`转到${name}`}
            </Button>
          ))}
      {can.undo && (
        <Button block onTap={() => void then(undo.run({ id }))}>
          撤回刚才那一步
        </Button>
      )}
    </Sheet>
  )
}
