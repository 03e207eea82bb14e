import { listStaffAdmissions } from '@yike/shared/admission/endpoints'
import type { StaffAdmission, StaffAdmissionList } from '@yike/shared/admission/schemas'
import { Button } from 'antd'
import { useState } from 'react'
import { GuardedDrawer } from '../kit/form/unsaved'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Views } from '../kit/page/Views'
import { useRead } from '../lib/query'
import { AdmissionPane } from './AdmissionPane'
import { AdmitForm, EndForm, RefuseForm } from './DecisionForms'
import { HoursForm } from './HoursForm'
import { OwnEntries } from './OwnEntries'
import { RemarkForm } from './RemarkForm'
import { isIn, VIEWS, type View } from './views'

/** The steps on a work, and the words of their buttons. */
const STEPS = { admit: '同意准入', refuse: '不同意', end: '提前结束', hours: '记工时', remark: '提意见' } as const
type Step = keyof typeof STEPS

const EMPTY: Record<View, string> = {
  asked: '没有等答复的申请。',
  admitted: '街道没有交给社区做的事。',
  over: '没有不同意的，也没有结束了的。',
}

const stepsOf = ({ can }: StaffAdmission): Step[] => [
  ...(can.decide ? (['admit', 'refuse'] as const) : []),
  ...(can.noteHours ? (['hours'] as const) : []),
  ...(can.remark ? (['remark'] as const) : []),
  ...(can.end ? (['end'] as const) : []),
]

/** The works that departments wish to hand down: the street answers, communities object and note hours. */
export function StreetAdmissions() {
  const { data, error, refetch } = useRead(listStaffAdmissions, {})
  const [chosen, setView] = useState<View>()
  const [open, setOpen] = useState<{ work: StaffAdmission; step: Step }>()
  const waits = data?.items.some((one) => isIn('asked', one))
  const view = chosen ?? (waits ? 'asked' : 'admitted')
  const shown = data?.items.filter((one) => isIn(view, one)) ?? []
  const close = () => setOpen(undefined)
  return (
    <>
      <PageHead
        title='工作准入'
        note='部门想交给社区做的事，先过街道这一关。答复和原因居民也看得到。'
        beside={<Views views={VIEWS} view={view} onChange={setView} />}
      />
      {error && !data && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data && (
        <div className='admissions'>
          {shown.length === 0 && <Empty text={EMPTY[view]} />}
          {shown.map((work) => (
            <AdmissionPane key={work.id} work={work}>
              {stepsOf(work).map((step, index) => (
                <Button
                  key={step}
                  type={index === 0 ? 'primary' : 'default'}
                  aria-label={`${STEPS[step]}：${work.title}`}
                  onClick={() => setOpen({ work, step })}
                >
                  {STEPS[step]}
                </Button>
              ))}
            </AdmissionPane>
          ))}
          {view === 'admitted' && data.mine.length > 0 && <OwnEntries entries={data.mine} />}
        </div>
      )}
      <GuardedDrawer
        open={open !== undefined}
        title={open && `${STEPS[open.step]}：${open.work.title}`}
        size={480}
        destroyOnHidden
        onClose={close}
      >
        {open && data && <StepForm {...open} list={data} onDone={close} />}
      </GuardedDrawer>
    </>
  )
}

interface StepFormProps {
  work: StaffAdmission
  step: Step
  list: StaffAdmissionList
  onDone: () => void
}

function StepForm({ work, step, list, onDone }: StepFormProps) {
  if (step === 'admit') return <AdmitForm work={work} onDone={onDone} />
  if (step === 'refuse') return <RefuseForm work={work} onDone={onDone} />
  if (step === 'end') return <EndForm work={work} onDone={onDone} />
  if (step === 'remark') return <RemarkForm work={work} onDone={onDone} />
  return <HoursForm work={work} communities={list.communities} onDone={onDone} />
}
