import { Loading } from '@/kit/faces'
import { Page } from '@/kit/page'

export default function BookingsPage() {
  return (
    <Page title='我的预约'>
      <Loading />
    </Page>
  )
}
