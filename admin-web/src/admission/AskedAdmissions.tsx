import { listAskedAdmissions } from '@yike/shared/admission/endpoints'
import { Button } from 'antd'
import { useState } from 'react'
import { GuardedDrawer } from '../kit/form/unsaved'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { useRead } from '../lib/query'
import { AdmissionPane } from './AdmissionPane'
import { AskForm } from './AskForm'

/** The works that a department asked for, with the answers of streets and the hours that they cost. */
export function AskedAdmissions() {
  const { data, error, refetch } = useRead(listAskedAdmissions, {})
  const [isAsking, setAsking] = useState(false)
  const close = () => setAsking(false)
  const departments = data?.departments.filter(({ streets }) => streets.length > 0) ?? []
  return (
    <>
      <PageHead
        title='工作准入'
        note='想请社区做的事，先向街道申请。没有准入的，社区可以不做。'
        tools={
          departments.length > 0 && (
            <Button type='primary' onClick={() => setAsking(true)}>
              申请准入
            </Button>
          )
        }
      />
      {error && !data && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      <div className='admissions'>
        {data?.items.length === 0 && (
          <Empty
            text={
              departments.length > 0
                ? '还没有申请过。'
                : '你们单位不向社区派工作，不用申请。要改单位的类型，找社区管理员。'
            }
          />
        )}
        {data?.items.map((work) => (
          <AdmissionPane key={work.id} work={work} />
        ))}
      </div>
      <GuardedDrawer open={isAsking} title='申请准入' size={520} destroyOnHidden onClose={close}>
        {isAsking && <AskForm departments={departments} onDone={close} />}
      </GuardedDrawer>
    </>
  )
}
