import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function ProfilePage() {
  return (
    <Page title='我的资料'>
      <Loading />
    </Page>
  )
}
