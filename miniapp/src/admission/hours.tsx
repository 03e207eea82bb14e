import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listStaffAdmissions, noteHours, takeBackHours } from '@yike/shared/admission/endpoints'
import type { OwnHours, StaffAdmission, StaffAdmissionList } from '@yike/shared/admission/schemas'
import { addDays, dayLabel, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Cell, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Field, FieldFrame } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { useCached } from '@/lib/offline/use-cached'
import { useStep } from '@/lib/offline/use-step'

const DAYS_BACK = 7

/** The hours of this month in the communities of the reader. */
const thisMonth = ({ hours }: StaffAdmission, today: string) =>
  hours.filter(({ month }) => today.startsWith(month)).reduce((sum, one) => sum + one.hours, 0)

/** 工作台: the works that the street admitted, and the hours that go into them. */
export default function AdmissionHoursPage() {
  const { data, error, reload, cachedAt } = useCached('work:admissions', listStaffAdmissions, {})
  const later = useOfflineQueue({ onHeard: () => void reload() })
  const [noting, setNoting] = useState<StaffAdmission>()
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const today = dayOf(new Date())
  const works = data?.items.filter(({ can }) => can.noteHours) ?? []
  const done = () => {
    setNoting(undefined)
    void reload()
  }
  return (
    <Page title='街道交办，记工时' seenAt={cachedAt}>
      <OfflineQueueBar {...later} />
      <View className='note'>{tie('工时按月、按社区加起来，街道和部门看得到，不算到哪个人头上。')}</View>
      <View className='section'>
        {error && !data ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : !data ? (
          <Loading />
        ) : works.length === 0 ? (
          <Empty title='现在没有街道交给社区的事' />
        ) : (
          <Card flush>
            {works.map((work) => (
              <Cell
                key={work.id}
                icon='clock'
                title={work.title}
                brief={`${work.department}，这个月 ${thisMonth(work, today)} 小时`}
                extra='记工时'
                onTap={() => setNoting(work)}
              />
            ))}
          </Card>
        )}
      </View>
      {data && data.mine.length > 0 && (
        <Section title='我记的'>
          {data.mine.map((one) => (
            <Own key={one.id} entry={one} today={today} onChange={() => void reload()} />
          ))}
        </Section>
      )}
      {noting && data && (
        <HoursSheet work={noting} communities={data.communities} onClose={() => setNoting(undefined)} onDone={done} />
      )}
    </Page>
  )
}

function Own({ entry, today, onChange }: { entry: OwnHours; today: string; onChange: () => void }) {
  const back = useAction(takeBackHours)
  const take = async () => {
    if (await back.run({ id: entry.id })) onChange()
  }
  return (
    <Card>
      <View className='phrase'>{tie(`${dayLabel(entry.day, today)} ${entry.title}`)}</View>
      <View className='note'>{tie(`${entry.community.name}，${entry.hours} 小时`)}</View>
      {back.error && <Failed error={back.error} onRetry={() => void take()} />}
      <View className='section'>
        <Button block busy={back.busy && '正在收回…'} onTap={() => void take()}>
          记错了，收回
        </Button>
      </View>
    </Card>
  )
}

interface SheetProps {
  work: StaffAdmission
  communities: StaffAdmissionList['communities']
  onClose: () => void
  onDone: () => void
}

function HoursSheet({ work, communities, onClose, onDone }: SheetProps) {
  const today = dayOf(new Date())
  const note = useStep(noteHours)
  const [communityId, setCommunity] = useState(communities[0]?.id ?? '')
  const [day, setDay] = useState(today)
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const hours = Number(typed.trim())
  const isRight = hours >= 0.5 && hours <= 300 && Number.isInteger(hours * 2)
  const days = Array.from({ length: DAYS_BACK }, (_, back) => addDays(today, -back)).filter(
    (one) => work.from <= one && one <= work.until,
  )
  const send = async () => {
    setTried(true)
    if (!isRight) return
    const says = `${work.title} ${hours} 小时`
    if (await note.run({ id: work.id, communityId, day, hours }, { about: work.id, says })) onDone()
  }
  return (
    <Sheet
      open
      title={work.title}
      brief='几个人一起做的，加起来记'
      onClose={onClose}
      foot={
        <Button look='main' block busy={note.busy && '正在记…'} onTap={() => void send()}>
          记下
        </Button>
      }
    >
      {communities.length > 1 && (
        <FieldFrame label='哪个社区'>
          <Chips
            all
            options={communities.map(({ id, name }) => ({ value: id, text: name }))}
            chosen={[communityId]}
            onChange={setCommunity}
          />
        </FieldFrame>
      )}
      <FieldFrame label='哪一天'>
        <Chips
          all
          options={days.map((value) => ({ value, text: dayLabel(value, today) }))}
          chosen={[day]}
          onChange={setDay}
        />
      </FieldFrame>
      <Field
        label='用了几个小时'
        placeholder='比如：1.5'
        value={typed}
        problem={tried && !isRight ? '写几个小时，按半小时记，比如 1.5' : undefined}
        onChange={setTyped}
      />
      {note.error && <Failed error={note.error} onRetry={() => void send()} />}
    </Sheet>
  )
}
