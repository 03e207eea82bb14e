import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { endLeave, enterLeave, listLeaves } from '@yike/shared/office/endpoints'
import { leaveInWords } from '@yike/shared/office/leave'
import type { Leave, LeaveList } from '@yike/shared/office/leave-schemas'
import { dayOf, daysAhead, type Day } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { MonthDays } from '@/kit/form/month-days'
import { Page } from '@/kit/page/page'
import { Failed, Loading } from '@/kit/page/page-states'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import './leave.scss'

/** Four weeks, so that the whole choice fits on one page. */
const DAYS_AHEAD = 28

/** The reader's own leave: the days, and the colleague who has the work meanwhile. */
export default function LeavePage() {
  const { data, error, reload } = useEndpoint(listLeaves, {})
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (error && !data)
    return (
      <Page title='我要休假'>
        <Failed error={error} onRetry={() => void reload()} />
      </Page>
    )
  if (!data)
    return (
      <Page title='我要休假'>
        <Loading rows={2} />
      </Page>
    )
  // The reader is the first of those whose leave they may enter.
  const self = data.people[0]!.personId
  const mine = data.items.filter(({ person }) => person.personId === self)
  return <LeaveForm mine={mine} list={data} self={self} onChange={() => void reload()} />
}

interface Props {
  mine: readonly Leave[]
  list: LeaveList
  self: string
  onChange: () => void
}

function LeaveForm({ mine, list, self, onChange }: Props) {
  const [from, setFrom] = useState<Day | null>(null)
  const [until, setUntil] = useState<Day | null>(null)
  const [delegateId, setDelegate] = useState<string | null>(null)
  const enter = useAction(enterLeave)
  // The first tap is the first day, the next one the last; a third begins anew.
  const choose = (day: Day) => {
    if (from === null || until !== from || day < from) {
      setFrom(day)
      setUntil(day)
    } else setUntil(day)
  }
  const send = async () => {
    if (!from || !until) return
    if (!(await enter.run({ from, until, ...(delegateId ? { delegateId } : {}) }))) return
    setFrom(null)
    setUntil(null)
    onChange()
  }
  const taken = (day: Day) => mine.some((one) => one.from <= day && day <= one.until)
  return (
    <Page
      title='我要休假'
      bar={
        from &&
        until && (
          <Button look='main' block busy={enter.busy && '正在登记…'} onTap={() => void send()}>
            {`${leaveInWords({ from, until })}休假`}
          </Button>
        )
      }
    >
      {mine.length > 0 && (
        <Section title='已经登记的'>
          {mine.map((leave) => (
            <OwnLeave key={leave.id} leave={leave} onChange={onChange} />
          ))}
        </Section>
      )}
      <Section title='哪几天'>
        <View className='note'>{tie('点第一天，再点最后一天。这几天不会再派给您。')}</View>
        <MonthDays
          days={daysAhead(dayOf(new Date()), DAYS_AHEAD)}
          from={from}
          to={until}
          isShut={taken}
          onChoose={choose}
        />
      </Section>
      <Section title='谁代班'>
        <View className='note'>
          {tie('第一天把您手上没办完的事交给他。不选，事情还在您手上，居民又来说的转给派单的同事。')}
        </View>
        <Chips
          all
          options={list.delegates
            .filter(({ personId }) => personId !== self)
            .map(({ personId, name }) => ({ value: personId, text: name }))}
          chosen={delegateId ? [delegateId] : []}
          onChange={(id) => setDelegate(id === delegateId ? null : id)}
        />
      </Section>
      {enter.error && <Failed error={enter.error} onRetry={() => void send()} />}
    </Page>
  )
}

function OwnLeave({ leave, onChange }: { leave: Leave; onChange: () => void }) {
  const end = useAction(endLeave)
  const { id, delegate, handedOver } = leave
  const work = delegate && (handedOver ? `手上的事交给了${delegate.name}` : `第一天交给${delegate.name}`)
  const back = async () => {
    if (await end.run({ id })) onChange()
  }
  return (
    <Card>
      <View className='lead'>{leaveInWords(leave)}</View>
      <View className='note'>{work ?? '没有人代班'}</View>
      {end.error && <Failed error={end.error} onRetry={() => void back()} />}
      <View className='leave__end'>
        <Button block busy={end.busy && '正在销假…'} onTap={() => void back()}>
          销假，我在岗
        </Button>
      </View>
    </Card>
  )
}
