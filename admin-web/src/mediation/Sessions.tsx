import { planSession, recordSession } from '@yike/shared/mediation/endpoints'
import type { MediationView } from '@yike/shared/mediation/schemas'
import { Checkbox, Form } from 'antd'
import { SessionsPane } from '../lib/confidential/SessionsPane'

/** The sessions of a mediation: who is invited, and who came. The notes are for the mediator alone. */
export function Sessions({ item }: { item: MediationView }) {
  const among = (ids: readonly string[]) => item.parties.filter(({ id }) => ids.includes(id))
  const namesOf = (ids: readonly string[]) =>
    among(ids)
      .map(({ name }) => name)
      .join('、')
  const everybody = item.parties.map(({ id }) => id)
  return (
    <SessionsPane
      item={item}
      title='调解会'
      can={{ plan: item.can.edit, record: true }}
      brief={({ partyIds, attendedIds }) =>
        `请了${namesOf(partyIds)}${attendedIds ? `，来了${namesOf(attendedIds) || '零位'}` : ''}`
      }
      plan={{
        to: planSession,
        says: { open: '约一次调解会', send: '约好，通知他们' },
        first: { place: '社区调解室', partyIds: everybody },
        fields: (
          <Form.Item
            name='partyIds'
            label='请谁来'
            rules={[{ required: true, type: 'array', min: 1, message: '选一下请谁来' }]}
          >
            <Checkbox.Group options={choices(item.parties)} />
          </Form.Item>
        ),
      }}
      record={{
        to: recordSession,
        says: { notes: '记录，只有调解员和管调解的人看得到', notHeld: '没开成，取消' },
        first: ({ partyIds }) => ({ attendedIds: partyIds }),
        fields: ({ partyIds }) => (
          <Form.Item name='attendedIds' label='来了谁'>
            <Checkbox.Group options={choices(among(partyIds))} />
          </Form.Item>
        ),
      }}
    />
  )
}

const choices = (parties: MediationView['parties']) => parties.map(({ id, name }) => ({ value: id, label: name }))
