import { issueCertificates, withdrawCertificate } from '@yike/shared/courses/endpoints'
import type { CoursePerson, StaffCourse } from '@yike/shared/courses/schemas'
import { Button } from 'antd'
import { useState } from 'react'
import { ReasonModal } from '../kit/form/ReasonModal'
import { Refusal } from '../kit/form/Refusal'
import { useWrite } from '../lib/query'

/** Somebody's certificate: its number, its withdrawal with a reason, and another one after that. */
export function CertificateCell({ course, person }: { course: StaffCourse; person: CoursePerson }) {
  const [isAsking, setAsking] = useState(false)
  const withdraw = useWrite(withdrawCertificate, () => setAsking(false))
  const issue = useWrite(issueCertificates)
  const { certificate, name, bookingId, canHaveAnother } = person
  if (!certificate) return null
  if (certificate.isWithdrawn)
    return (
      <>
        收回了{' '}
        {canHaveAnother && (
          <Button
            size='small'
            aria-label={`给${name}再发一份`}
            loading={issue.isPending}
            onClick={() => issue.mutate({ sittingId: course.sittingId, bookingIds: [bookingId] })}
          >
            再发一份
          </Button>
        )}
        <Refusal error={issue.error} />
      </>
    )
  return (
    <>
      {certificate.number}{' '}
      {course.can.certify && (
        <Button type='link' size='small' danger aria-label={`收回${name}的证书`} onClick={() => setAsking(true)}>
          收回
        </Button>
      )}
      <ReasonModal
        open={isAsking}
        title={`收回${name}的证书`}
        hint={`编号 ${certificate.number}。收回后谁来查都写着“收回了”；本人会收到这个原因。要改学时先收回，改好再发一份。`}
        label='为什么收回'
        action='收回证书'
        error={withdraw.error}
        isPending={withdraw.isPending}
        onSubmit={(reason) => withdraw.mutate({ number: certificate.number, reason })}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
