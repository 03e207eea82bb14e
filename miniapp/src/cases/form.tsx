import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { toastOnNextPage } from '@/kit/page/toast'
import { fileCase } from '@yike/shared/cases/endpoints'
import { CASE_KINDS, caseKind, SAID_KINDS, type CaseKindCode } from '@yike/shared/cases/kinds'
import { getMe } from '@yike/shared/people/endpoints'
import { Button } from '@/kit/base/button'
import { DutyTimes } from './duty-times'
import { GuideCard } from './guide-card'
import { KindChoice } from './kind-choice'
import { Failed } from '@/kit/page/page-states'
import { isInSight } from '@/kit/page/go-back'
import { Page } from '@/kit/page/page'
import { Toggle } from '@/kit/form/toggles'
import { useDraft } from '@/lib/storage/use-draft'
import { useSession } from '@/lib/api/session'
import { useSettings } from '@/lib/storage/settings'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useCached } from '@/lib/offline/use-cached'
import { useStep } from '@/lib/offline/use-step'
import { Neighbours } from './neighbours'
import { ReportBar, ReportFields } from './report-fields'
import { EMPTY_REPORT, useReport, WORDS_MIN, type Report } from './use-report'
import './form.scss'

interface Draft extends Report {
  anonymous: boolean
}

const EMPTY: Draft = { ...EMPTY_REPORT, anonymous: false }
/** The kinds of the elder view, and the one that another page led to. */
const inElderView = (chosen: CaseKindCode) => SAID_KINDS.filter((kind) => kind === chosen || caseKind(kind).inElderView)
const isSaid = (kind: string | undefined): kind is CaseKindCode => SAID_KINDS.some((code) => code === kind)
const WITHOUT_TYPING = '不想打字，点键盘上的话筒说'
const PHOTO_ALONE = '；只拍照片也行'
const HELD_BY_PHONE = '也可以给社区打电话，我们替您写'

/**
 * 反映问题: the fields of the kind, in its order. The draft stays until it is handed in; without a signal it is kept on the
 * phone and sent once, when there is one.
 */
export default function CaseFormPage() {
  const { elder } = useSettings()
  const signedIn = useSession() !== null
  const me = useCached('help:me', getMe, signedIn ? {} : null)
  const [draft, change, clear] = useDraft('case', EMPTY)
  const [resumed] = useState(draft.words !== '' || draft.photos.length > 0)
  const report = useReport(draft, change)
  const withoutTyping = report.asks('photos') ? `${WITHOUT_TYPING}${PHOTO_ALONE}` : WITHOUT_TYPING
  const later = useOfflineQueue()
  const file = useStep(fileCase)
  const [tried, setTried] = useState(false)
  const { kind, words, anonymous, address, position } = draft

  // Another page leads here for one kind; what was written before stays, and another kind can be chosen.
  const { kind: asked } = useRouter().params
  useEffect(() => {
    if (isSaid(asked)) change({ kind: asked, categoryId: null, danger: null, rung: false })
    // Once, when the page opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  // A person who cannot type well need not give a place: most often it is at home.
  const home = me.data?.home ?? null
  const prefills = elder && home !== null && !address && !position
  useEffect(() => {
    if (prefills) change({ address: home.text, position: home.position })
  }, [prefills, home, change])

  const forget = () => {
    report.photos.clear()
    // After the photos, which change the draft.
    clear()
    file.forget()
    setTried(false)
  }
  const submit = async () => {
    setTried(true)
    if (report.lacksWords || report.unanswered) return
    const filed = await file.run(
      { ...report.input(), photoIds: [], anonymous: report.asks('anonymous') && anonymous },
      {
        about: 'case',
        says: [CASE_KINDS[kind].label, words.trim().slice(0, 20)].filter(Boolean).join('：'),
        photos: report.photos.queued,
        draft: 'case',
        form: draft,
      },
    )
    if (!filed) return
    forget()
    if (!isInSight('cases/form')) return
    if (filed === 'waiting') return void Taro.redirectTo({ url: '/cases/cases' })
    toastOnNextPage('交给社区了', 'success')
    await Taro.redirectTo({ url: `/cases/case?id=${filed.answer.id}` })
  }

  const isResumed = resumed && words !== ''
  return (
    <Page
      title={CASE_KINDS[kind].label}
      keepsWords
      bar={
        <ReportBar
          draft={draft}
          stopped={report.stopped}
          busy={file.busy && '正在交…'}
          change={change}
          onSubmit={submit}
        >
          交给社区
        </ReportBar>
      }
    >
      <OfflineQueueBar {...later} />
      <KindChoice kinds={elder ? inElderView(kind) : SAID_KINDS} chosen={kind} onChoose={change} />
      <GuideCard guide={caseKind(kind).guide} />
      <DutyTimes key={kind} kind={kind} />
      <ReportFields
        {...{ draft, report, change, error: file.error }}
        home={home?.position ?? null}
        tried={tried}
        hidesCategory={elder}
        wordsHelp={isResumed ? '接着上次没交的写' : elder ? `${withoutTyping}。${HELD_BY_PHONE}` : withoutTyping}
        wordsAside={
          isResumed ? (
            <Button look='bare' onTap={forget}>
              重写
            </Button>
          ) : undefined
        }
      />
      {CASE_KINDS[kind].isShared && signedIn && report.typed.length >= WORDS_MIN && (
        <Neighbours
          report={{
            kind,
            categoryId: report.found?.id,
            description: report.typed,
            ...(report.asks('place') && { address: address || undefined, position: position ?? undefined }),
          }}
        />
      )}
      {report.asks('anonymous') && (
        <Toggle
          title='不显示我的名字'
          brief='只有社区管理员看得到，方便给您回电话'
          on={anonymous}
          onChange={(on) => change({ anonymous: on })}
        />
      )}
      {file.error && (
        <View className='section'>
          <Failed error={file.error} onRetry={() => void submit()} />
        </View>
      )}
    </Page>
  )
}
