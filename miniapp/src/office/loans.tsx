import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { showBookingPhone } from '@yike/shared/booking/endpoints'
import { handOut, listLoans, takeBack } from '@yike/shared/loans/endpoints'
import { CONDITION_CODES, CONDITIONS, type Condition } from '@yike/shared/loans/rules'
import type { LoanRow } from '@yike/shared/loans/schemas'
import { dayLabel, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Choices } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Field, FieldFrame } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { Sheet } from '@/kit/sheet/sheet'
import { Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import type { QueuedPhoto } from '@/lib/offline/queue'
import { useQueuedPhotos } from '@/lib/offline/use-queued-photos'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { useCached } from '@/lib/offline/use-cached'
import { useStep } from '@/lib/offline/use-step'
import { CallButton } from '@/lib/parts/call-button'
import './loans.scss'

const VIEWS = [
  { value: 'asked', text: '来取的' },
  { value: 'out', text: '借出的' },
  { value: 'overdue', text: '该还的' },
] as const
type ViewCode = (typeof VIEWS)[number]['value']
const NONE: Record<ViewCode, string> = { asked: '这几天没有人来取', out: '没有借出去的', overdue: '没有该还没还的' }

const CONDITION_CHOICES = CONDITION_CODES.map((value) => ({ value, text: CONDITIONS[value] }))

/** Over the counter: the person's code, a look at the thing, a photo of any damage. */
function CounterSheet({ loan, onClose, onDone }: { loan: LoanRow; onClose: () => void; onDone: () => void }) {
  const isBack = loan.can.takeBack
  const give = useStep(handOut)
  const take = useStep(takeBack)
  const { run, busy, error } = isBack ? take : give
  const [kept, setKept] = useState<QueuedPhoto[]>([])
  const photos = useQueuedPhotos(kept, setKept)
  const [condition, setCondition] = useState<Condition>('good')
  const [note, setNote] = useState('')
  const done = async () => {
    const says = `${loan.who.name} ${loan.thing.name} ${isBack ? '收回来了' : '给他了'}`
    const about = { about: loan.bookingId, says, photos: photos.queued, dated: true }
    if (await run({ id: loan.bookingId, condition, note: note.trim() }, about)) onDone()
  }
  return (
    <Sheet
      open
      title={`${loan.who.name} ${loan.thing.name} ${loan.thing.number}`}
      brief={isBack ? '看一看再收' : `报 ${loan.code} 的来取`}
      onClose={onClose}
      foot={
        loan.can.handOut || isBack ? (
          <Button look='main' block busy={busy && '正在记…'} onTap={() => void done()}>
            {isBack ? '收回来了' : '给他了'}
          </Button>
        ) : undefined
      }
    >
      <CallButton
        of={showBookingPhone}
        input={{ id: loan.bookingId }}
        name={loan.who.name}
        last4={loan.who.phoneLast4}
      />
      <FieldFrame label='东西怎么样'>
        <Choices options={CONDITION_CHOICES} chosen={condition} onChange={setCondition} />
      </FieldFrame>
      <Field label='写一句' optional='不写也行' value={note} maxLength={200} onChange={setNote} />
      <FieldFrame label='照片' optional='没有也行' problem={photos.refusal}>
        <PhotoGrid {...photos.grid} />
      </FieldFrame>
      {error && <Failed error={error} onRetry={() => void done()} />}
    </Sheet>
  )
}

const spanInWords = ({ from, to, hours, lateDays }: LoanRow, today: string) =>
  lateDays > 0
    ? `${dayLabel(to, today)}该还，晚了 ${lateDays} 天`
    : hours
      ? `${dayLabel(from, today)} ${hours}`
      : `${dayLabel(from, today)}取，${dayLabel(to, today)}还`

/** Things to be fetched, things that are out, and things that are late. */
export default function DeskLoansPage() {
  const [view, setView] = useState<ViewCode>('asked')
  const { data, error, reload, cachedAt } = useCached(`work:loans:${view}`, listLoans, { view })
  const later = useOfflineQueue({ onHeard: () => void reload() })
  const waits = (loan: LoanRow) => later.waiting.some(({ about }) => about === loan.bookingId)
  const [opened, setOpened] = useState<LoanRow>()
  const today = dayOf(new Date())
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title='借出、归还' seenAt={cachedAt}>
      <OfflineQueueBar {...later} />
      <Choices options={VIEWS} chosen={view} onChange={setView} />
      <View className='loans__list'>
        {error && !data ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : !data ? (
          <Loading />
        ) : data.items.length === 0 ? (
          <Empty title={NONE[view]} />
        ) : (
          <Card flush>
            {data.items.map((loan) => (
              <Cell
                key={loan.bookingId}
                icon='bag'
                title={`${loan.who.name} ${loan.thing.name} ${loan.thing.number}`}
                brief={tie(spanInWords(loan, today))}
                extra={
                  waits(loan) ? (
                    <Tag tone='soon'>没发出去</Tag>
                  ) : loan.can.handOut ? (
                    '给他'
                  ) : loan.can.takeBack ? (
                    '收回'
                  ) : undefined
                }
                onTap={waits(loan) ? undefined : () => setOpened(loan)}
              />
            ))}
          </Card>
        )}
      </View>
      {opened && (
        <CounterSheet
          loan={opened}
          onClose={() => setOpened(undefined)}
          onDone={() => {
            setOpened(undefined)
            void reload()
          }}
        />
      )}
    </Page>
  )
}
