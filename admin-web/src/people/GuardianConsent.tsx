import { needsGuardian } from '@yike/shared/people/minors'
import { dayOf } from '@yike/shared/time/china'
import { Checkbox, Form } from 'antd'

/**
 * The consent of a guardian, asked once the year of birth in the same form is that of a child under 14. `before`: the
 * year that is on record already.
 */
export function GuardianConsent({ before = null }: { before?: number | null }) {
  const birthYear = Form.useWatch<number | null | undefined>('birthYear')
  if (!birthYear || birthYear === before || !needsGuardian(birthYear, dayOf(new Date()))) return null
  return (
    <Form.Item name='guardian' valuePropName='checked' extra='不满 14 岁的孩子，要监护人同意才能登记'>
      <Checkbox>问过监护人，监护人同意</Checkbox>
    </Form.Item>
  )
}
