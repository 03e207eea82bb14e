import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function AgreementPage() {
  return (
    <Page title='用户协议'>
      <Loading />
    </Page>
  )
}
