import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getStaffCase, showReporterPhone } from '@yike/shared/cases/endpoints'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { extensionInWords, nextStepInWords } from '@yike/shared/cases/next-step'
import { openSteps, staffStep, type StaffStepCode } from '@yike/shared/cases/staff-steps'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Answers } from '@/kit/card/answers'
import { CaseFacts } from '@/kit/card/case-facts'
import { TicketCard } from '@/kit/card/ticket-card'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { caseState, promiseFigure, promiseTime } from '@/lib/parts/promise'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useCached } from '@/lib/offline/use-cached'
import { CallButton } from '@/lib/parts/call-button'
import { CaseHistory, CaseWords, OtherSteps, PlaceCell, useCaseOnPhone } from './case-sections'
import { NoteSheet } from './note-sheet'
import { StarCell } from './star-cell'
import { WhistleSection } from './whistle-section'
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
  const { later, photos, waits } = useCaseOnPhone(found, cachedAt, onChange)
  const [step, setStep] = useState<StaffStepCode>()
  const [notes, setNotes] = useState(false)
  const [first, ...others] = waits ? [] : openSteps(found)
  const state = caseState(found)
  const { reporter, promise } = found
  return (
    <Page
      title='办件'
      ownCall
      namesReader
      seenAt={cachedAt}
      keepsWords
      bar={
        first && (
          <Button look='main' block onTap={() => setStep(first)}>
            {staffStep(first, found).label}
          </Button>
        )
      }
    >
      <OfflineQueueBar {...later} />
      <TicketCard
        time={promiseTime(found)}
        {...promiseFigure(promise)}
        foot={
          <CaseFacts facts={[found.category?.name ?? found.kind.label, found.assignee?.name]} number={found.number} />
        }
      >
        <StatusTag tone={state.tone}>{state.text}</StatusTag>
        <View className='lead said desk__more'>{tie(found.title)}</View>
        <View className='note'>{tie(promise.words)}</View>
        {found.transfer && (
          <View className={found.transfer.late ? 'note late' : 'note'}>
            {tie([`转给${found.transfer.to.name}`, found.transfer.words].filter(Boolean).join('，'))}
          </View>
        )}
        {extensionInWords(found) && <View className='note soon'>{tie(extensionInWords(found)!)}</View>}
      </TicketCard>
      <OtherSteps steps={others} labelOf={(code) => staffStep(code, found).label} onChoose={setStep} />
      <Section title={found.isOwnWork ? '为什么去看' : '居民说的'}>
        <CaseWords description={found.description} photos={photos} />
        <Answers answers={found.answers} />
        <Card flush className='desk__more'>
          <Cell
            icon='user'
            title={reporter?.name ?? '没有留名'}
            brief={[`${momentInWords(found.filedAt, new Date())} ${found.channel.label}`, reporter?.home]
              .filter(Boolean)
              .join('，')}
          />
          <PlaceCell {...found} />
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
      {found.whistle && <WhistleSection whistle={found.whistle} />}
      <CaseHistory found={found} next={nextStepInWords(found, found.isOwnWork ? 'own' : 'staff')} />
      {found.mayNote && !waits && (
        <Card flush className='desk__more'>
          <Cell icon='edit' title='写一条内部备注' brief='只有同事看得到' onTap={() => setNotes(true)} />
          <StarCell found={found} onChange={onChange} />
        </Card>
      )}
      {notes && <NoteSheet found={found} onClose={() => setNotes(false)} onChange={onChange} />}
      {step && (
        <StepSheet key={step} step={step} found={found} onClose={() => setStep(undefined)} onChange={onChange} />
      )}
    </Page>
  )
}
