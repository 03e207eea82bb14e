import { useState } from 'react'
import { View } from '@tarojs/components'
import { dayOf, daysAhead, instantAt, toApiTime, weekdayLabel } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Chips, Choices } from '@/kit/form/chips'
import { DayStrip } from '@/kit/form/day-strip'
import { Field, FieldFrame } from '@/kit/form/field'
import { Failed } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import type { ApiError } from '@/lib/api/api'
import { PeopleChips } from './record-sheet'
import type { Shown } from './shown'

const DAYS_AHEAD = 28
/** The hours at which people are met. */
const HOURS = Array.from({ length: 13 }, (_, at) => at + 8)
const HALVES = [
  { value: 0, text: '整点' },
  { value: 30, text: '半点' },
]

export interface Plan {
  busy: boolean
  error: ApiError | undefined
  problemWith: (field: string) => string | undefined
  /** `people`: the ids of those who are asked to come. Null where it was refused. */
  run: (input: { at: string; place: string; people: string[] }) => Promise<unknown>
}
interface Props {
  item: Shown
  plan: Plan
  onClose: () => void
  onDone: () => void
}

/** Plans the next session by taps: the day, the hour, the place, and who is asked to come. They read of it. */
export function PlanSheet({ item, plan, onClose, onDone }: Props) {
  const now = new Date()
  const today = dayOf(now)
  const [day, setDay] = useState(today)
  const [hour, setHour] = useState<number>()
  const [half, setHalf] = useState(0)
  const [place, setPlace] = useState(item.place ?? '')
  const [people, setPeople] = useState(item.people.map(({ id }) => id))
  const [isAsked, setAsked] = useState(false)
  const at = hour === undefined ? null : instantAt(day, hour * 60 + half)
  const missing = {
    hour: at === null ? '选几点' : at < now ? '这个时间过了，选晚一点的' : undefined,
    place: place.trim().length < 2 ? '写清在哪儿' : undefined,
    people: item.people.length > 0 && people.length === 0 ? '选一下请谁来' : undefined,
  }
  const problem = (of: keyof typeof missing) => (isAsked ? missing[of] : undefined)
  const send = async () => {
    setAsked(true)
    if (!at || Object.values(missing).some(Boolean)) return
    if (await plan.run({ at: toApiTime(at), place: place.trim(), people })) onDone()
  }
  return (
    <Sheet
      open
      title='约下一次'
      brief='手机上收得到的，马上通知'
      onClose={onClose}
      foot={
        <Button look='main' block busy={plan.busy && '正在约…'} onTap={() => void send()}>
          {at ? `约${momentInWords(toApiTime(at), now)}` : '约好'}
        </Button>
      }
    >
      <DayStrip
        days={daysAhead(today, DAYS_AHEAD).map((one) => ({
          ...{ day: one, shut: false },
          weekday: one === today ? '今天' : weekdayLabel(one),
        }))}
        chosen={day}
        onChange={setDay}
      />
      <FieldFrame label='几点' problem={problem('hour')}>
        <Chips
          all
          one
          options={HOURS.map((one) => ({ value: String(one), text: `${one} 点` }))}
          chosen={hour === undefined ? [] : [String(hour)]}
          onChange={(one) => setHour(Number(one))}
        />
        <View className='section'>
          <Choices options={HALVES} chosen={half} onChange={setHalf} />
        </View>
      </FieldFrame>
      <Field
        label='在哪儿'
        placeholder='家里，或者社区谈话室'
        maxLength={60}
        value={place}
        problem={problem('place') ?? plan.problemWith('place')}
        onChange={setPlace}
      />
      {item.people.length > 0 && (
        <FieldFrame label='请谁来' problem={problem('people') ?? plan.problemWith('partyIds')}>
          <PeopleChips people={item.people} chosen={people} onChange={setPeople} />
        </FieldFrame>
      )}
      {plan.error && <Failed error={plan.error} onRetry={() => void send()} />}
    </Sheet>
  )
}
