import { useRef, type ReactNode } from 'react'
import { CASE_KINDS, caseKind, type FormPart } from '@yike/shared/cases/kinds'
import { DANGERS } from '@yike/shared/cases/dangers'
import type { LngLat } from '@yike/shared/geo/walking'
import { Button } from '@/kit/base/button'
import { Field, FieldFrame } from '@/kit/form/field'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { dial } from '@/lib/api/community'
import type { ApiError } from '@/lib/api/api'
import { DictateButton } from '@/lib/parts/dictate-button'
import { CategoryChoice } from './category-choice'
import { QuestionField } from './question-field'
import { DangerCard, DangerQuestion } from './danger-card'
import { PlaceChoice } from './place-choice'
import { WORDS_MAX, WORDS_MIN, type Report, type useReport } from './use-report'

const TOO_SHORT = `说说是什么事，写 ${WORDS_MIN} 个字以上；不想写就拍张照片`

interface Props {
  draft: Report
  report: ReturnType<typeof useReport>
  change: (part: Partial<Report>) => void
  /** It was tried to hand the report in: what is missing is said. */
  tried: boolean
  error: ApiError | undefined
  home: LngLat | null
  wordsHelp: string
  /** Stands beside the label of the words instead of the button that listens. */
  wordsAside?: ReactNode
  /** Left out where the office chooses. */
  hidesCategory?: boolean
}

/** The fields of a report, in the order of its kind. The answer about safety brings the numbers to ring before the rest. */
export function ReportFields(props: Props) {
  const fields: Record<FormPart, (props: Props) => ReactNode> = {
    danger: Danger,
    questions: Questions,
    words: Words,
    photos: Photos,
    place: Place,
    parties: Parties,
    // A switch below everything else; staff report under their own name.
    anonymous: () => null,
    // Kinds that have these are filed from the guide of matters.
    matter: () => null,
    note: () => null,
  }
  return props.report.parts.map((part) => {
    const Part = fields[part]
    return <Part key={part} {...props} />
  })
}

function Danger({ draft: { kind, danger }, change }: Props) {
  return (
    <>
      <DangerQuestion
        asked={caseKind(kind).dangers ?? []}
        danger={danger}
        onAnswer={(next) => change({ danger: next, rung: false })}
      />
      {danger && <DangerCard danger={danger} onRung={() => change({ rung: true })} />}
    </>
  )
}

const Questions = ({ draft: { answers }, report: { questions, unanswered }, change, tried, error }: Props) =>
  questions.map((question) => (
    <QuestionField
      key={question}
      question={question}
      values={answers[question] ?? []}
      lacks={tried && question === unanswered}
      problem={error?.details?.fields?.[`answers.${question}`]?.[0]}
      onChange={(values) => change({ answers: { ...answers, [question]: values } })}
    />
  ))

function Words({ draft, report, change, tried, error, wordsHelp, wordsAside, hidesCategory }: Props) {
  const { kind, words, danger } = draft
  /** Several pieces of speech may come before the page is drawn anew: each is added to the words of now. */
  const latest = useRef(words)
  latest.current = words
  const hear = (said: string) => {
    latest.current += said
    change({ words: latest.current })
  }
  const { known, typed, found, chosen, reason, likely, feared, photos, lacksWords } = report
  return (
    <>
      <Field
        label='什么事'
        long
        maxLength={WORDS_MAX}
        placeholder={CASE_KINDS[kind].placeholder}
        value={words}
        aside={wordsAside ?? <DictateButton onText={hear} />}
        optional={photos.queued.length > 0 ? '有照片，不写也行' : undefined}
        help={wordsHelp}
        problem={tried && lacksWords ? TOO_SHORT : error?.details?.fields?.description?.[0]}
        onChange={(next) => change({ words: next })}
      />
      {!danger && feared && <DangerCard danger={feared} onRung={() => undefined} />}
      {!hidesCategory && known.length > 0 && (typed.length >= WORDS_MIN || found) && (
        <CategoryChoice
          found={found}
          chosen={chosen}
          reason={reason}
          likely={likely}
          categories={known}
          onChoose={(id) => change({ categoryId: id })}
        />
      )}
    </>
  )
}

const Photos = ({ report: { photos }, error }: Props) => (
  <FieldFrame label='拍张照' optional='只拍照片也行' problem={photos.refusal ?? error?.details?.fields?.photoIds?.[0]}>
    <PhotoGrid {...photos.grid} />
  </FieldFrame>
)

const Place = ({ draft: { address, position }, report: { taken }, change, error, home }: Props) => (
  <>
    <PlaceChoice
      where={{ address, position }}
      home={home}
      problem={error?.details?.fields?.address?.[0] ?? error?.details?.fields?.position?.[0]}
      onChange={change}
    />
    {taken && (
      <Button icon='pin' look='bare' onTap={() => change({ position: taken })}>
        照片里有拍照的位置，就用那儿
      </Button>
    )}
  </>
)

const Parties = ({ draft: { otherName, otherPhone }, change, error }: Props) => (
  <>
    <Field
      label='对方是谁'
      optional='不知道就不写'
      maxLength={30}
      value={otherName}
      help='只有调解员和管调解的人看得到，窗口和邻居都看不到'
      problem={error?.details?.fields?.['parties.0.name']?.[0]}
      onChange={(next) => change({ otherName: next })}
    />
    <Field
      label='对方的电话'
      optional='不写也行'
      type='phone'
      maxLength={20}
      value={otherPhone}
      problem={error?.details?.fields?.['parties.0.phone']?.[0]}
      onChange={(next) => change({ otherPhone: next })}
    />
  </>
)

/** The button that hands a report in; while a danger stops it, the one that rings, and a way on for who has rung. */
export function ReportBar({
  draft: { danger },
  stopped,
  busy,
  children,
  change,
  onSubmit,
}: {
  draft: Pick<Report, 'danger'>
  stopped: boolean
  busy: string | false
  children: string
  change: (part: Partial<Report>) => void
  onSubmit: () => Promise<void>
}) {
  const rung = () => change({ rung: true })
  if (!stopped || !danger)
    return (
      <Button look='main' block busy={busy} onTap={() => void onSubmit()}>
        {children}
      </Button>
    )
  const { name, phone } = DANGERS[danger].phones[0]
  const ring = () => {
    dial(phone)
    rung()
  }
  return (
    <>
      <Button look='danger' icon='phone' block onTap={ring}>
        {`先打 ${phone} ${name}`}
      </Button>
      <Button look='bare' block onTap={rung}>
        电话打过了，接着报
      </Button>
    </>
  )
}
