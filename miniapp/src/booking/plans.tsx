import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getService } from '@yike/shared/directory/endpoints'
import { listBeneficiaries } from '@yike/shared/people/endpoints'
import { addDays, clock, dayLabel, dayOf, weekdayLabel } from '@yike/shared/time/china'
import { endPlan, listMyPlans, makePlan } from '@yike/shared/visits/endpoints'
import type { PlanView } from '@yike/shared/visits/schemas'
import { Button } from '@/kit/button'
import { Card, Cell, Section } from '@/kit/card'
import { Chips } from '@/kit/chips'
import { Empty, Failed, Loading } from '@/kit/faces'
import { FieldFrame } from '@/kit/field'
import { Page } from '@/kit/page'
import { People } from '@/kit/people'
import { Stepper } from '@/kit/switches'
import { Tag } from '@/kit/tag'
import { tie } from '@/kit/words'
import { useSession } from '@/lib/session'
import { useAction } from '@/lib/use-action'
import { useEndpoint } from '@/lib/use-endpoint'
import './plans.scss'

const MYSELF = 'me'
const MONDAY = '2026-11-23'
const WEEKDAYS = Array.from({ length: 7 }, (_, n) => ({ value: String(n + 1), text: weekdayLabel(addDays(MONDAY, n)) }))
/** 8:00 to 17:00; a day without a sitting then says so in its result. */
const HOURS = Array.from({ length: 10 }, (_, n) => 480 + n * 60)

/** Every Tuesday and Friday at nine for eight weeks: a booking for each day. */
function PlanForm({ serviceId, forWhom, onMade }: { serviceId: string; forWhom?: string; onMade: () => void }) {
  const service = useEndpoint(getService, { id: serviceId })
  const session = useSession()
  const family = useEndpoint(listBeneficiaries, session ? {} : null)
  const make = useAction(makePlan)
  const [weekdays, setWeekdays] = useState<string[]>([])
  const [minute, setMinute] = useState(540)
  const [weeks, setWeeks] = useState(8)
  const [person, setPerson] = useState(forWhom ?? MYSELF)
  const [tried, setTried] = useState(false)
  const relatives = family.data?.items ?? []
  const relative = relatives.find(({ personId }) => personId === person)
  const submit = async () => {
    setTried(true)
    if (weekdays.length === 0) return
    const made = await make.run({
      ...{ serviceId, personId: relative?.personId, minute, weeks },
      ...{ from: addDays(dayOf(new Date()), 1), weekdays: weekdays.map(Number).sort() },
    })
    if (made) onMade()
  }
  const toggle = (value: string) =>
    setWeekdays(weekdays.includes(value) ? weekdays.filter((one) => one !== value) : [...weekdays, value])
  return (
    <Section title={service.data ? `定期${service.data.name}` : '定期上门'}>
      <Card>
        <FieldFrame label='每周哪几天' problem={tried && weekdays.length === 0 ? '至少选一天' : undefined}>
          <View className='plans__chips'>
            <Chips options={WEEKDAYS} chosen={weekdays} onChange={toggle} />
          </View>
        </FieldFrame>
        <FieldFrame label='几点'>
          <View className='plans__chips'>
            <Chips
              options={HOURS.map((value) => ({ value: String(value), text: clock(value) }))}
              chosen={[String(minute)]}
              onChange={(value) => setMinute(Number(value))}
            />
          </View>
        </FieldFrame>
        <View className='plans__row'>
          <View>{tie(`从明天起 ${weeks} 周`)}</View>
          <Stepper label='几周' value={weeks} max={26} onChange={setWeeks} />
        </View>
      </Card>
      <Section title='给谁约'>
        <People
          people={[
            ...relatives.map(({ personId, relation, name }) => ({ id: personId, relation: relation.label, name })),
            { id: MYSELF, relation: '我', name: session?.name ?? '本人' },
          ]}
          chosen={relative ? person : MYSELF}
          onChange={setPerson}
        />
      </Section>
      {make.error && <Failed error={make.error} onRetry={() => void submit()} />}
      <View className='plans__send'>
        <Button look='main' block busy={make.busy && '一天一天在约…'} onTap={() => void submit()}>
          {relative ? `给${relative.relation.label}都约上` : '都约上'}
        </Button>
      </View>
    </Section>
  )
}

function Plan({ plan, onChanged }: { plan: PlanView; onChanged: () => void }) {
  const end = useAction(endPlan)
  const today = dayOf(new Date())
  const { who, service, weekdays, minute, until, endsFrom, days, can } = plan
  const rhythm = `每${weekdays.map((one) => weekdayLabel(addDays(MONDAY, one - 1))).join('、')} ${clock(minute)}`
  const stop = async () => {
    const { confirm } = await Taro.showModal({ title: '从明天起不再来了？', content: '已经约好的都会取消。' })
    if (confirm && (await end.run({ id: plan.id, from: addDays(today, 1) }))) onChanged()
  }
  return (
    <Section title={`${who.name}的${service.name}`}>
      <Card flush>
        <Cell
          icon='calendar'
          title={rhythm}
          brief={endsFrom ? `${dayLabel(endsFrom, today)}起停了` : `到 ${dayLabel(until, today)}`}
        />
        {days
          .filter(({ day }) => day >= today)
          .map(({ day, state, carer, reason, bookingId }) => (
            <Cell
              key={day}
              title={dayLabel(day, today)}
              brief={reason ?? (carer ? `${carer}来` : undefined)}
              extra={<Tag tone={state.code === 'confirmed' ? 'go' : 'plain'}>{state.label}</Tag>}
              onTap={bookingId ? () => void Taro.navigateTo({ url: `/booking/visit?id=${bookingId}` }) : undefined}
            />
          ))}
      </Card>
      {end.error && <Failed error={end.error} />}
      {can.end && (
        <View className='plans__send'>
          <Button look='danger' block busy={end.busy && '正在停…'} onTap={() => void stop()}>
            从明天起停掉
          </Button>
        </View>
      )}
    </Section>
  )
}

/** Visits that come again and again: a new plan for a service, and what became of each day of the others. */
export default function PlansPage() {
  const { service, for: forWhom } = useRouter().params
  const [made, setMade] = useState(false)
  const { data, error, reload } = useEndpoint(listMyPlans, {})
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const onMade = () => {
    setMade(true)
    void reload()
  }
  return (
    <Page title='定期上门'>
      {service && !made && <PlanForm serviceId={service} forWhom={forWhom} onMade={onMade} />}
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading rows={2} />
      ) : (
        data.items.map((plan) => <Plan key={plan.id} plan={plan} onChanged={() => void reload()} />)
      )}
      {data?.items.length === 0 && !service && <Empty title='还没有定期上门' say='在上门照护里选一项，点“定期约”' />}
    </Page>
  )
}
