import { changeIncident, exportIncident, getIncident, takeIncidentStep } from '@yike/shared/privacy/endpoints'
import { clockInWords, type IncidentStep } from '@yike/shared/privacy/incidents'
import type { IncidentView } from '@yike/shared/privacy/incident-schemas'
import { dayOf, toApiTime } from '@yike/shared/time/china'
import { instantInFull } from '@yike/shared/time/words'
import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { TimeField } from '../kit/form/TimeField'
import { GuardedDrawer, GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { PrintSheet } from '../kit/show/PrintSheet'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock, tie } from '../kit/show/text'
import { download } from '../lib/api'
import { useRead, useWrite } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import { fieldsOf, IncidentForm } from './IncidentForm'
import './privacy.css'

type Duty = IncidentView['duties'][number]
const labels = (all: readonly { label: string }[]) => all.map(({ label }) => label).join('、')
const inFull = (instant: string) => instantInFull(new Date(instant))

/** One incident: the clock of what is due, the facts, the steps that were taken; to print and to keep. */
export default function IncidentPage() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useRead(getIncident, { id })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return <Incident incident={data} />
}

function Incident({ incident }: { incident: IncidentView }) {
  const now = useNow()
  /** The incident as it was when its form was opened: somebody else's change meanwhile is a conflict. */
  const [changing, setChanging] = useState<IncidentView>()
  const [step, setStep] = useState<Duty>()
  const [saveError, setSaveError] = useState<Error | null>(null)
  const change = useWrite(changeIncident, () => setChanging(undefined))
  const title = `${labels(incident.kinds)}（${dayAndClock(incident.noticedAt, now)}发现）`
  const save = () => {
    setSaveError(null)
    return download(exportIncident, { id: incident.id, format: 'xlsx' as const })
      .then((blob) => saveFile(`个人信息安全事件 ${dayOf(new Date(incident.noticedAt))}.xlsx`, blob))
      .catch((cause: unknown) => setSaveError(cause as Error))
  }
  return (
    <>
      <PageHead
        title={title}
        note={`${incident.office}，${incident.level.label}，${incident.by}登记`}
        tools={
          <>
            <Button onClick={() => setChanging(incident)}>改、补</Button>
            <PrintSheet label='打印' title='个人信息安全事件登记表' stamp={incident.office}>
              <Facts incident={incident} />
              <h2>办了什么</h2>
              <Entries incident={incident} />
            </PrintSheet>
            <Button onClick={() => void save()}>导出 Excel</Button>
          </>
        }
      />
      <Refusal error={saveError} />
      <div className='columns'>
        <section className='pane columns__main' aria-labelledby='facts'>
          <h2 id='facts' className='lead'>
            登记的情况
          </h2>
          <Facts incident={incident} />
        </section>
        <section className='pane columns__side' aria-labelledby='duties'>
          <h2 id='duties' className='lead'>
            要办的
          </h2>
          <ul className='plain-list'>
            {incident.duties.map((duty) => (
              <li key={duty.step.code} className='incident__step'>
                <DutyLine duty={duty} incident={incident} now={now} onTake={() => setStep(duty)} />
              </li>
            ))}
          </ul>
          <h3>办了什么</h3>
          {incident.entries.length === 0 ? <p className='note'>还没有记。</p> : <Entries incident={incident} />}
        </section>
      </div>
      <GuardedDrawer
        open={changing !== undefined}
        title='改、补'
        size={560}
        destroyOnHidden
        onClose={() => setChanging(undefined)}
      >
        {changing && (
          <IncidentForm
            initial={fieldsOf(changing)}
            label='改好了'
            error={change.error}
            isPending={change.isPending}
            onSend={(fields) => change.mutate({ ...fields, id: changing.id, revision: changing.revision })}
          />
        )}
      </GuardedDrawer>
      <GuardedModal
        open={step !== undefined}
        title={step?.step.label}
        footer={null}
        width={460}
        destroyOnHidden
        onCancel={() => setStep(undefined)}
      >
        {step && <StepForm incidentId={incident.id} duty={step} onDone={() => setStep(undefined)} />}
      </GuardedModal>
    </>
  )
}

interface DutyProps {
  duty: Duty
  incident: IncidentView
  now: Date
  onTake: () => void
}
function DutyLine({ duty, incident, now, onTake }: DutyProps) {
  const { step, basis, dueAt, doneAt, isWaived, isLate } = duty
  const act = doneAt ? '再记一次' : '记下'
  const clock = clockInWords(
    {
      step: step.code as IncidentStep,
      dueAt: dueAt ? new Date(dueAt) : null,
      doneAt: doneAt ? new Date(doneAt) : null,
    },
    { noticedAt: new Date(incident.noticedAt) },
    now,
  )
  return (
    <>
      <span className='row'>
        <span className='strong'>{step.label}</span>
        {doneAt ? (
          <StatusTag tone={isLate ? 'late' : 'done'}>
            {isWaived ? '不用办' : isLate ? '超过时限才办' : '办了'}
          </StatusTag>
        ) : (
          isLate && <StatusTag tone='late'>超过时限</StatusTag>
        )}
        <Button size='small' className='push' aria-label={`${act}：${step.label}`} onClick={onTake}>
          {act}
        </Button>
      </span>
      <span className='note nums'>
        {[clock, dueAt && `最晚 ${inFull(dueAt)}`, doneAt && `${inFull(doneAt)} 办的`, basis]
          .filter(Boolean)
          .join('，')}
      </span>
    </>
  )
}

function Facts({ incident }: { incident: IncidentView }) {
  const { contact } = incident
  const lines = [
    ['单位', `${incident.office}，联系人 ${contact.name} ${contact.phone}`],
    ['是什么', `${labels(incident.kinds)}，${incident.isCertain ? '已经发生' : '可能发生'}`],
    ['发现', inFull(incident.noticedAt)],
    ['发生', incident.happenedAt ? inFull(incident.happenedAt) : '还不清楚'],
    ['经过', incident.what],
    ['原因', incident.cause || '还不清楚'],
    ['可能的危害', incident.harm || '还不清楚'],
    ['哪几类资料', labels(incident.data)],
    ['涉及', `${tie(incident.people, '人')}，其中未成年人 ${tie(incident.minors, '人')}`],
    ['级别', `${incident.level.label}${incident.isCrime ? '，涉嫌犯罪' : ''}`],
    ['已采取的措施', incident.measures || '还没有写'],
    ['本人可以怎么做', incident.advice || '还没有写'],
  ] as const
  return (
    <table className='incident__facts'>
      <tbody>
        {lines.map(([label, value]) => (
          <tr key={label}>
            <th scope='row'>{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Entries = ({ incident: { entries } }: { incident: IncidentView }) => (
  <ul className='plain-list'>
    {entries.map(({ id, step, at, to, words, isWaived, by }) => (
      <li key={id} className='incident__step'>
        <span className='strong'>
          {step.label}
          {isWaived && '：不用办'}
        </span>
        <span className='note nums'>{[inFull(at), to, `${by}记`].filter(Boolean).join('，')}</span>
        <span>{words}</span>
      </li>
    ))}
  </ul>
)

interface StepFields {
  at: string
  to?: string
  words: string
  isWaived?: boolean
}

function StepForm({ incidentId, duty, onDone }: { incidentId: string; duty: Duty; onDone: () => void }) {
  const take = useWrite(takeIncidentStep, onDone)
  return (
    <GuardedForm<StepFields>
      layout='vertical'
      requiredMark={false}
      initialValues={{ at: toApiTime(new Date()) }}
      onFinish={(fields) => take.mutate({ ...fields, id: incidentId, step: duty.step.code as IncidentStep })}
    >
      <Form.Item name='at' label='什么时候' rules={[{ required: true, message: '选时间' }]}>
        <TimeField />
      </Form.Item>
      <Form.Item name='to' label='向谁、怎么说的'>
        <Input maxLength={200} placeholder='比如：市网信办，12387 热线' />
      </Form.Item>
      <Form.Item
        name='words'
        label='写一句'
        rules={[{ required: true, whitespace: true, message: '写一句办了什么，或者为什么不用办' }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      {duty.canWaive && (
        <Form.Item
          name='isWaived'
          valuePropName='checked'
          extra='法律允许的只有一种：采取的措施已经有效避免了危害。上面写明怎么避免的'
        >
          <Checkbox>不用告诉本人</Checkbox>
        </Form.Item>
      )}
      <Refusal error={take.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={take.isPending}>
          记下
        </Button>
      </div>
    </GuardedForm>
  )
}
