import { getStaffMe } from '@yike/shared/people/endpoints'
import { answerMyPhone, listMyWaitingPhones } from '@yike/shared/people/phone-endpoints'
import { Failed, Loading } from '../kit/page/PageStates'
import { PageHead } from '../kit/page/PageHead'
import { useRead, useWrite } from '../lib/query'
import { WaitingPhones } from '../lib/WaitingPhones'
import { ChangePassword } from './ChangePassword'
import { Sessions } from './Sessions'
import './people.css'

const EVERY_SECONDS = 5

/** One's own account: the phone that waits to be bound, the password, and the devices that are signed in. */
export default function AccountPage() {
  // The phone finishes by itself a moment after it was confirmed.
  const { data: me } = useRead(getStaffMe, {}, { everySeconds: EVERY_SECONDS })
  return (
    <>
      <PageHead title='我的账号' note={me && `${me.name}，${me.wechatBound ? '绑好了手机' : '还没有绑手机'}`} />
      <section className='pane account' aria-label='绑手机'>
        <h2 className='lead'>绑手机</h2>
        <MyPhones />
      </section>
      <section className='pane account' aria-label='改密码'>
        <h2 className='lead'>改密码</h2>
        <ChangePassword />
      </section>
      <section className='pane account' aria-label='登录的设备'>
        <h2 className='lead'>登录的设备</h2>
        <Sessions />
      </section>
    </>
  )
}

function MyPhones() {
  const { data, error, refetch } = useRead(listMyWaitingPhones, {}, { everySeconds: EVERY_SECONDS })
  const answer = useWrite(answerMyPhone)
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      {data.items.length === 0 && (
        <p className='note'>
          没有手机在等。在小程序“我的”里打开“设置”，点“我是工作人员”，写上账号和密码，再到这里确认。
        </p>
      )}
      <WaitingPhones
        phones={data.items}
        whose='您'
        onAnswer={(id, given) => answer.mutate({ id, answer: given })}
        isPending={answer.isPending}
        error={answer.error}
      />
    </>
  )
}
