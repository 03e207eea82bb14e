import { blindIndex, openValue, sealValue, type SealedValue } from '../sealing'
import { openedPhone, phoneLast4, sealedPhone, type SealedPhone } from '../sealed-values'

/** The home of somebody; the position on the map when it is known. */
export interface Home {
  text: string
  position: { lng: number; lat: number } | null
}
export interface EmergencyContact {
  name: string
  phone: string
}

export const sealHome = (home: Home): SealedValue<Home> => sealValue('home', home)
export const sealIdEnd = (idLast4: string): SealedValue<string> => ({
  ...sealValue('idLast4', idLast4),
  index: [blindIndex('idLast4', idLast4)],
})

/** Facts about a person as they are typed; absent ones stay absent. */
export interface PlainFacts {
  phone?: string | null | undefined
  home?: Home | null | undefined
  idLast4?: string | null | undefined
  emergencyContact?: EmergencyContact | null | undefined
}

/** The same as the record of a person stores them. */
export function sealFacts({ phone, home, idLast4, emergencyContact }: PlainFacts) {
  return {
    ...(phone === undefined ? {} : { phone: sealedPhone(phone) }),
    ...(home === undefined ? {} : { home: home && sealHome(home) }),
    ...(idLast4 === undefined ? {} : { idLast4: idLast4 ? sealIdEnd(idLast4) : null }),
    ...(emergencyContact === undefined
      ? {}
      : { emergencyContact: emergencyContact && sealValue('emergencyContact', emergencyContact) }),
  }
}

export const phoneOf = ({ phone }: { phone: SealedPhone | null }) => openedPhone(phone)
export const homeOf = ({ home }: { home: SealedValue<Home> | null }): Home | null => home && openValue('home', home)
export const idEndOf = ({ idLast4 }: { idLast4?: SealedValue<string> | null }) =>
  idLast4 ? openValue('idLast4', idLast4) : null
export const emergencyContactOf = ({
  emergencyContact,
}: {
  emergencyContact?: SealedValue<EmergencyContact> | null
}) => (emergencyContact ? openValue('emergencyContact', emergencyContact) : null)

/** The end of a number where it is kept without the rest: a request of the family shows it to the other side. */
export const sealLast4 = (last4: string) => sealValue('phoneLast4', last4)
export function sealedLast4(phone: SealedPhone | null) {
  const last4 = phoneLast4(phone)
  return last4 ? sealLast4(last4) : null
}
export const openedLast4 = (last4: SealedValue<string> | null) => last4 && openValue('phoneLast4', last4)
