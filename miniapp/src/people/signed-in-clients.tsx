import { useState } from 'react'
import { endOtherSessions, endSession, listSessions } from '@yike/shared/people/endpoints'
import type { SessionList } from '@yike/shared/people/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Cell } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'

/** The phones and browsers on which the reader is signed in; any of them can be signed out here. */
export function SignedInClients() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Cell icon='phone' title='登录的设备' brief='看看在哪儿登录着，不用的退掉' onTap={() => setOpen(true)} />
      {open && <ClientsSheet onClose={() => setOpen(false)} />}
    </>
  )
}

type Session = SessionList['items'][number]
const nameOf = ({ client, device }: Session) => [device, client?.label].filter(Boolean).join('，') || '以前登录的设备'
/** 「就是这台，今天 9:11 登录」, 「昨天 9:10 登录，今天 8:00 用过」. */
function timesOf({ openedAt, usedAt, isThis }: Session, now: Date) {
  const [opened, used] = [openedAt && momentInWords(openedAt, now), momentInWords(usedAt, now)]
  const parts = [isThis && '就是这台', opened && `${opened} 登录`, !isThis && used !== opened && `${used} 用过`]
  return parts.filter(Boolean).join('，')
}

function ClientsSheet({ onClose }: { onClose: () => void }) {
  const { data, error, reload } = useEndpoint(listSessions, {})
  const end = useAction(endSession)
  const others = useAction(endOtherSessions)
  const [ending, setEnding] = useState<string>()
  const signOut = async (id: string) => {
    setEnding(id)
    if (await end.run({ id })) await reload()
    setEnding(undefined)
  }
  const signOutOthers = async () => {
    if (await others.run({})) await reload()
  }
  const failed = end.error ?? others.error ?? (data ? undefined : error)
  const now = new Date()
  return (
    <Sheet open title='登录的设备' brief='有不认识的，马上退掉它' onClose={onClose}>
      {failed && <Failed error={failed} onRetry={() => void reload()} />}
      {!data && !failed && <Loading rows={2} />}
      {data?.items.map((session) => (
        <Cell
          key={session.id}
          title={nameOf(session)}
          brief={timesOf(session, now)}
          extra={
            !session.isThis && (
              <Button
                off={others.busy}
                busy={end.busy && ending === session.id && '正在退…'}
                onTap={() => void signOut(session.id)}
              >
                退出
              </Button>
            )
          }
        />
      ))}
      {data && data.items.length > 2 && (
        <Button block look='danger' off={end.busy} busy={others.busy && '正在退…'} onTap={() => void signOutOthers()}>
          除了这台，都退出
        </Button>
      )}
    </Sheet>
  )
}
