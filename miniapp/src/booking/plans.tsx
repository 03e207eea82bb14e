import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { listSittings } from '@yike/shared/booking/endpoints'
import { getService } from '@yike/shared/directory/endpoints'
import { listBeneficiaries } from '@yike/shared/people/endpoints'
import { addDays, dayLabel, dayOf, type Day } from '@yike/shared/time/china'
import { changePlan, endPlan, listMyPlans, createPlan } from '@yike/shared/visits/endpoints'
import { rhythmInWords, weeksLeft } from '@yike/shared/visits/rules'
import type { PlanView } from '@yike/shared/visits/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { PersonChooser } from '@/kit/form/person-chooser'
import { Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { callCommunity } from '@/lib/api/community'
import { useSession } from '@/lib/api/session'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'
import { RecurrenceFields, timeOf, usePreview, type Recurrence } from './recurrence-fields'
import './plans.scss'

const MYSELF = 'me'
/** The most days that the API answers for. */
const DAYS_LOOKED_AT = 30

const useSittings = (serviceId: string, from: Day) =>
  useEndpoint(listSittings, { id: serviceId, from, to: addDays(from, DAYS_LOOKED_AT) })

/** Every Tuesday and Friday at nine for eight weeks: a booking for each day. */
function PlanForm({ serviceId, forWhom, onMade }: { serviceId: string; forWhom?: string; onMade: () => void }) {
  const service = useEndpoint(getService, { id: serviceId })
  const session = useSession()
  const family = useEndpoint(listBeneficiaries, session ? {} : null)
  const make = useAction(createPlan)
  const [recurrence, setRecurrence] = useState<Recurrence>({ weekdays: [], minute: null, weeks: 8 })
  const [person, setPerson] = useState(forWhom ?? MYSELF)
  const [tried, setTried] = useState(false)
  const relatives = family.data?.items ?? []
  const relative = relatives.find(({ personId }) => personId === person)
  const from = addDays(dayOf(new Date()), 1)
  const offered = useSittings(serviceId, from)
  const sittings = offered.data?.items.map(timeOf)
  const { weekdays, minute, weeks } = recurrence
  const preview = usePreview(recurrence, { serviceId, personId: relative?.personId, from })
  const nothing = preview && preview.free.length + preview.later.length === 0
  const submit = async () => {
    setTried(true)
    if (weekdays.length === 0 || minute === null) return
    if (await make.run({ serviceId, personId: relative?.personId, from, weekdays, minute, weeks })) onMade()
  }
  if (!sittings)
    return offered.error ? <Failed error={offered.error} onRetry={() => void offered.reload()} /> : <Loading rows={2} />
  if (sittings.length === 0)
    return (
      <Empty
        title='这一个月还没排'
        say='可以打电话问问什么时候有'
        action='打电话问问'
        onAction={() => void callCommunity()}
      />
    )
  return (
    <Section title={service.data ? `定期${service.data.name}` : '定期上门'}>
      <RecurrenceFields
        from={from}
        recurrence={recurrence}
        sittings={sittings}
        preview={preview}
        tried={tried}
        onChange={setRecurrence}
      />
      <Section title='给谁约'>
        <PersonChooser
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
        <Button
          look='main'
          block
          off={Boolean(nothing)}
          busy={make.busy && '一天一天在约…'}
          onTap={() => void submit()}
        >
          {nothing ? '这样一次也约不上' : relative ? `给${relative.relation.label}都约上` : '都约上'}
        </Button>
      </View>
    </Section>
  )
}

/** Changes a plan to other times from tomorrow on. */
function ChangeForm({ plan, onChanged, onClose }: { plan: PlanView; onChanged: () => void; onClose: () => void }) {
  const change = useAction(changePlan)
  const tomorrow = addDays(dayOf(new Date()), 1)
  const from = plan.from > tomorrow ? plan.from : tomorrow
  const [recurrence, setRecurrence] = useState<Recurrence>({
    ...{ weekdays: plan.weekdays, minute: plan.minute },
    weeks: weeksLeft({ from, until: plan.until }),
  })
  const offered = useSittings(plan.service.id, from)
  const sittings = offered.data?.items.map(timeOf)
  const { weekdays, minute, weeks } = recurrence
  const preview = usePreview(recurrence, { serviceId: plan.service.id, planId: plan.id, from })
  const submit = async () => {
    if (weekdays.length === 0 || minute === null) return
    if (await change.run({ id: plan.id, from, weekdays, minute, weeks })) onChanged()
  }
  return (
    <Section title='改成什么时候来'>
      {offered.error && <Failed error={offered.error} onRetry={() => void offered.reload()} />}
      {sittings && (
        <RecurrenceFields
          from={from}
          recurrence={recurrence}
          sittings={sittings}
          preview={preview}
          tried
          onChange={setRecurrence}
        />
      )}
      <View className='plans__say'>{tie('日子和钟点都没变的照旧，别的取消，再照新的约。')}</View>
      {change.error && <Failed error={change.error} onRetry={() => void submit()} />}
      <View className='plans__send'>
        <Button look='main' block busy={change.busy && '一天一天在约…'} onTap={() => void submit()}>
          改好，都约上
        </Button>
      </View>
      <View className='plans__send'>
        <Button look='bare' block onTap={onClose}>
          先不改
        </Button>
      </View>
    </Section>
  )
}

function Plan({ plan, onChanged }: { plan: PlanView; onChanged: () => void }) {
  const end = useAction(endPlan)
  const today = dayOf(new Date())
  const tomorrow = addDays(today, 1)
  const [changing, setChanging] = useState(false)
  const { who, service, until, endsFrom, changed, days, can } = plan
  const rhythm = `每${rhythmInWords(plan)}`
  const stop = async () => {
    const { confirm } = await Taro.showModal({ title: '从明天起不再来了？', content: '已经约好的都会取消。' })
    if (confirm && (await end.run({ id: plan.id, from: tomorrow }))) onChanged()
  }
  return (
    <Section title={`${who.name}的${service.name}`}>
      <Card flush>
        <Cell
          icon='calendar'
          title={rhythm}
          brief={
            endsFrom ? `${dayLabel(endsFrom, today)}起${changed ? '改了时间' : '停了'}` : `到 ${dayLabel(until, today)}`
          }
        />
        {days
          .filter(({ day }) => day >= today)
          .map(({ day, state, carer, reason, bookingId }) => (
            <Cell
              key={day}
              title={dayLabel(day, today)}
              brief={reason ?? (carer && state.code === 'confirmed' ? `${carer}来` : undefined)}
              extra={<Tag tone={state.code === 'confirmed' ? 'go' : 'plain'}>{state.label}</Tag>}
              onTap={bookingId ? () => void openPage(`/booking/visit?id=${bookingId}`) : undefined}
            />
          ))}
      </Card>
      {changing && (
        <ChangeForm
          plan={plan}
          onChanged={() => {
            setChanging(false)
            onChanged()
          }}
          onClose={() => setChanging(false)}
        />
      )}
      {can.change && !changing && (
        <View className='plans__send'>
          <Button block onTap={() => setChanging(true)}>
            改时间
          </Button>
        </View>
      )}
      {end.error && <Failed error={end.error} />}
      {can.end && !changing && !(endsFrom && endsFrom <= tomorrow) && (
        <View className='plans__send'>
          <Button look='danger' block busy={end.busy && '正在停…'} onTap={() => void stop()}>
            从明天起停掉
          </Button>
        </View>
      )}
    </Section>
  )
}

/** Repeated visits: a new plan for a service, and the result of each day of the others. */
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
