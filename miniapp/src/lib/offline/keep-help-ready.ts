import { useEffect } from 'react'
import { listDangerPhones } from '@yike/shared/cases/danger-endpoints'
import { getMe, listFamily } from '@yike/shared/people/endpoints'
import { call } from '@/lib/api/api'
import { useSession } from '@/lib/api/session-store'
import { keepAnswer } from './cached-answers'

/** The first page reads its own data first. */
const AFTER_MS = 5_000

/**
 * Keeps on the phone the answers that the call for help needs (`care/help`): the emergency contact, the community's
 * phone, the family, and whom to ring in a danger. Without a network they are there, also on a phone that never opened
 * that page.
 */
export function useHelpReady(online: boolean) {
  const personId = useSession()?.personId
  useEffect(() => {
    if (personId === undefined || !online) return
    const timer = setTimeout(() => {
      // A failure keeps the answers of before.
      call(getMe, {}).then(
        (me) => keepAnswer('help:me', getMe, {}, me),
        () => undefined,
      )
      call(listFamily, {}).then(
        (family) => keepAnswer('help:family', listFamily, {}, family),
        () => undefined,
      )
      call(listDangerPhones, {}).then(
        (phones) => keepAnswer('danger-phones', listDangerPhones, {}, phones),
        () => undefined,
      )
    }, AFTER_MS)
    return () => clearTimeout(timer)
  }, [personId, online])
}
