import { pauseCheck, resumeCheck, setCheck, stopCheck } from '@yike/shared/care/endpoints'
import {
  PAUSE_REASONS,
  PAUSE_REASON_CODES,
  UNTIL_CHOICES,
  UNTIL_DEFAULT,
  type PauseReason,
} from '@yike/shared/care/rules'
import type { CheckView } from '@yike/shared/care/schemas'
import { clock, clockOf } from '@yike/shared/time/china'
import { Button, Form, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { DayPicker } from '../kit/form/DayPicker'
import { Refusal } from '../kit/form/Refusal'
import { fullDay } from '../kit/show/text'
import { useWrite } from '../lib/query'
import { GuardedForm } from '../kit/form/unsaved'

const TODAY: Record<CheckView['today'], string> = {
  tapped: '今天报过平安了',
  waiting: '今天还没到时间',
  missed: '今天还没报平安',
  paused: '这几天停着',
}
const TIMES = UNTIL_CHOICES.map((minute) => ({ value: minute, label: `${clock(minute)} 前` }))

/** The daily 我很好: on or off, its time, and days off. */
export function CheckPane({ personId, check }: { personId: string; check: CheckView | null }) {
  const set = useWrite(setCheck)
  const stop = useWrite(stopCheck)
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>每天报平安</h2>
        <Button
          className='push'
          size='small'
          loading={set.isPending || stop.isPending}
          onClick={() => (check ? stop.mutate({ personId }) : set.mutate({ personId, until: UNTIL_DEFAULT }))}
        >
          {check ? '关掉' : '替他打开'}
        </Button>
      </div>
      {!check && <p className='note'>到点没点“我很好”，就告诉家人和网格员。</p>}
      {check && (
        <>
          <p>
            {TODAY[check.today]}
            {check.tappedAt && <span className='soft nums'>（{clockOf(new Date(check.tappedAt))}）</span>}
          </p>
          <div className='row care__steps'>
            最晚
            <Select
              aria-label='最晚几点'
              value={check.until}
              options={TIMES}
              onChange={(until) => set.mutate({ personId, until })}
            />
          </div>
          <Pause personId={personId} pause={check.pause} />
        </>
      )}
      <Refusal error={set.error ?? stop.error} />
    </section>
  )
}

function Pause({ personId, pause }: { personId: string; pause: CheckView['pause'] }) {
  const write = useWrite(pauseCheck)
  const resume = useWrite(resumeCheck)
  if (pause)
    return (
      <div className='row care__steps'>
        <span>
          {fullDay(pause.from)}到{fullDay(pause.to)}不用报，{pause.reason.label}
        </span>
        <Button size='small' loading={resume.isPending} onClick={() => resume.mutate({ personId })}>
          回来了
        </Button>
      </div>
    )
  return (
    <GuardedForm<{ days: [Dayjs, Dayjs]; reason: PauseReason }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ reason: 'trip' }}
      onFinish={({ days: [from, to], reason }) =>
        write.mutate({ personId, from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD'), reason })
      }
    >
      <Form.Item name='days' label='先停几天' rules={[{ required: true, message: '选从哪天到哪天' }]}>
        <DayPicker.RangePicker format='M月D日' placeholder={['从哪天', '到哪天']} />
      </Form.Item>
      <div className='row'>
        <Form.Item name='reason' noStyle>
          <Select
            aria-label='为什么停'
            popupMatchSelectWidth={false}
            options={PAUSE_REASON_CODES.map((code) => ({ value: code, label: PAUSE_REASONS[code] }))}
          />
        </Form.Item>
        <Button htmlType='submit' loading={write.isPending}>
          停这几天
        </Button>
      </div>
      <Refusal error={write.error} />
    </GuardedForm>
  )
}
