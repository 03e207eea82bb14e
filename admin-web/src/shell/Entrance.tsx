import { getStaffMe } from '@yike/shared/people/endpoints'
import { lazy, Suspense } from 'react'
import { Loading } from '../kit/page/PageStates'
import { isSessionEnd, maybeSignedIn } from '../lib/api'
import { useRead } from '../lib/query'
import { SignIn } from './SignIn'

const loadConsole = () => import('./Console')
const Console = lazy(loadConsole)

/** Pages for somebody who has no account yet. */
const isOpenToAll = /^\/admin\/(setup|invitation)\b/.test(window.location.pathname)

// It is there by the time the account has been read.
if (isOpenToAll || maybeSignedIn()) void loadConsole().catch(() => undefined)

/** A visitor reads the sign-in before the router, the dialogs and the page of the address are loaded. */
export function Entrance() {
  const { data: me, error } = useRead(getStaffMe, {}, { enabled: !isOpenToAll })
  if (!isOpenToAll && !me) {
    if (!error) return <Loading />
    if (isSessionEnd(error)) return <SignIn />
  }
  return (
    <Suspense fallback={<Loading />}>
      <Console />
    </Suspense>
  )
}
