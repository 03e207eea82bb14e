import { useState } from 'react'
import { View } from '@tarojs/components'
import { bookOnBehalf } from '@yike/shared/booking/endpoints'
import type { StaffBooking, StaffSitting } from '@yike/shared/booking/schemas'
import { findPeople } from '@yike/shared/people/endpoints'
import type { PersonFound } from '@yike/shared/people/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/button'
import { Card, Cell } from '@/kit/card'
import { Empty, Failed, Loading } from '@/kit/faces'
import { FieldFrame, SearchBox } from '@/kit/field'
import { Sheet } from '@/kit/sheet'
import { Stepper } from '@/kit/switches'
import { tie } from '@/kit/words'
import { useAction } from '@/lib/use-action'
import { useEndpoint } from '@/lib/use-endpoint'
import { useSettled } from '@/lib/use-settled'

const MOST_SEATS = 10

/** For somebody who stands here or is on the phone. When it is full: the line, or room made after a warning. */
export function BookSheet({ sitting, onClose }: { sitting: StaffSitting; onClose: () => void }) {
  const [q, setQ] = useState('')
  const [person, setPerson] = useState<PersonFound>()
  const [seats, setSeats] = useState(1)
  const [done, setDone] = useState<StaffBooking>()
  const settled = useSettled(q.trim())
  const found = useEndpoint(findPeople, settled && !person ? { q: settled } : null)
  const book = useAction(bookOnBehalf)
  const run = async (how: { orWait?: true; overbook?: true } = {}) => {
    if (!person) return
    const made = await book.run({ sittingId: sitting.id, personId: person.id, seats, channel: 'phone', ...how })
    if (made) setDone(made)
  }
  const isFull = book.error?.code === 'SITTING_FULL'
  const title = `替人约 ${clockOf(new Date(sitting.startsAt))} ${sitting.title}`

  if (done)
    return (
      <Sheet open title={doneInWords(done)} brief='本人和家人会收到消息' onClose={onClose}>
        <Button look='main' block onTap={onClose}>
          知道了
        </Button>
      </Sheet>
    )
  return (
    <Sheet open title={title} brief={sitting.left > 0 ? `还空 ${sitting.left} 位` : '满了，可以排队'} onClose={onClose}>
      {person ? (
        <>
          <Card flush>
            <Cell title={person.name} brief={factsOf(person)} extra='换人' onTap={() => setPerson(undefined)} />
          </Card>
          <FieldFrame label='几份'>
            <Stepper label='份数' value={seats} max={MOST_SEATS} onChange={setSeats} />
          </FieldFrame>
        </>
      ) : (
        <>
          <SearchBox label='找这位居民' placeholder='姓名、电话尾号、楼号' value={q} maxLength={40} onChange={setQ} />
          <View className='desk__more'>
            {found.error && !found.data ? (
              <Failed error={found.error} onRetry={() => void found.reload()} />
            ) : settled && !found.data ? (
              <Loading rows={1} />
            ) : settled && found.data?.items.length === 0 ? (
              <Empty title={`没找到“${settled}”`} say='换电话尾号或楼号找找，没登记的先到窗口登记' />
            ) : (
              found.data &&
              settled && (
                <Card flush>
                  {found.data.items.map((one) => (
                    <Cell key={one.id} title={one.name} brief={factsOf(one)} onTap={() => setPerson(one)} />
                  ))}
                </Card>
              )
            )}
          </View>
        </>
      )}
      {book.error && !isFull && <Failed error={book.error} />}
      {isFull && (
        <>
          <View className='desk__note'>{tie(book.error!.message)}</View>
          <View className='note'>加位会超过名额，先确认现场坐得下、饭够。</View>
          <Buttons>
            <Button look='danger' off={book.busy} onTap={() => void run({ overbook: true })}>
              加一个位子
            </Button>
            <Button look='main' off={book.busy} onTap={() => void run({ orWait: true })}>
              排队等
            </Button>
          </Buttons>
        </>
      )}
      {person && !isFull && (
        <Button look='main' block busy={book.busy && '正在约…'} onTap={() => void run()}>
          {`给${person.name}约好`}
        </Button>
      )}
    </Sheet>
  )
}

const factsOf = ({ phoneLast4, home }: PersonFound) =>
  [phoneLast4 && `尾号 ${phoneLast4}`, home].filter(Boolean).join('，') || '没有写电话和地址'

const doneInWords = ({ who, code, state, waiting }: StaffBooking) =>
  state.code === 'waiting' ? `${who.name}排上队了，前面 ${waiting?.ahead ?? 0} 位` : `${who.name}约好了，号码 ${code}`
