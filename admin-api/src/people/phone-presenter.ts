import { CLIENTS } from '@yike/shared/people/devices'
import { BINDING_STATES } from '@yike/shared/people/phone-binding'
import { PHONE_SIGN_IN_STATES, roughAddress } from '@yike/shared/people/phone-sign-in'
import type { PhoneBinding as PhoneBindingView, WaitingPhone, WaitingSignIn } from '@yike/shared/people/phone-schemas'
import { toApiTime } from '@yike/shared/time/china'
import type { PhoneBinding } from './phone-binding'
import type { PhoneSignIn } from './phone-sign-in'
import { networkOf } from '../http/network'

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

export const phoneSignInState = (code: keyof typeof PHONE_SIGN_IN_STATES) => ({
  code,
  label: PHONE_SIGN_IN_STATES[code],
})

/** `ip`: the address of the phone that reads it. */
export const presentWaitingSignIn = (
  { _id, network, device, choices, askedAt, expiresAt }: PhoneSignIn,
  ip: string,
): WaitingSignIn => ({
  id: String(_id),
  askedAt: toApiTime(askedAt),
  expiresAt: toApiTime(expiresAt),
  address: roughAddress(network),
  isSameNetwork: network === networkOf(ip),
  device,
  choices,
})
