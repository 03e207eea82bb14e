import { CLIENTS } from '@yike/shared/people/devices'
import { BINDING_STATES } from '@yike/shared/people/phone-binding'
import type { PhoneBinding as PhoneBindingView, WaitingPhone } from '@yike/shared/people/phone-schemas'
import { toApiTime } from '@yike/shared/time/china'
import type { PhoneBinding } from './phone-binding'

export function presentPhoneBinding(binding: PhoneBinding | null): PhoneBindingView {
  const code = binding?.state ?? 'expired'
  return {
    state: { code, label: BINDING_STATES[code] },
    number: binding?.number ?? null,
    expiresAt: binding ? toApiTime(binding.expiresAt) : null,
  }
}

export const presentWaitingPhone = ({
  _id,
  number,
  client,
  device,
  askedAt,
  expiresAt,
}: PhoneBinding): WaitingPhone => ({
  id: String(_id),
  number,
  client: { code: client, label: CLIENTS[client] },
  device,
  askedAt: toApiTime(askedAt),
  expiresAt: toApiTime(expiresAt),
})
