import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { commentCase, getCase, rateCase, reopenCase } from '@yike/shared/cases/endpoints'
import type { CaseKindCode } from '@yike/shared/cases/kinds'
import { nextStepInWords } from '@yike/shared/cases/next-step'
import { RATINGS, ratingLabel } from '@yike/shared/cases/ratings'
import type { CaseView } from '@yike/shared/cases/schemas'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Answers } from '@/kit/card/answers'
import { CaseFacts } from '@/kit/card/case-facts'
import { Choices } from '@/kit/form/chips'
import { TicketCard } from '@/kit/card/ticket-card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { PhotoRow } from '@/kit/card/photo-row'
import { Sheet } from '@/kit/sheet/sheet'
import { StatusTag } from '@/kit/base/tag'
import { Timeline } from '@/kit/card/timeline'
import { tie } from '@/kit/base/text'
import { caseTimeline } from '@/lib/parts/case-timeline'
import { dial } from '@/lib/api/community'
import { RemindMe } from '@/lib/parts/remind-me'
import { caseState, promiseFigure, promiseTime } from '@/lib/parts/promise'
import { useAction } from '@/lib/api/use-action'
import { usePhotos } from '@/lib/api/use-photos'
import { useCached } from '@/lib/offline/use-cached'
import { CaseLinks } from './case-links'
import { DutyTimes } from './duty-times'
import { Papers } from './papers'
import './case.scss'

const SCORES = RATINGS.map(({ score, label }) => ({ value: score, text: label }))

/** The kinds of message that may still come about a case. */
const TOLD = ['case_replied', 'case_asked', 'case_ready', 'case_resolved']

type Asked = 'comment' | 'reopen' | null

function PromiseCard({ found, now }: { found: CaseView; now: Date }) {
  const { promise } = found
  const time = promiseTime(found)
  const state = caseState(found)
  const due = promise.dueAt && new Date(promise.dueAt)
  return (
    <TicketCard
      time={time}
      {...promiseFigure(promise)}
      foot={
        <View>
          <View className='lead said'>{tie(found.title)}</View>
          <CaseFacts facts={[found.category?.name]} number={found.number} />
        </View>
      }
    >
      <StatusTag tone={state.tone}>{state.text}</StatusTag>
      {time && due && promise.state !== 'paused' ? (
        <View className='case__due'>
          <View className='note'>{promise.of === 'solve' ? '最晚办好' : '最晚答复您'}</View>
          <View className='title nums'>{dayLabel(dayOf(due), dayOf(now))}</View>
          <View className='title nums'>{clockOf(due)} 前</View>
          {promise.state === 'late' && <View className='note'>{tie(promise.words)}</View>}
        </View>
      ) : (
        <View className='title case__due'>{tie(promise.words)}</View>
      )}
      {found.waitUntil && (
        <View className='note'>
          {tie(`${momentInWords(found.waitUntil, now)}前没有回音就先办结，以后还能要求重办`)}
        </View>
      )}
    </TicketCard>
  )
}

function Rate({ found, onDone, onReopen }: { found: CaseView; onDone: () => Promise<void>; onReopen: () => void }) {
  const rate = useAction(rateCase)
  const [score, setScore] = useState<(typeof RATINGS)[number]['score'] | null>(null)
  const [comment, setComment] = useState('')
  const submit = async () => {
    if (score === null) return
    if (!(await rate.run({ id: found.id, score, comment: comment.trim() || undefined }))) return
    await onDone()
    if (score === 1) onReopen()
  }
  return (
    <Section title='办好了吗'>
      <Card>
        <Choices options={SCORES} chosen={score} onChange={setScore} />
        {score !== null && (
          <>
            <Field label='想说的话' optional='不写也行' long maxLength={200} value={comment} onChange={setComment} />
            {rate.error && <Failed error={rate.error} />}
            <Button look='main' block busy={rate.busy && '正在交…'} onTap={() => void submit()}>
              就这样评
            </Button>
          </>
        )}
      </Card>
    </Section>
  )
}

const ASKS = {
  comment: { title: '补充什么', label: '说一说', placeholder: '比如：今天又灭了两盏', done: '交给社区' },
  reopen: { title: '哪儿还没好', label: '还有什么没办好', placeholder: '比如：修了一天又坏了', done: '请社区再办' },
} as const

function AskSheet({
  id,
  asked,
  takesPhotos,
  onClose,
  onDone,
}: {
  id: string
  /** Photos of papers are sent with their paper. */
  takesPhotos: boolean
  asked: 'comment' | 'reopen'
  onClose: () => void
  onDone: () => Promise<void>
}) {
  const { title, label, placeholder, done } = ASKS[asked]
  const comment = useAction(commentCase)
  const reopen = useAction(reopenCase)
  const [words, setWords] = useState('')
  const photos = usePhotos()
  const action = asked === 'comment' ? comment : reopen
  const submit = async () => {
    const said = words.trim()
    const sent =
      asked === 'comment'
        ? await comment.run({ id, text: said, photoIds: photos.ids })
        : await reopen.run({ id, reason: said, photoIds: photos.ids })
    if (!sent) return
    await onDone()
    onClose()
  }
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      foot={
        <Button
          look='main'
          block
          off={words.trim().length < 2 || photos.pending}
          busy={action.busy && '正在交…'}
          onTap={() => void submit()}
        >
          {done}
        </Button>
      }
    >
      <Field
        label={label}
        long
        maxLength={asked === 'comment' ? 500 : 200}
        placeholder={placeholder}
        value={words}
        problem={action.problemWith('text') ?? action.problemWith('reason')}
        onChange={setWords}
      />
      {takesPhotos && <PhotoGrid {...photos.grid} />}
      {photos.refusal && <View className='field__bad'>{tie(photos.refusal)}</View>}
      {action.error && <Failed error={action.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}

/**
 * 办到哪了: the promise, the report, every step with its author and reason, and once it is answered the question
 * whether it is good.
 */
export default function CasePage() {
  const { id = '' } = useRouter().params
  const { data: found, error, reload, cachedAt } = useCached(`case:${id}`, getCase, { id })
  const [asked, setAsked] = useState<Asked>(null)
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const now = new Date()

  if (error && !found)
    return (
      <Page title='办到哪了'>
        {error.code === 'NOT_FOUND' ? (
          <Empty title='没找到这件事' say='可能是用别的账号反映的，换那个账号看看' />
        ) : (
          <Failed error={error} onRetry={() => void reload()} />
        )}
      </Page>
    )
  if (!found)
    return (
      <Page title='办到哪了'>
        <Loading rows={2} />
      </Page>
    )

  return (
    <Page
      title='办到哪了'
      ownCall
      seenAt={cachedAt}
      bar={
        <Buttons>
          <Button icon='phone' onTap={() => dial(found.phone)}>
            打电话问问
          </Button>
          {found.can.comment ? (
            <Button look='main' onTap={() => setAsked('comment')}>
              补充情况
            </Button>
          ) : (
            found.can.reopen && (
              <Button look='main' onTap={() => setAsked('reopen')}>
                没办好，请再办
              </Button>
            )
          )}
        </Buttons>
      }
    >
      <PromiseCard found={found} now={now} />
      {found.matter && <Papers found={found} matter={found.matter} onDone={reload} />}
      <CaseLinks found={found} />
      {found.can.comment && <DutyTimes kind={found.kind.code as CaseKindCode} />}
      {found.promise.state !== 'answered' && <RemindMe kinds={TOLD} title='有答复用微信告诉您？' />}
      {found.can.rate && <Rate found={found} onDone={reload} onReopen={() => setAsked('reopen')} />}
      {found.rating && (
        <Section title='您的评价'>
          <Card>
            <View className='lead'>{ratingLabel(found.rating.score)}</View>
            {found.rating.comment && <View className='note'>{tie(found.rating.comment)}</View>}
          </Card>
        </Section>
      )}
      <Section title='经过'>
        <Card>
          <Timeline items={caseTimeline(found, nextStepInWords(found, 'reporter'), now)} />
        </Card>
      </Section>
      <Section title={found.partOf ? '这件是什么事' : '您说的'}>
        <Card>
          {(found.description || found.matter) && (
            <View className='case__words'>{found.description || '没有留话'}</View>
          )}
          {found.wordsHidden && (
            <View className='note'>{tie('有几个字社区隐去了，别人看不到；您看到的是自己的原话')}</View>
          )}
          <PhotoRow photos={found.photos} />
        </Card>
        <Answers answers={found.answers} />
        {(found.address || found.anonymous) && (
          <Card flush>
            {found.address && <Cell icon='pin' title={found.address} />}
            {found.anonymous && <Cell icon='lock' title='没有留名' brief='只有社区管理员看得到您是谁' />}
          </Card>
        )}
      </Section>
      {asked && (
        <AskSheet id={id} asked={asked} takesPhotos={!found.matter} onClose={() => setAsked(null)} onDone={reload} />
      )}
    </Page>
  )
}
