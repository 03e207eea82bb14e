import { endOtherSessions, endSession, listSessions } from '@yike/shared/people/endpoints'
import type { SessionList } from '@yike/shared/people/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'

type Session = SessionList['items'][number]
const nameOf = ({ client, device }: Session) => [device, client?.label].filter(Boolean).join('，') || '以前登录的设备'

/** The browsers and phones on which a member of staff is signed in; any of them can be signed out here. */
export function Sessions() {
  const { data, error, refetch } = useRead(listSessions, {})
  const end = useWrite(endSession)
  const others = useWrite(endOtherSessions)
  const now = new Date()
  return (
    <>
      {error && !data && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data?.items.map((session) => (
        <div key={session.id} className='row session'>
          <div>
            <div className='strong'>{nameOf(session)}</div>
            <div className='note nums'>
              {session.isThis ? '就是这台' : `最近用过 ${momentInWords(session.usedAt, now)}`}
              {session.openedAt && `，${momentInWords(session.openedAt, now)} 登录`}
            </div>
          </div>
          {!session.isThis && (
            <Button
              className='push'
              loading={end.isPending && end.variables.id === session.id}
              onClick={() => end.mutate({ id: session.id })}
            >
              退出
            </Button>
          )}
        </div>
      ))}
      <Refusal error={end.error ?? others.error} />
      {data && data.items.length > 1 && (
        <Button danger block loading={others.isPending} onClick={() => others.mutate({})}>
          除了这台，都退出
        </Button>
      )}
    </>
  )
}
