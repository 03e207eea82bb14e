import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function ConfirmPage() {
  return (
    <Page title='确认预约'>
      <Loading />
    </Page>
  )
}
