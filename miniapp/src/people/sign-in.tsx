import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function SignInPage() {
  return (
    <Page title='登录'>
      <Loading />
    </Page>
  )
}
