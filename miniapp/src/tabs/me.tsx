import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function MePage() {
  return (
    <Page title='我的' tab='tabs/me'>
      <Loading />
    </Page>
  )
}
