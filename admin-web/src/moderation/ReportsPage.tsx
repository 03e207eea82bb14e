import { decideReport, listReports } from '@yike/shared/moderation/endpoints'
import type { ReportSubject } from '@yike/shared/moderation/reports'
import type { ReportView } from '@yike/shared/moderation/schemas'
import { App, Button, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useReadPages, useWrite } from '../lib/query'
import { useQueryParams } from '../lib/useQueryParams'
import './reports.css'

/** The page on which a thing is taken down or changed. */
const PAGES: Record<ReportSubject, (id: string) => string> = {
  notice: (id) => `/notices/${id}`,
  place: (id) => `/places/${id}`,
  service: (id) => `/services/${id}`,
  case: (id) => `/cases/${id}`,
}

/** Reports about public words and pictures: looked at, and then decided with an answer. */
export default function ReportsPage() {
  const [address, change] = useQueryParams()
  const state = address.show === 'decided' ? 'decided' : 'open'
  const reports = useReadPages(listReports, { state, limit: 50 })
  return (
    <>
      <PageHead
        title='举报'
        note='谁举报的不显示，结果会告诉他'
        beside={
          <Segmented
            aria-label='看哪些举报'
            options={[
              { label: '等处理', value: 'open' },
              { label: '处理过的', value: 'decided' },
            ]}
            value={state}
            onChange={(show) => change({ show: show === 'decided' ? show : undefined })}
          />
        }
      />
      <section className='pane reports'>
        {reports.error && !reports.data ? (
          <Failed error={reports.error} onRetry={reports.refetch} />
        ) : !reports.data ? (
          <Loading />
        ) : reports.data.length === 0 ? (
          <Empty text={state === 'open' ? '没有等处理的举报。' : '还没有处理过举报。'} />
        ) : (
          <ul>
            {reports.data.map((report) => (
              <One key={report.id} report={report} />
            ))}
          </ul>
        )}
        {reports.hasNextPage && (
          <Button block loading={reports.isFetchingNextPage} onClick={() => void reports.fetchNextPage()}>
            再看一些
          </Button>
        )}
      </section>
    </>
  )
}

type Decision = 'taken_down' | 'removed' | 'stays'

function One({ report }: { report: ReportView }) {
  const { id, subject, reason, words, at, state, answer, decidedBy, mayTakeDown } = report
  const now = useNow()
  const [deciding, setDeciding] = useState<Decision>()
  return (
    <li className='reports__i'>
      <span className='row'>
        <span className='note'>{subject.label}</span>
        <Link className='lead' to={PAGES[subject.type](subject.id)}>
          {subject.title}
        </Link>
        <span className='note push nums'>{dayAndClock(at, now)}</span>
      </span>
      <span>
        <span className='strong'>{reason.label}</span>
        {words && `：${words}`}
      </span>
      {state.code === 'open' ? (
        <span className='row'>
          <Link to={PAGES[subject.type](subject.id)}>
            <Button>去看、去改</Button>
          </Link>
          {mayTakeDown && (
            <Button aria-label={`${subject.title}：拿下来`} onClick={() => setDeciding('taken_down')}>
              拿下来
            </Button>
          )}
          <Button
            aria-label={`${subject.title}：已经${mayTakeDown ? '改好' : '拿掉'}`}
            onClick={() => setDeciding('removed')}
          >
            已经{mayTakeDown ? '改好' : '拿掉'}
          </Button>
          <Button aria-label={`${subject.title}：没有问题`} onClick={() => setDeciding('stays')}>
            没有问题
          </Button>
        </span>
      ) : (
        <span className='row'>
          <StatusTag tone={state.code === 'removed' ? 'done' : 'plain'}>{state.label}</StatusTag>
          <span className='note'>{[decidedBy, answer].filter(Boolean).join('：')}</span>
        </span>
      )}
      {deciding && (
        <Decide report={{ id, title: subject.title }} decision={deciding} onClose={() => setDeciding(undefined)} />
      )}
    </li>
  )
}

const DECISIONS: Record<Decision, { head: string; note: string; done: string }> = {
  taken_down: { head: '拿下来', note: '邻居、地图和公开接口里马上看不到了，这件事照常办', done: '拿下来，告诉他' },
  removed: { head: '拿掉了', note: '先在那一页撤回或改好，再来这里记', done: '记下拿掉了' },
  stays: { head: '没有问题', note: '为什么没有问题', done: '记下没有问题' },
}

function Decide({
  report: { id, title },
  decision,
  onClose,
}: {
  report: { id: string; title: string }
  decision: Decision
  onClose: () => void
}) {
  const { message } = App.useApp()
  const { head, note, done } = DECISIONS[decision]
  const [removed, takeDown] = [decision !== 'stays', decision === 'taken_down']
  const decide = useWrite(decideReport, () => {
    void message.success('记下了，举报的人会收到消息')
    onClose()
  })
  return (
    <GuardedModal open title={`${head}：${title}`} footer={null} width={440} destroyOnHidden onCancel={onClose}>
      <GuardedForm<{ answer: string }>
        layout='vertical'
        requiredMark={false}
        onFinish={(fields) => decide.mutate({ id, removed, takeDown, ...fields })}
      >
        <Form.Item
          name='answer'
          label='告诉他一句'
          extra={note}
          rules={[{ required: true, whitespace: true, message: '写一句，举报的人看得到' }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={100} showCount autoFocus />
        </Form.Item>
        <Refusal error={decide.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={decide.isPending}>
            {done}
          </Button>
        </div>
      </GuardedForm>
    </GuardedModal>
  )
}
