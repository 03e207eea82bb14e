import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getAlert, takeAlert } from '@yike/shared/care/endpoints'
import type { AlertView, CareEssentials } from '@yike/shared/care/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { openMap } from '@/lib/phone/open-map'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { Essentials } from './essentials'
import { alertTone } from './care-labels'
import { SettleAlertSheet } from './settle-alert-sheet'
import './care.scss'

/** An alert, for the staff who go and the family who wait. */
export default function AlertPage() {
  const { id = '' } = useRouter().params
  const { data, error, reload } = useEndpoint(getAlert, { id })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (data) return <Alert alert={data} onChange={reload} />
  return (
    <Page title='报平安和呼救'>
      {error?.code === 'NOT_FOUND' ? (
        <Empty title='没找到这件事' say='可能不在您管的片区，也可能点错了已经撤了' />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading rows={2} />
      )}
    </Page>
  )
}

/** Null while the tag gives everything there is to say. */
function progressOf({ taker, takenAt, outcome, settledAt, escalated, state }: AlertView, now: Date) {
  if (outcome && settledAt)
    return `${outcome.label}（${momentInWords(settledAt, now)}${taker ? `，${taker.name}` : ''}）`
  if (state.code === 'cancelled') return '点错了，人没事'
  if (taker && takenAt) return `${taker.role}${taker.name}在办，${momentInWords(takenAt, now)} 接的`
  return escalated ? '已经报给社区负责人' : null
}

function Alert({ alert, onChange }: { alert: AlertView; onChange: () => Promise<void> }) {
  const take = useAction(takeAlert)
  const [settling, setSettling] = useState(false)
  const now = new Date()
  const { person, kind, can, position, essentials, note } = alert
  const called = person.relation ?? person.name
  const isHelp = kind.code === 'help'
  const progress = progressOf(alert, now)
  const goes = async () => {
    await take.run({ id: alert.id })
    await onChange()
  }
  return (
    <Page
      title={kind.label}
      ownCall
      bar={
        can.settle && (
          <Buttons>
            {can.take ? (
              <Button look='main' busy={take.busy && '正在接…'} onTap={() => void goes()}>
                {isHelp ? '我在路上' : '我来找'}
              </Button>
            ) : null}
            <Button look={can.take ? 'plain' : 'main'} block={!can.take} onTap={() => setSettling(true)}>
              说结果
            </Button>
          </Buttons>
        )
      }
    >
      <Card tone={isHelp && can.take ? 'late' : undefined}>
        <StatusTag tone={alertTone(alert)}>{alert.needsHelp ? '要帮忙' : alert.state.label}</StatusTag>
        <View className='title care__more'>{`${called}${isHelp ? '呼救' : '没报平安'}`}</View>
        <View className='note'>
          {tie(
            [person.relation && person.name, momentInWords(alert.raisedAt, now), alert.words]
              .filter(Boolean)
              .join('，'),
          )}
        </View>
        {progress && <View className='phrase care__more'>{tie(progress)}</View>}
        {note && <View className='care__words'>{note}</View>}
      </Card>
      {take.error && <Failed error={take.error} onRetry={() => void onChange()} />}
      <Section>
        <Card flush>
          {person.phone && (
            <Cell icon='phone' title={`给${called}打电话`} brief={person.phone} onTap={() => dial(person.phone!)} />
          )}
          {(person.home || position) && (
            <Cell
              icon='pin'
              title={person.home ?? '发来的位置'}
              brief={position ? '点这里看怎么走到发来的位置' : undefined}
              onTap={position ? () => openMap({ name: person.name, address: person.home ?? '', position }) : undefined}
            />
          )}
          {isHelp && <Cell icon='phone' title='打 120' brief='受伤、叫不应，先打' onTap={() => dial('120')} />}
        </Card>
      </Section>
      {essentials && <Knowing essentials={essentials} />}
      {settling && (
        <SettleAlertSheet
          alert={alert}
          onClose={() => setSettling(false)}
          onDone={() => {
            setSettling(false)
            void onChange()
          }}
        />
      )}
    </Page>
  )
}

const Knowing = ({ essentials }: { essentials: CareEssentials }) => (
  <Section title='进门前要知道的'>
    <Essentials {...essentials} />
  </Section>
)
