import { getCasework, noteConsent } from '@yike/shared/casework/endpoints'
import { CASEWORK_CONSENT_VERSION } from '@yike/shared/casework/rules'
import type { CaseworkView } from '@yike/shared/casework/schemas'
import { dayInFull, instantInFull } from '@yike/shared/time/words'
import { Button } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm } from '../kit/form/unsaved'
import { ConfidentialCase, ConfidentialPage } from '../lib/confidential/ConfidentialCase'
import { useWrite } from '../lib/query'
import { ConsentFields, type ConsentInput } from './ConsentFields'
import { EndPane } from './EndPane'
import { PlanPane } from './PlanPane'
import { Sessions } from './Sessions'

export default function CaseworkPage() {
  return <ConfidentialPage route={getCasework} show={(item) => <Full item={item} />} />
}

const stateOf = ({ consent }: CaseworkView) => (!consent ? '先记同意' : consent.withdrawnAt ? '本人要停' : '正在做')

/** One casework, from the consent to the end. */
function Full({ item }: { item: CaseworkView }) {
  const { worker, person, number, category, consent } = item
  return (
    <ConfidentialCase
      item={item}
      title={`个案 ${person.name}`}
      facts={[number, category, worker ? `社工 ${worker.name}` : '还没指定社工']}
      state={stateOf(item)}
      side={
        <>
          {consent && <Consent consent={consent} />}
          {item.reviewOn && (
            <section className='pane'>
              <h2 className='lead'>回顾</h2>
              <p>{dayInFull(item.reviewOn)}</p>
            </section>
          )}
          {item.can.end && <EndPane item={item} />}
        </>
      }
    >
      {item.can.consent && <ConsentPane item={item} />}
      {consent && <PlanPane key={item.seq} item={item} />}
      {consent && <Sessions item={item} />}
    </ConfidentialCase>
  )
}

const Consent = ({ consent }: { consent: NonNullable<CaseworkView['consent']> }) => (
  <section className='pane'>
    <h2 className='lead'>同意</h2>
    <p>
      {consent.by.label}
      {consent.guardianName && ` ${consent.guardianName}`} {instantInFull(new Date(consent.at))}
    </p>
    <p className='note'>说明的版本 {consent.version}</p>
    {consent.withdrawnAt && <p>{instantInFull(new Date(consent.withdrawnAt))} 收回了同意，不再写新的，请结案。</p>}
  </section>
)

function ConsentPane({ item }: { item: CaseworkView }) {
  const send = useWrite(noteConsent)
  return (
    <section className='pane' aria-label='先记同意'>
      <h2 className='lead'>先记同意</h2>
      <p className='note'>
        没有同意，什么都不能写。{item.needsGuardian && '不满十四岁，要监护人同意。'}不同意的，在原话那里退回。
      </p>
      <GuardedForm<ConsentInput>
        layout='vertical'
        requiredMark={false}
        onFinish={(given) => send.mutate({ id: item.id, version: CASEWORK_CONSENT_VERSION, ...given })}
      >
        <ConsentFields />
        <Refusal error={send.error} />
        <div className='form-foot'>
          <Button type='primary' htmlType='submit' loading={send.isPending}>
            同意了
          </Button>
        </div>
      </GuardedForm>
    </section>
  )
}
