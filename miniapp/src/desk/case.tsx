import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getStaffCase, showReporterPhone } from '@yike/shared/cases/endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { openSteps, STAFF_STEPS, type StaffStepCode } from '@yike/shared/cases/staff-steps'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { TicketCard } from '@/kit/card/ticket-card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { PhotoRow } from '@/kit/card/photo-row'
import { StatusTag } from '@/kit/base/tag'
import { Timeline } from '@/kit/card/timeline'
import { tie } from '@/kit/base/text'
import { caseTimeline } from '@/lib/parts/case-timeline'
import { caseState, promiseFigure, promiseTime } from '@/lib/parts/promise'
import { openMap } from '@/lib/phone/open-map'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useCachedPhotos } from '@/lib/offline/cached-photos'
import { useCached } from '@/lib/offline/use-cached'
import { CallButton } from '@/lib/parts/call-button'
import { StepSheet } from './step-sheet'
import './desk.scss'

/** One report, with the next step as the main button. */
export default function DeskCasePage() {
  const { id = '' } = useRouter().params
  const { data: found, error, reload, cachedAt } = useCached(`work:case:${id}`, getStaffCase, { id })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (found) return <Work found={found} cachedAt={cachedAt} onChange={reload} />
  return (
    <Page title='办件'>
      {error?.code === 'NOT_FOUND' ? (
        <Empty title='没找到这件事' say='可能不在您管的片区' />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading rows={2} />
      )}
    </Page>
  )
}

function Work({
  found,
  cachedAt,
  onChange,
}: {
  found: StaffCase
  cachedAt: number | null
  onChange: () => Promise<void>
}) {
  const later = useOfflineQueue({ onHeard: ({ about }) => about === found.id && void onChange() })
  const photos = useCachedPhotos(found.photos, cachedAt !== null)
  // A second step would be of a case that the first one has not changed yet.
  const waits = later.waiting.some(({ about }) => about === found.id)
  const [step, setStep] = useState<StaffStepCode>()
  const now = new Date()
  const [first, ...others] = waits ? [] : openSteps(found)
  const state = caseState(found)
  const { reporter, address, position, promise } = found
  return (
    <Page
      title='办件'
      ownCall
      seenAt={cachedAt}
      keepsWords
      bar={
        first && (
          <Button look='main' block onTap={() => setStep(first)}>
            {STAFF_STEPS[first].label}
          </Button>
        )
      }
    >
      <OfflineQueueBar {...later} />
      <TicketCard
        time={promiseTime(promise)}
        {...promiseFigure(promise)}
        foot={
          <View className='note nums'>
            {[found.category?.name ?? found.kind.label, `编号 ${found.number}`, found.assignee?.name]
              .filter(Boolean)
              .join('，')}
          </View>
        }
      >
        <StatusTag tone={state.tone}>{state.text}</StatusTag>
        <View className='lead desk__more'>{tie(found.title)}</View>
        <View className='note'>{tie(promise.words)}</View>
      </TicketCard>
      {others.length > 0 && (
        <Section title='还可以'>
          <Card flush>
            {others.map((code) => (
              <Cell key={code} title={STAFF_STEPS[code].label} onTap={() => setStep(code)} />
            ))}
          </Card>
        </Section>
      )}
      <Section title='居民说的'>
        <Card>
          <View className='desk__words'>{found.description || '没写字，只拍了照片'}</View>
          <PhotoRow photos={photos} />
        </Card>
        <Card flush className='desk__more'>
          <Cell
            icon='user'
            title={reporter?.name ?? '没有留名'}
            brief={[`${momentInWords(found.filedAt, now)} ${found.channel.label}`, reporter?.home]
              .filter(Boolean)
              .join('，')}
          />
          {(address || position) && (
            <Cell
              icon='pin'
              title={address ?? '地图上选的地方'}
              brief={position ? '点这里看怎么走' : undefined}
              onTap={position ? () => openMap({ name: found.title, address: address ?? '', position }) : undefined}
            />
          )}
        </Card>
        {reporter?.phoneLast4 && (
          <CallButton
            of={showReporterPhone}
            input={{ id: found.id }}
            name={reporter.name}
            last4={reporter.phoneLast4}
          />
        )}
      </Section>
      <Section title='经过'>
        <Card>
          <Timeline items={caseTimeline(found, '答复居民', now)} />
        </Card>
      </Section>
      {step && (
        <StepSheet key={step} step={step} found={found} onClose={() => setStep(undefined)} onChange={onChange} />
      )}
    </Page>
  )
}
