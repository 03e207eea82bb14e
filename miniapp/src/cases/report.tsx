import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { fileCaseForSomebody } from '@yike/shared/cases/endpoints'
import { CASE_KIND_CODES, CASE_KINDS, circleOf, type FormPart } from '@yike/shared/cases/kinds'
import { getStaffMe } from '@yike/shared/people/endpoints'
import { Button } from '@/kit/base/button'
import { Chips } from '@/kit/form/chips'
import { FieldFrame } from '@/kit/form/field'
import { goBackOnce, isInSight } from '@/kit/page/go-back'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { toastOnNextPage } from '@/kit/page/toast'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useCached } from '@/lib/offline/use-cached'
import { useStep } from '@/lib/offline/use-step'
import { useDraft } from '@/lib/storage/use-draft'
import { ForWhom, NOBODY, reporterIn, type Whom } from './for-whom'
import { KindChoice } from './kind-choice'
import { ReportBar, ReportFields } from './report-fields'
import { EMPTY_REPORT, useReport, type Report } from './use-report'
import './form.scss'

interface Draft extends Report {
  communityId: string
  whom: Whom
}

const EMPTY: Draft = { ...EMPTY_REPORT, kind: 'hazard', communityId: '', whom: NOBODY }
/** Somebody on the spot reports what has a place, and what they may see again afterwards. */
const KINDS = CASE_KIND_CODES.filter(
  (kind) => circleOf(kind) === 'office' && (CASE_KINDS[kind].form as readonly FormPart[]).includes('place'),
)
const HELP = '写不写都行，拍清楚就好；没网也能交，有网了自己发'

/** 随手报: staff on their round report what they see. Without a signal it is kept on the phone and sent once. */
export default function ReportPage() {
  const me = useCached('work:me', getStaffMe, {})
  const [draft, change, clear] = useDraft('report', EMPTY)
  const report = useReport(draft, change)
  const later = useOfflineQueue()
  const file = useStep(fileCaseForSomebody)
  const [tried, setTried] = useState(false)
  const { kind, words, danger, communityId, whom } = draft
  const communities = me.data?.communities ?? []
  const first = communities[0]?.id
  useEffect(() => {
    if (first && !communityId) change({ communityId: first })
  }, [first, communityId, change])

  const isKnown = file.error?.code === 'PERSON_KNOWN'
  const submit = async (isSomebodyElse?: boolean) => {
    setTried(true)
    if (report.lacksWords || report.unanswered || !communityId) return
    const { label } = CASE_KINDS[kind]
    const filed = await file.run(
      { ...report.input(), photoIds: [], communityId, channel: 'grid', ...reporterIn(whom, isSomebodyElse) },
      {
        about: 'report',
        says: [`报${label}`, words.trim().slice(0, 20) || report.found?.name || '一张照片'].join('：'),
        photos: report.photos.queued,
        draft: 'report',
        form: draft,
      },
    )
    if (!filed) return
    report.photos.clear()
    clear()
    if (!isInSight('cases/report')) return
    if (filed === 'waiting') return void goBackOnce()
    toastOnNextPage('报上去了', 'success')
    await Taro.redirectTo({ url: `/desk/case?id=${filed.answer.id}` })
  }

  if (!me.data)
    return (
      <Page title='随手报'>
        {me.error ? <Failed error={me.error} onRetry={() => void me.reload()} /> : <Loading />}
      </Page>
    )
  return (
    <Page
      title='随手报'
      keepsWords
      seenAt={me.cachedAt}
      bar={
        <ReportBar
          draft={{ danger }}
          stopped={report.stopped}
          busy={file.busy && '正在报…'}
          change={change}
          onSubmit={() => submit()}
        >
          报上去
        </ReportBar>
      }
    >
      <OfflineQueueBar {...later} />
      <KindChoice kinds={KINDS} chosen={kind} onChoose={change} />
      {communities.length > 1 && (
        <FieldFrame label='哪个社区'>
          <Chips
            all
            options={communities.map(({ id, name }) => ({ value: id, text: name }))}
            chosen={[communityId]}
            onChange={(id) => change({ communityId: id })}
          />
        </FieldFrame>
      )}
      <ReportFields {...{ draft, report, change, error: file.error }} home={null} tried={tried} wordsHelp={HELP} />
      <ForWhom
        whom={whom}
        mayFind={me.data.permissions.includes('person.find')}
        onChange={(next) => {
          file.forget()
          change({ whom: next })
        }}
      />
      {file.error && (
        <View className='section'>
          <Failed error={file.error} onRetry={isKnown ? undefined : () => void submit()} />
          {isKnown && (
            <Button block onTap={() => void submit(true)}>
              不是同一位，照样报
            </Button>
          )}
        </View>
      )}
    </Page>
  )
}
