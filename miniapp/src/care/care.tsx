import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getCare, getMyCare, resumeCheck, sayWell, setCheck, stopCheck } from '@yike/shared/care/endpoints'
import { UNTIL_CHOICES, UNTIL_DEFAULT } from '@yike/shared/care/rules'
import type { CareView } from '@yike/shared/care/schemas'
import { listBeneficiaries } from '@yike/shared/people/endpoints'
import { clock, clockOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Toggle } from '@/kit/form/toggles'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'
import { dayInWords, todayLabel } from './care-labels'
import { HomeVisitSection, LivingSection } from './household'
import { PauseSheet } from './pause-sheet'
import './care.scss'

const open = (url: string) => void openPage(url)
const TIMES = UNTIL_CHOICES.map((minute) => ({ value: String(minute), text: `${clock(minute)} 前` }))

/** The care of the reader, or of somebody they care for: the daily 我很好, the file, calling for help. */
export default function CarePage() {
  const { person = '' } = useRouter().params
  const one = useEndpoint(getCare, person ? { personId: person } : null)
  const mine = useEndpoint(getMyCare, person ? null : {})
  const view = person ? one.data : mine.data?.mine
  const { error, reload } = person ? one : mine
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const title = view && !view.self ? `${view.person.relation ?? ''}${view.person.name}` : '照护和呼救'
  const isKin = view && (view.self || view.person.relation !== null)
  return (
    <Page title={title}>
      {error && !view && <Failed error={error} onRetry={() => void reload()} />}
      {!view && !error && <Loading rows={2} />}
      {view && (
        <>
          {view.alert && (
            <Card flush className='care__alert'>
              <Cell
                icon='warn'
                title={view.alert.kind.label}
                brief={view.alert.taker ? `${view.alert.taker.role}${view.alert.taker.name}在办` : '告诉社区和家人了'}
                onTap={() => open(view.self ? '/care/help' : `/care/alert?id=${view.alert!.id}`)}
              />
            </Card>
          )}
          {view.lastVisit && <HomeVisitSection view={view} onChange={reload} />}
          <View className={view.lastVisit ? 'section' : undefined}>
            <Check view={view} onChange={reload} />
          </View>
          <Section>
            <Card flush>
              <Cell
                icon='care'
                title='照护档案'
                brief={view.hasFile ? '照护等级、药、过敏、联系人；谁看过都有记录' : '还没写。上门照护、呼救时用得着'}
                onTap={() => open(`/care/file?person=${view.person.id}${isKin ? '' : '&staff=1'}`)}
              />
              {view.self && (
                <Cell icon='bell' title='呼救' brief='点进去再点一下，社区马上知道' onTap={() => open('/care/help')} />
              )}
            </Card>
          </Section>
          {view.can.sayLiving && <LivingSection view={view} onChange={reload} />}
          {view.self && <Family />}
        </>
      )}
    </Page>
  )
}

/** The daily tap: on or off, until when, days off. */
function Check({ view, onChange }: { view: CareView; onChange: () => Promise<void> }) {
  const set = useAction(setCheck)
  const stop = useAction(stopCheck)
  const well = useAction(sayWell)
  const resume = useAction(resumeCheck)
  const [pausing, setPausing] = useState(false)
  const { check, person, self } = view
  const personId = person.id
  const who = self ? '我' : (person.relation ?? person.name)
  const after = async (done: Promise<unknown>) => {
    if (await done) await onChange()
  }
  const error = set.error ?? stop.error ?? well.error ?? resume.error
  const state = check && todayLabel(check)
  return (
    <>
      <Card flush>
        <Toggle
          icon='pulse'
          title='每天报平安'
          brief={self ? '到点没点“我很好”，就告诉家人和社区' : `${who}到点没点“我很好”，就告诉您和社区`}
          on={check !== null}
          onChange={(on) => void after(on ? set.run({ personId, until: UNTIL_DEFAULT }) : stop.run({ personId }))}
        />
        {check && state && (
          <Cell
            icon='clock'
            title='今天'
            extra={<StatusTag tone={state.tone}>{state.text}</StatusTag>}
            brief={
              check.tappedAt
                ? `${clockOf(new Date(check.tappedAt))} ${check.tappedBy ? `${check.tappedBy}替点的` : '自己点的'}`
                : undefined
            }
          />
        )}
      </Card>
      {error && <Failed error={error} onRetry={() => void onChange()} />}
      {check && (
        <>
          {!self && check.today !== 'tapped' && check.today !== 'paused' && (
            <View className='care__more'>
              <Button block icon='check' busy={well.busy && '正在记…'} onTap={() => void after(well.run({ personId }))}>
                {`打过电话，${who}很好`}
              </Button>
            </View>
          )}
          <Section title='最晚几点'>
            <Chips
              options={TIMES}
              chosen={[String(check.until)]}
              onChange={(until) => void after(set.run({ personId, until: Number(until) }))}
            />
          </Section>
          <Section title='出门、住院'>
            <Card flush>
              {check.pause ? (
                <Cell
                  icon='calendar'
                  title={tie(`${dayInWords(check.pause.from)}到${dayInWords(check.pause.to)}不用报`)}
                  brief={check.pause.reason.label}
                  extra={
                    <Button busy={resume.busy && '正在改…'} onTap={() => void after(resume.run({ personId }))}>
                      回来了
                    </Button>
                  }
                />
              ) : (
                <Cell
                  icon='calendar'
                  title='先停几天'
                  brief='这几天不点也不会惊动大家'
                  onTap={() => setPausing(true)}
                />
              )}
            </Card>
          </Section>
        </>
      )}
      {pausing && (
        <PauseSheet
          personId={personId}
          onClose={() => setPausing(false)}
          onDone={() => {
            setPausing(false)
            void onChange()
          }}
        />
      )}
    </>
  )
}

function Family() {
  const { data } = useEndpoint(listBeneficiaries, {})
  if (!data || data.items.length === 0) return null
  return (
    <Section title='我照应的家人'>
      <Card flush>
        {data.items.map(({ personId, name, relation }) => (
          <Cell
            key={personId}
            icon='family'
            title={`${relation.label} ${name}`}
            onTap={() => open(`/care/care?person=${personId}`)}
          />
        ))}
      </Card>
    </Section>
  )
}
